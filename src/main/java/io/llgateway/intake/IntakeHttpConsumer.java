package io.llgateway.intake;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpConsumer;

/**
 * Takes a request into a route and its reply out, and nothing else: the exchange starts with an {@link IntakeRequest} as
 * body and no headers, and must end with an {@link IntakeReply}. Camel's own binding copies every header and parameter of
 * the request into the message and every header of the message into the answer; here neither can happen. The route runs
 * asynchronously, so a request that waits for the ledger's commit holds no thread.
 */
class IntakeHttpConsumer extends SpringBootPlatformHttpConsumer {
    private static final long BODY_DEADLINE_MILLIS = 10_000;

    private final int maxBody;

    IntakeHttpConsumer(PlatformHttpEndpoint endpoint, Processor processor, IntakeSettings settings) {
        super(endpoint, processor, Runnable::run);
        this.maxBody = Math.toIntExact(settings.maxBody().toBytes());
    }

    @Override
    public CompletableFuture<Void> service(HttpServletRequest request, HttpServletResponse response) {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        if (isSuspended()) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.setHeader("Retry-After", "5");
            answered.complete(null);
            return answered;
        }
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        exchange.getIn().setBody(IntakeRequest.read(request, maxBody, BODY_DEADLINE_MILLIS));
        try {
            createUoW(exchange);
        } catch (Exception e) {
            answered.completeExceptionally(e);
            return answered;
        }
        getAsyncProcessor().process(exchange, doneSync -> {
            try {
                write(exchange, response);
                answered.complete(null);
            } catch (IOException gone) {
                // the sender did not wait for the answer; what is recorded stays recorded
                answered.complete(null);
            } finally {
                doneUoW(exchange);
                releaseExchange(exchange, false);
            }
        });
        return answered;
    }

    private void write(Exchange exchange, HttpServletResponse response) throws IOException {
        if (exchange.getMessage().getBody() instanceof IntakeReply reply) {
            response.setStatus(reply.status());
            reply.headers().forEach(response::setHeader);
            response.setContentLength(reply.body().length);
            response.getOutputStream().write(reply.body());
            return;
        }
        getExceptionHandler()
                .handleException("Route " + exchange.getFromRouteId() + " ended without a reply", exchange, exchange.getException());
        response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    }
}
