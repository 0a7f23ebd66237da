package io.llgateway.intake;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The HTTP side of the intake routes: reads a bounded body without blocking, runs the route, writes its reply. No
 * thread waits for a slow sender or for the ledger, and a request that is not answered in time is broken off.
 */
class IntakeServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient IntakeHttpEngine engine;
    private final int maxBody;
    private final long deadlineMillis;

    /**
     * @param maxBody most bytes of a body
     * @param deadlineMillis most milliseconds for receiving a body, and again for the route
     */
    IntakeServlet(IntakeHttpEngine engine, int maxBody, long deadlineMillis) {
        this.engine = engine;
        this.maxBody = maxBody;
        this.deadlineMillis = deadlineMillis;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        IntakeHttpConsumer consumer = engine.consumer(path(request));
        if (consumer == null && engine.isStarted()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        if (consumer == null || consumer.isSuspended()) {
            response.setHeader("Retry-After", "5");
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        String peer = request.getRemoteAddr();
        long declared = request.getContentLengthLong();
        boolean bodyless = declared == 0 || declared < 0 && request.getHeader("Transfer-Encoding") == null;
        AsyncContext async = request.startAsync();
        async.setTimeout(deadlineMillis);
        IntakeAnswer answer = new IntakeAnswer(async, response);
        RequestBody body = new RequestBody(
                request.getInputStream(),
                declared,
                maxBody,
                (bytes, state) -> consumer.take(IntakeRequest.of(request, peer, bytes, state), answer));
        async.addListener(new Deadline(body, answer));
        if (bodyless) {
            body.onAllDataRead();
        } else if (declared > maxBody) {
            body.refuse();
        } else if (!body.readAtOnce()) {
            request.getInputStream().setReadListener(body);
        }
    }

    private static String path(HttpServletRequest request) {
        String rest = request.getPathInfo();
        return rest == null ? request.getServletPath() : request.getServletPath() + rest;
    }

    /** Ends what takes too long: first a body that does not come, then a route that does not answer. */
    private record Deadline(RequestBody body, IntakeAnswer answer) implements AsyncListener {
        @Override
        public void onTimeout(AsyncEvent event) {
            body.breakOff();
            answer.giveUp();
        }

        @Override
        public void onError(AsyncEvent event) {
            body.breakOff();
            answer.giveUp();
        }

        @Override
        public void onComplete(AsyncEvent event) {
            // answered
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // never started twice
        }
    }
}
