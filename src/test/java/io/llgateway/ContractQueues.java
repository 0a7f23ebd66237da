package io.llgateway;

import java.util.List;

/**
 * The queues of contract section 4, written down a second time on purpose: broker, documents and routes are compared
 * with what was promised, not with each other.
 */
public final class ContractQueues {
    /** Queues of payments, by the way they were paid and by outcome. */
    public static final List<String> PAYMENT = List.of(
            "lianlian.payment.success.personal-bank",
            "lianlian.payment.success.business-bank",
            "lianlian.payment.success.express",
            "lianlian.payment.success.verified",
            "lianlian.payment.success.wallet",
            "lianlian.payment.success.easypay",
            "lianlian.payment.success.other",
            "lianlian.payment.authorized",
            "lianlian.payment.pending",
            "lianlian.payment.failure",
            "lianlian.payment.refunded");

    /** Queues of payouts, by outcome. */
    public static final List<String> PAYOUT = List.of(
            "lianlian.payout.success",
            "lianlian.payout.failure",
            "lianlian.payout.cancelled",
            "lianlian.payout.pending");

    /** Queues of refunds, by outcome. */
    public static final List<String> REFUND =
            List.of("lianlian.refund.success", "lianlian.refund.failure", "lianlian.refund.pending");

    /** Queues of what is none of these. */
    public static final List<String> OTHER = List.of("lianlian.unrouted", "lianlian.review", "lianlian.rejected");

    private ContractQueues() {}

    /** @return all of them */
    public static List<String> all() {
        return java.util.stream.Stream.of(PAYMENT, PAYOUT, REFUND, OTHER)
                .flatMap(List::stream)
                .toList();
    }
}
