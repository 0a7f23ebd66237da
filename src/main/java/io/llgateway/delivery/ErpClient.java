package io.llgateway.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.async.methods.SimpleRequestProducer;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * Speaks HTTP to the ERP: over connections that are kept, without following redirects, without repeating anything by
 * itself, and never longer than the timeout from the first byte sent to the last received. How many calls run at a time
 * is decided before ({@link CallTurns}).
 */
final class ErpClient implements AutoCloseable {
    /** Without a charset parameter, which JSON does not have (RFC 8259). */
    private static final ContentType JSON = ContentType.create("application/json");

    private final CloseableHttpAsyncClient client;
    private final WebhookTarget target;
    private final Duration timeout;

    ErpClient(WebhookTarget target, Duration timeout) {
        this.target = target;
        this.timeout = timeout;
        Timeout limit = Timeout.of(timeout);
        client = HttpAsyncClients.custom()
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setDnsResolver(target)
                        // the pool learns up to a second late that a connection was cut (its selector is woken before
                        // the cut is noted); limited, it would let the next call time out here, an attempt never made
                        .setMaxConnTotal(Integer.MAX_VALUE)
                        .setMaxConnPerRoute(Integer.MAX_VALUE)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(limit)
                                .setSocketTimeout(limit)
                                .setValidateAfterInactivity(Timeout.ofSeconds(1))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(limit)
                        .setResponseTimeout(limit)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("lianlian-notification-gateway")
                .build();
        client.start();
    }

    /**
     * @param headers headers of our own; nothing from a notification
     * @param json the body, UTF-8
     * @return the answer; fails with what went wrong on the way, {@link TimeoutException} after the timeout
     */
    CompletableFuture<WebhookAnswer> post(Map<String, String> headers, String json) {
        SimpleHttpRequest request = SimpleRequestBuilder.post(target.uri())
                .setBody(json.getBytes(StandardCharsets.UTF_8), JSON)
                .build();
        headers.forEach(request::setHeader);
        CompletableFuture<WebhookAnswer> answer = new CompletableFuture<>();
        Future<WebhookAnswer> call;
        try {
            call = client.execute(SimpleRequestProducer.create(request), new AnswerConsumer(), new Completion(answer));
        } catch (RuntimeException ended) {
            answer.completeExceptionally(ended);
            return answer;
        }
        // a slow answer, dripping bytes included, ends here; the socket's own timeout only knows pauses
        answer.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).whenComplete((done, failed) -> {
            // cancelling a call that was answered would close its connection, which may carry the next call already
            if (failed != null) {
                call.cancel(true);
            }
        });
        return answer;
    }

    private record Completion(CompletableFuture<WebhookAnswer> answer) implements FutureCallback<WebhookAnswer> {
        @Override
        public void completed(WebhookAnswer result) {
            answer.complete(result);
        }

        @Override
        public void failed(Exception cause) {
            answer.completeExceptionally(cause);
        }

        @Override
        public void cancelled() {
            answer.cancel(false);
        }
    }

    @Override
    public void close() {
        client.close(CloseMode.GRACEFUL);
    }
}
