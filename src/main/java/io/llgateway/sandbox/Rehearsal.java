package io.llgateway.sandbox;

import java.time.Duration;

/**
 * How an order is played.
 *
 * @param ways which ways are used, and which one comes first
 * @param copies how often each message is sent although it was accepted; 1 to 200
 * @param delay before the first notification
 * @param pause between two attempts at a notification that was not accepted; LianLian's own is 2 minutes
 * @param tampered whether the amount is changed after signing, so that verification must refuse it
 */
record Rehearsal(Ways ways, int copies, Duration delay, Duration pause, boolean tampered) {
    /** LianLian's timeout for an answer (spec section 2.1). */
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    /** How often LianLian sends one notification in all (spec section 2.1). */
    static final int ATTEMPTS = 30;
    /** What lies between two attempts (spec section 2.1). */
    static final Duration LIANLIANS_PAUSE = Duration.ofMinutes(2);

    /** Which ways a result takes. */
    enum Ways {
        /** The notification is answered before the browser returns. */
        NOTIFICATION_FIRST,
        /** The browser returns, the notification follows three seconds later. */
        RETURN_FIRST,
        /** The shopper closes the page: no return. */
        NOTIFICATION_ONLY,
        /** The notification is lost: only the browser returns. */
        RETURN_ONLY
    }

    /** @return whether the browser is sent back at all */
    public boolean returns() {
        return ways != Ways.NOTIFICATION_ONLY;
    }

    /** @return whether LianLian notifies at all */
    public boolean notifies() {
        return ways != Ways.RETURN_ONLY;
    }

    /** @return the wait before the first notification */
    Duration firstWait() {
        return ways == Ways.RETURN_FIRST ? delay.plusSeconds(3) : delay;
    }
}
