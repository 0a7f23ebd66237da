package io.llgateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ErpPauseTest {
    private static final int CONCURRENCY = 8;

    /** Begins close to the end of what a long can count, as {@link System#nanoTime()} may. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);

    private final ErpPause pause = new ErpPause(CONCURRENCY, nanos::get);

    @Test
    void beginsWhenAsManyCallsInARowAsRunAtATimeAreNotAnswered() {
        silent(CONCURRENCY - 1);
        assertThat(pause.isOn()).isFalse();
        assertThat(pause.claimable(100)).isEqualTo(100);
        assertThat(pause.mayCall()).isTrue();

        silent(1);

        assertThat(pause.isOn()).isTrue();
        assertThat(pause.claimable(100)).isZero();
        assertThat(pause.mayCall()).isFalse();
    }

    @Test
    void doesNotBeginWhileSomeAreAnswered() {
        for (int i = 0; i < 10; i++) {
            silent(CONCURRENCY - 1);
            pause.answered();
        }

        assertThat(pause.isOn()).isFalse();
    }

    @Test
    void doesNotTakeASingleBadMessageForADeadErp() {
        ErpPause one = new ErpPause(1, nanos::get);
        for (int i = 0; i < 4; i++) {
            one.silent();
        }
        assertThat(one.isOn()).isFalse();

        one.silent();

        assertThat(one.isOn()).isTrue();
    }

    @Test
    void letsOneCallASecondAskWhetherTheErpIsBack() {
        silent(CONCURRENCY);
        pass(Duration.ofMillis(999));
        assertThat(pause.claimable(100)).isZero();

        for (int second = 0; second < 3; second++) {
            pass(second == 0 ? Duration.ofMillis(1) : Duration.ofSeconds(1));
            assertThat(pause.claimable(0)).as("no room, no probe").isZero();
            assertThat(pause.claimable(100)).isEqualTo(1);
            assertThat(pause.claimable(100)).isZero();
            assertThat(pause.mayCall()).isTrue();
            assertThat(pause.mayCall()).isFalse();
            pause.silent();
        }
        assertThat(pause.isOn()).isTrue();
    }

    @Test
    void endsWithTheFirstAnswer() throws InterruptedException {
        silent(CONCURRENCY);
        pause.answered();

        assertThat(pause.isOn()).isFalse();
        assertThat(pause.claimable(100)).isEqualTo(100);
        assertThat(pause.mayCall()).isTrue();
        assertThat(pause.mayCall()).isTrue();
        pause.await(Duration.ofDays(1));
        silent(CONCURRENCY - 1);
        assertThat(pause.isOn()).as("counts anew").isFalse();
    }

    @Test
    void waitsNoLongerThanUntilTheNextProbe() throws InterruptedException {
        silent(CONCURRENCY);
        pass(Duration.ofSeconds(1));

        pause.await(Duration.ofDays(1));

        assertThat(pause.claimable(1)).isEqualTo(1);
    }

    private void silent(int calls) {
        for (int i = 0; i < calls; i++) {
            pause.silent();
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
