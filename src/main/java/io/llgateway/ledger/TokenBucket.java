package io.llgateway.ledger;

import java.util.concurrent.TimeUnit;

/** Lets so many a second pass, and a burst of so many after a pause. Safe for use by several threads. */
final class TokenBucket {
    private final long nanosPerToken;
    private final long burstNanos;
    /** The time at which the bucket would have been empty; tokens are the time since, capped. */
    private long emptyAt;

    TokenBucket(int perSecond, int burst) {
        nanosPerToken = TimeUnit.SECONDS.toNanos(1) / perSecond;
        burstNanos = nanosPerToken * burst;
        emptyAt = System.nanoTime() - burstNanos;
    }

    /** @return whether one more may pass now */
    synchronized boolean take() {
        long now = System.nanoTime();
        if (now - emptyAt > burstNanos) {
            emptyAt = now - burstNanos;
        }
        if (now - emptyAt < nanosPerToken) {
            return false;
        }
        emptyAt += nanosPerToken;
        return true;
    }
}
