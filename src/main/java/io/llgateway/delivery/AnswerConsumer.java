package io.llgateway.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ERP's answer: status and Retry-After. The body says nothing to us; it is thrown away as it comes, so that the
 * connection can be used again, and one that goes beyond the cap ends the connection. An answer is given when its
 * connection is free, so that the call that follows it finds one.
 */
final class AnswerConsumer implements AsyncResponseConsumer<WebhookAnswer> {
    private static final long BODY_CAP = 64 * 1024;

    private @Nullable WebhookAnswer answer;
    private @Nullable FutureCallback<WebhookAnswer> done;
    private boolean known;
    private long read;

    @Override
    public void consumeResponse(
            HttpResponse response,
            @Nullable EntityDetails entity,
            HttpContext context,
            FutureCallback<WebhookAnswer> callback) {
        Header retryAfter = response.getFirstHeader("Retry-After");
        answer = new WebhookAnswer(response.getCode(), retryAfter == null ? null : retryAfter.getValue());
        done = callback;
        known = entity == null;
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) {
        // 1xx says nothing final
    }

    @Override
    public void updateCapacity(CapacityChannel capacity) throws IOException {
        capacity.update(Integer.MAX_VALUE);
    }

    @Override
    public void consume(ByteBuffer source) throws IOException {
        read += source.remaining();
        source.position(source.limit());
        if (read > BODY_CAP) {
            // only the connection is given up
            known = true;
            throw new IOException("the ERP's answer is longer than " + BODY_CAP + " bytes");
        }
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) throws HttpException {
        known = true;
    }

    /** Comes after the connection was given up. What the ERP has said counts all the same. */
    @Override
    public void failed(Exception cause) {
        giveKnown();
        if (done != null) {
            done.failed(cause);
        }
    }

    /** Comes after the connection was given back. */
    @Override
    public void releaseResources() {
        giveKnown();
        done = null;
    }

    private void giveKnown() {
        if (done != null && known) {
            done.completed(answer);
            done = null;
        }
    }
}
