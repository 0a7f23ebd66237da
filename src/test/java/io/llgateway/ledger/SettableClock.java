package io.llgateway.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is moved, in either direction. */
public final class SettableClock extends Clock {
    private volatile Instant now = Instant.parse("2026-11-23T18:00:00Z");
    private volatile long readAt;

    /** Sets it on, or back by a negative duration. */
    public void move(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        readAt = System.nanoTime();
        return now;
    }

    /** @return {@link System#nanoTime()} when it was looked at last */
    long readAt() {
        return readAt;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
