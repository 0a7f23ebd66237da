package io.llgateway.ledger;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Wakes those who wait for the next commit. Counts, so that nobody misses one between asking and waiting. */
final class CommitSignal {
    private long count;

    /** There was a commit. Never blocks. */
    synchronized void raise() {
        count++;
        notifyAll();
    }

    /** @return commits so far */
    synchronized long count() {
        return count;
    }

    /** Waits until there were more commits than {@code since}, at most so long; an interrupt ends it too and stays set. */
    synchronized void await(long since, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        long left = atMost.toNanos();
        try {
            while (count == since && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = end - System.nanoTime();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
