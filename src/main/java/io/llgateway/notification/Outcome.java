package io.llgateway.notification;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

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

    /**
     * Outcome of a payment or payout (contract section 6; spec section 4).
     *
     * @param resultPay {@code result_pay} as signed, compared exactly
     * @param payType {@code pay_type} as signed; null when absent
     */
    public static Outcome ofResultPay(String resultPay, @Nullable String payType) {
        return switch (resultPay) {
            case "SUCCESS" -> "F".equals(payType) ? AUTHORIZED : SUCCESS;
            case "WAITING", "PROCESSING", "CREATED", "CHECK", "APPLY" -> PENDING;
            case "FAILURE", "CLOSED" -> FAILURE;
            case "REFUND" -> REFUNDED;
            case "CANCEL" -> CANCELLED;
            default -> UNKNOWN;
        };
    }

    /**
     * Outcome of a refund (contract section 6; spec section 4).
     *
     * @param staRefund {@code sta_refund} as signed
     */
    public static Outcome ofStaRefund(String staRefund) {
        return switch (staRefund) {
            case "0", "1" -> PENDING;
            case "2" -> SUCCESS;
            case "3" -> FAILURE;
            default -> UNKNOWN;
        };
    }

    /**
     * Outcome of a return that has {@code ret_code} instead of {@code result_pay} (spec section 1.4). 0000 is the only
     * code the documents give a meaning: paid, or authorised with pay_type F. It is never more than a claim to be
     * confirmed unless the merchant trusts it.
     *
     * @param retCode {@code ret_code} as signed
     * @param payType {@code pay_type} as signed; null when absent
     */
    public static Outcome ofRetCode(String retCode, @Nullable String payType) {
        return retCode.equals("0000") ? ofResultPay("SUCCESS", payType) : UNKNOWN;
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
