package io.llgateway.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the clock was set back, by comparing it with the time that the process has run. What happened before the
 * process began it cannot know, so the first look counts as if it had been.
 */
final class ClockWatch {
    /** By how much a clock may be corrected, or differ from another node's, without being set back. */
    static final Duration NOISE = Duration.ofSeconds(5);

    /** What was under way when the clock was set back, and still carries its old time, is in the ledger by then. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private final Clock clock;
    private @Nullable Instant began;
    private long noticedAt;
    private boolean settled;

    /** @param clock to be watched */
    ClockWatch(Clock clock) {
        this.clock = clock;
    }

    /** Runs the repair when the clock was set back since it last ran without failing, and once more ten seconds later. */
    synchronized void whenSetBack(Runnable repair) {
        long now = System.nanoTime();
        // what the clock would have shown when the process was at zero
        Instant begins = clock.instant().minusNanos(now);
        Instant before = began;
        if (before == null || begins.isBefore(before.minus(NOISE))) {
            repair.run();
            began = begins;
            noticedAt = now;
            settled = false;
        } else if (!settled && now - noticedAt > SETTLED.toNanos()) {
            repair.run();
            settled = true;
        } else if (begins.isAfter(before)) {
            began = begins;
        }
    }
}
