package io.llgateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.junit.jupiter.api.Test;

class AnswerConsumerTest {
    private final CompletableFuture<WebhookAnswer> given = new CompletableFuture<>();
    private final AnswerConsumer consumer = new AnswerConsumer();

    @Test
    void givesWhatTheErpHasSaidAlthoughTheConnectionFailsAfterwards() {
        answerWithoutBody(410);

        consumer.failed(new IOException("reset"));

        assertThat(given).isCompletedWithValue(new WebhookAnswer(410, null));
    }

    @Test
    void givesTheAnswerOnceTheConnectionIsFree() {
        answerWithoutBody(200);
        assertThat(given).isNotDone();

        consumer.releaseResources();

        assertThat(given).isCompletedWithValue(new WebhookAnswer(200, null));
    }

    private void answerWithoutBody(int status) {
        consumer.consumeResponse(new BasicHttpResponse(status), null, HttpCoreContext.create(), new FutureCallback<>() {
            @Override
            public void completed(WebhookAnswer answer) {
                given.complete(answer);
            }

            @Override
            public void failed(Exception cause) {
                given.completeExceptionally(cause);
            }

            @Override
            public void cancelled() {
                given.cancel(false);
            }
        });
    }
}
