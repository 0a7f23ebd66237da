package io.llgateway.ledger;

import io.llgateway.notification.Kind;
import io.llgateway.notification.Notification;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What every notification of one payment must agree on (contract section 6).
 *
 * @param kind payment, payout or refund
 * @param orderNumber no_order or no_refund
 * @param orderTime dt_order or dt_refund, yyyyMMddHHmmss as signed; null while nobody said
 * @param amount money_order or money_refund by value
 * @param currency currency_order; null while nobody said
 */
record Facts(
        Kind kind,
        String orderNumber,
        @Nullable String orderTime,
        BigDecimal amount,
        @Nullable String currency) {

    static Facts of(Notification notification) {
        return new Facts(
                notification.kind(),
                notification.orderNumber(),
                notification.orderTime(),
                notification.amount(),
                notification.currency());
    }

    /** @return short words for what is present in both and differs; empty when they agree */
    List<String> differences(Facts other) {
        List<String> differences = new ArrayList<>(0);
        if (kind != other.kind) {
            differences.add("kind-differs");
        }
        if (amount.compareTo(other.amount) != 0) {
            differences.add("amount-differs");
        }
        if (differ(currency, other.currency)) {
            differences.add("currency-differs");
        }
        if (!orderNumber.equals(other.orderNumber)) {
            differences.add("order-number-differs");
        }
        if (differ(orderTime, other.orderTime)) {
            differences.add("order-time-differs");
        }
        return differences;
    }

    /** @return these facts, with what nobody had said taken from the other */
    Facts completedBy(Facts other) {
        boolean complete =
                (orderTime != null || other.orderTime == null) && (currency != null || other.currency == null);
        return complete
                ? this
                : new Facts(
                        kind,
                        orderNumber,
                        orderTime == null ? other.orderTime : orderTime,
                        amount,
                        currency == null ? other.currency : currency);
    }

    /** @return 16 hex digits, equal for equal facts: tells one contradiction from another */
    String digest() {
        String text = String.join(
                "|",
                kind.code(),
                orderNumber,
                Objects.requireNonNullElse(orderTime, ""),
                amount.stripTrailingZeros().toPlainString(),
                Objects.requireNonNullElse(currency, ""));
        return Digests.sha256(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }

    private static boolean differ(@Nullable String one, @Nullable String other) {
        return one != null && other != null && !one.equals(other);
    }
}
