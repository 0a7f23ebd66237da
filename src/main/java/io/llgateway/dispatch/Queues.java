package io.llgateway.dispatch;

import java.util.List;
import java.util.stream.Stream;

/**
 * The queues of contract section 4. The one list: the embedded broker creates these, and tests hold
 * {@code deploy/artemis/broker.xml} and {@code routes/2-dispatch.camel.yaml} to it. Names that begin with
 * {@link #RESERVED} exist only when they are listed here, so a misspelt one is refused by the broker; a queue with any
 * other name is made, durable, when the first message comes.
 */
public final class Queues {
    /** What the names of the shipped queues begin with. */
    public static final String RESERVED = "lianlian.";
    /** A person must look. */
    public static final String REVIEW = RESERVED + "review";
    /** Something was refused; rate-bounded, capped, expiring. */
    public static final String REJECTED = RESERVED + "rejected";
    /** Where the broker puts what a consumer failed on ten times. Not a queue that routes send to. */
    public static final String DEAD_LETTER = RESERVED + "dead-letter";

    private static final List<String> ROUTED = Stream.of(
                    "payment.success.personal-bank",
                    "payment.success.business-bank",
                    "payment.success.express",
                    "payment.success.verified",
                    "payment.success.wallet",
                    "payment.success.easypay",
                    "payment.success.other",
                    "payment.authorized",
                    "payment.pending",
                    "payment.failure",
                    "payment.refunded",
                    "payout.success",
                    "payout.failure",
                    "payout.cancelled",
                    "payout.pending",
                    "refund.success",
                    "refund.failure",
                    "refund.pending",
                    "unrouted",
                    "review",
                    "rejected")
            .map(RESERVED::concat)
            .toList();

    private Queues() {}

    /** @return every queue that the shipped route sends to */
    public static List<String> routed() {
        return ROUTED;
    }

    /** @return every queue the broker has from its first start: the routed ones and the dead letters */
    public static List<String> all() {
        return Stream.concat(ROUTED.stream(), Stream.of(DEAD_LETTER)).toList();
    }
}
