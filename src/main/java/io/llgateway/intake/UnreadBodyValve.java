package io.llgateway.intake;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * Bounds what a body that nobody reads can cost. Tomcat reads the rest of such a body on the request's thread, for as
 * long as its sender likes to drip it: as many senders as there are threads would shut everybody else out. Here the
 * answer goes out first; then few requests at a time wait for the rest, and not for long, so that a browser whose body
 * is a little late still gets its answer; after that the connection is closed.
 */
final class UnreadBodyValve extends ValveBase {
    private static final int MOST_BYTES = 64 * 1024;

    private final Semaphore lingering;
    private final long lingerNanos;

    /**
     * @param threads most threads that wait for the rest of a body at the same time
     * @param linger how long one waits; a pause of the sender ends it, too, after the connection timeout
     */
    UnreadBodyValve(int threads, Duration linger) {
        super(true);
        lingering = new Semaphore(threads);
        lingerNanos = linger.toNanos();
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (request.isAsyncStarted()) {
            request.getAsyncContext().addListener(new WhenComplete(request, response));
        } else if (!request.isAsync()) {
            leave(request, response);
        }
    }

    private void leave(Request request, Response response) {
        if (isWhole(request)) {
            return;
        }
        boolean announced = request.getHeader("Expect") != null; // waits to be asked for its body, and is not
        if (!response.isCommitted()) {
            response.setHeader("Connection", "close");
        }
        try {
            response.finishResponse();
            if (!announced && lingering.tryAcquire()) {
                try {
                    linger(request.getCoyoteRequest());
                } finally {
                    lingering.release();
                }
            }
        } catch (IOException gone) {
            // the sender left or paused too long; what is left is to close
        }
        if (!isWhole(request)) {
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    private void linger(org.apache.coyote.Request request) throws IOException {
        long end = System.nanoTime() + lingerNanos;
        Forgetful buffer = new Forgetful();
        int read = 0;
        for (int more = 0; more >= 0 && read <= MOST_BYTES && System.nanoTime() < end; read += more) {
            more = request.doRead(buffer);
        }
    }

    private static boolean isWhole(Request request) {
        AtomicBoolean whole = new AtomicBoolean();
        request.getCoyoteRequest().action(ActionCode.REQUEST_BODY_FULLY_READ, whole);
        return whole.get();
    }

    /** Takes what is read and keeps nothing. */
    private static final class Forgetful implements ApplicationBufferHandler {
        private ByteBuffer buffer = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer read) {
            buffer = read;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return buffer;
        }

        @Override
        public void expand(int size) {
            // the buffer is Tomcat's own
        }
    }

    private final class WhenComplete implements AsyncListener {
        private final Request request;
        private final Response response;

        WhenComplete(Request request, Response response) {
            this.request = request;
            this.response = response;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            leave(request, response);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // the servlet's work
        }

        @Override
        public void onError(AsyncEvent event) {
            // the servlet's work
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // never started twice
        }
    }
}
