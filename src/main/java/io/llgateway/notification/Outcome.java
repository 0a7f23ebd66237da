package io.llgateway.notification;

import java.util.Locale;

/**
 * What happened to the money, as contract section 6 derives it from {@code result_pay} or {@code sta_refund}. Outcomes
 * are ranked: a later notification that ranks lower than what is known about a payment is late and acts no more.
 */
public enum Outcome {
    /** Not decided yet: WAITING, PROCESSING, CREATED, CHECK, APPLY; sta_refund 0 and 1. */
    PENDING(0),
    /** SUCCESS with pay_type F: reserved, not captured, hence no money. */
    AUTHORIZED(1),
    /** SUCCESS; sta_refund 2. */
    SUCCESS(2),
    /** FAILURE, CLOSED; sta_refund 3. */
    FAILURE(2),
    /** REFUND: reversed or refunded after success. */
    REFUNDED(3),
    /** CANCEL: paid out, then bounced. */
    CANCELLED(3),
    /** Any other text. Handed over once as unrouted; says nothing about the rank of a payment. */
    UNKNOWN(-1);

    private final int rank;
    private final String code = name().toLowerCase(Locale.ROOT);

    Outcome(int rank) {
        this.rank = rank;
    }

    /** @return the place in pending < authorized < success = failure < refunded = cancelled; -1 for unknown */
    public int rank() {
        return rank;
    }

    /** @return the lower-case name used in messages, the ledger and routes, for example {@code success} */
    public String code() {
        return code;
    }
}
