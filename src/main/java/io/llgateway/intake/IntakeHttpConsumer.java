package io.llgateway.intake;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
    private final Runnable whenStopped;

    IntakeHttpConsumer(PlatformHttpEndpoint endpoint, Processor processor, Runnable whenStopped) {
        super(endpoint, processor, Runnable::run);
        this.whenStopped = whenStopped;
    }

    /** Runs the route for one request. */
    void take(IntakeRequest request, IntakeAnswer answer) {
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        exchange.getIn().setBody(request);
        try {
            createUoW(exchange);
        } catch (Exception e) {
            getExceptionHandler().handleException("An exchange could not be started", e);
            answer.giveUp();
            return;
        }
        getAsyncProcessor().process(exchange, doneSync -> {
            try {
                reply(exchange, answer);
            } finally {
                doneUoW(exchange);
                releaseExchange(exchange, false);
            }
        });
    }

    private void reply(Exchange exchange, IntakeAnswer answer) {
        if (exchange.getException() == null && exchange.getMessage().getBody() instanceof IntakeReply reply) {
            answer.send(reply);
            return;
        }
        getExceptionHandler()
                .handleException(
                        "Route " + exchange.getFromRouteId() + " ended without a reply", exchange.getException());
        answer.giveUp();
    }

    /** Spring MVC's way in, which {@link IntakeServlet} stands before: never a second door. */
    @Override
    public CompletableFuture<Void> service(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    protected void doStop() throws Exception {
        whenStopped.run();
        super.doStop();
    }
}
