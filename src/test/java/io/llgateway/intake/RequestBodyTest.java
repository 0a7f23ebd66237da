package io.llgateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.llgateway.intake.IntakeRequest.BodyState;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestBodyTest {
    private final List<BodyState> states = new ArrayList<>();
    private byte[] read = new byte[0];

    @Test
    void readsABodyOfExactlyTheLimitWhole() throws IOException {
        body(new Arriving(100, 7), -1, 100).onAllDataRead();
        assertThat(states).containsExactly(BodyState.WHOLE);
        assertThat(read).hasSize(100).containsOnly('x');
    }

    @Test
    void callsABodyOfOneByteMoreTooLarge() throws IOException {
        body(new Arriving(101, 7), -1, 100);
        assertThat(states).containsExactly(BodyState.TOO_LARGE);
    }

    @Test
    void stopsReadingAnEndlessBodyOneByteBehindTheLimit() throws IOException {
        body(new Arriving(Integer.MAX_VALUE, 8192), -1, 5000);
        assertThat(states).containsExactly(BodyState.TOO_LARGE);
        assertThat(read).hasSize(5001);
    }

    @Test
    void countsBytesAndNotWhatTheContentLengthSays() throws IOException {
        body(new Arriving(101, 50), 10, 100);
        assertThat(states).containsExactly(BodyState.TOO_LARGE);
    }

    @Test
    void readsABodyAtOnceThatCameWithItsHead() throws IOException {
        assertThat(unread(new Arriving(100, 100), 100, 100).readAtOnce()).isTrue();
        assertThat(states).containsExactly(BodyState.WHOLE);
        assertThat(read).hasSize(100).containsOnly('x');
    }

    @Test
    void leavesTheRestOfABodyToTheListener() throws IOException {
        RequestBody body = unread(new Arriving(100, 60), 100, 100);
        assertThat(body.readAtOnce()).isFalse();
        assertThat(states).isEmpty();

        body.onDataAvailable();
        body.onAllDataRead();

        assertThat(states).containsExactly(BodyState.WHOLE);
        assertThat(read).hasSize(100);
    }

    @Test
    void waitsForNoBodyThatHasNotCome() throws IOException {
        assertThat(unread(new Arriving(0, 1), 100, 100).readAtOnce()).isFalse();
        assertThat(unread(new Arriving(50, 50), -1, 100).readAtOnce()).isFalse();
        assertThat(states).isEmpty();
    }

    @Test
    void handsOverNothingASecondTime() throws IOException {
        RequestBody body = body(new Arriving(10, 10), 10, 100);
        body.onAllDataRead();
        body.breakOff();
        body.onError(new IOException("connection reset"));
        assertThat(states).containsExactly(BodyState.WHOLE);
    }

    @Test
    void callsABodyThatBreaksOffNoMessage() throws IOException {
        body(new Arriving(10, 10), 20, 100).onError(new IOException("connection reset"));
        assertThat(states).containsExactly(BodyState.BROKEN_OFF);
    }

    private RequestBody body(ServletInputStream in, long declared, int limit) throws IOException {
        RequestBody body = unread(in, declared, limit);
        body.onDataAvailable();
        return body;
    }

    private RequestBody unread(ServletInputStream in, long declared, int limit) {
        return new RequestBody(in, declared, limit, (bytes, state) -> {
            read = bytes;
            states.add(state);
        });
    }

    /** A body whose bytes come a few at a time. */
    private static final class Arriving extends ServletInputStream {
        private final int chunk;
        private int left;

        Arriving(int length, int chunk) {
            this.left = length;
            this.chunk = chunk;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = Math.min(Math.min(length, chunk), left);
            java.util.Arrays.fill(target, offset, offset + count, (byte) 'x');
            left -= count;
            return count;
        }

        @Override
        public int available() {
            return Math.min(left, 1); // the web server says no more than that there is something
        }

        @Override
        public int read() {
            throw new AssertionError("read in bulk");
        }

        @Override
        public boolean isFinished() {
            return left == 0;
        }

        @Override
        public boolean isReady() {
            return left > 0;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new AssertionError("the servlet's work");
        }
    }
}
