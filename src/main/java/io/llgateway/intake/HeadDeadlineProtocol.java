package io.llgateway.intake;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's HTTP/1.1, with a limit for a whole request head. Tomcat limits the pauses inside a head only, so a sender
 * that drips a byte every other second keeps its connection for hours.
 */
public final class HeadDeadlineProtocol extends Http11NioProtocol {
    private long nanos = TimeUnit.SECONDS.toNanos(10);

    /** @param deadline from a head's first byte to its last */
    void setHeadDeadline(Duration deadline) {
        nanos = deadline.toNanos();
    }

    @Override
    protected Processor createProcessor() {
        return new DeadlineProcessor(this, getAdapter(), nanos);
    }

    /** Called with every piece of a head; one processor serves many connections, one after the other. */
    private static final class DeadlineProcessor extends Http11Processor {
        private final long nanos;
        private @Nullable SocketWrapperBase<?> beginner;
        private long began;

        DeadlineProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter, long nanos) {
            super(protocol, adapter);
            this.nanos = nanos;
        }

        @Override
        public SocketState service(SocketWrapperBase<?> connection) throws IOException {
            if (beginner != connection) {
                beginner = connection;
                began = System.nanoTime();
            }
            SocketState state = super.service(connection);
            boolean insideHead = state == SocketState.LONG && !isAsync();
            if (!insideHead) {
                beginner = null;
                return state;
            }
            return System.nanoTime() - began > nanos ? SocketState.CLOSED : state;
        }
    }
}
