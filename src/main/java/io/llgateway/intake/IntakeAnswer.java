package io.llgateway.intake;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Writes the answer of one request: once, whoever comes first, the route or the deadline. */
final class IntakeAnswer {
    private final AsyncContext async;
    private final HttpServletResponse response;
    private final AtomicBoolean answered = new AtomicBoolean();

    IntakeAnswer(AsyncContext async, HttpServletResponse response) {
        this.async = async;
        this.response = response;
    }

    /** Sends the route's reply. */
    void send(IntakeReply reply) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        try {
            response.setStatus(reply.status());
            reply.headers().forEach(response::setHeader);
            response.setContentLength(reply.body().length);
            if (reply.body().length > 0) {
                response.getOutputStream().write(reply.body());
            }
        } catch (IOException gone) {
            // the sender did not wait for the answer; what is recorded stays recorded
        } finally {
            async.complete();
        }
    }

    /** Answers 503 without a body, since no route made a reply. */
    void giveUp() {
        if (answered.compareAndSet(false, true)) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.setHeader("Retry-After", "5");
            async.complete();
        }
    }
}
