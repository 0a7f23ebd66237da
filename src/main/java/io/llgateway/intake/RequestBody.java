package io.llgateway.intake;

import io.llgateway.intake.IntakeRequest.BodyState;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * Reads one body without holding a thread while its sender is slow, counting bytes instead of believing
 * Content-Length. Hands over what it read exactly once.
 */
final class RequestBody implements ReadListener {
    private final ServletInputStream in;
    private final int limit;
    private final BiConsumer<byte[], BodyState> whenRead;
    private final boolean isAnnounced;
    private final AtomicBoolean handedOver = new AtomicBoolean();
    private byte[] buffer;
    private int length;

    /**
     * @param declared Content-Length, only a hint for the buffer; -1 when unknown
     * @param limit most bytes; one more is read to know that it is too large
     */
    RequestBody(ServletInputStream in, long declared, int limit, BiConsumer<byte[], BodyState> whenRead) {
        this.in = in;
        this.limit = limit;
        this.whenRead = whenRead;
        this.isAnnounced = declared >= 0 && declared <= limit;
        this.buffer = new byte[isAnnounced ? (int) declared + 1 : Math.min(limit + 1, 2048)];
    }

    /**
     * Reads what has come together with the head, which mostly is all of a short body: without a listener the web server
     * need not look at the connection twice more. Does not wait.
     *
     * @return whether that was the whole body, which is handed over then; else a listener has to read the rest
     */
    boolean readAtOnce() throws IOException {
        int announced = buffer.length - 1;
        if (!isAnnounced || in.available() == 0) {
            return false;
        }
        length = Math.max(0, in.read(buffer, 0, announced));
        if (length < announced) {
            return false;
        }
        end(BodyState.WHOLE);
        return true;
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (in.isReady()) {
            int read = in.read(buffer, length, buffer.length - length);
            if (read < 0) {
                return;
            }
            length += read;
            if (length > limit) {
                end(BodyState.TOO_LARGE);
                return;
            }
            if (length == buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.min(limit + 1, buffer.length * 2));
            }
        }
    }

    @Override
    public void onAllDataRead() {
        end(BodyState.WHOLE);
    }

    @Override
    public void onError(Throwable brokenOff) {
        end(BodyState.BROKEN_OFF);
    }

    /** Reads nothing of a body that announces more than the limit. */
    void refuse() {
        end(BodyState.TOO_LARGE);
    }

    /** Stops waiting for a sender who is too slow. */
    void breakOff() {
        end(BodyState.BROKEN_OFF);
    }

    private void end(BodyState state) {
        if (handedOver.compareAndSet(false, true)) {
            whenRead.accept(Arrays.copyOf(buffer, length), state);
        }
    }
}
