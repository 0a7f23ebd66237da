package io.llgateway.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt to deliver ended.
 *
 * @param delivery what was delivered
 * @param startedAt when the attempt began
 * @param millis how long it took
 * @param status HTTP status; null when no answer came
 * @param error a short word such as {@code timeout} or {@code connect}; null when an answer came
 * @param verdict what follows
 * @param nextAt for AGAIN: when to try again; null otherwise
 */
public record DeliveryAttempt(
        Delivery delivery,
        Instant startedAt,
        long millis,
        @Nullable Integer status,
        @Nullable String error,
        Verdict verdict,
        @Nullable Instant nextAt) {
    /** @return for a delivery that was claimed, but could not be tried at all */
    public static DeliveryAttempt notMade(Delivery delivery, Instant now) {
        return new DeliveryAttempt(delivery, now, 0, null, null, Verdict.NOT_MADE, null);
    }

    /** What follows from an attempt. */
    public enum Verdict {
        /** The ERP answered 2xx. */
        DONE,
        /** To be tried again. */
        AGAIN,
        /** Given up: 410, or the schedule is used up. An operator can redrive it. */
        DEAD,
        /** There was none: the delivery is due as before it was claimed, nothing of its schedule used up. */
        NOT_MADE
    }
}
