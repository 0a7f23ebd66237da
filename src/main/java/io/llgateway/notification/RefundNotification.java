package io.llgateway.notification;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A notification about money given back. It names the refund, not the payment it belongs to: neither {@code no_order}
 * nor {@code oid_paybill} is documented. {@code sta_refund} 2 means the bank accepted the refund, not that the shopper
 * has the money.
 */
public sealed interface RefundNotification extends Notification permits CrossBorderRefund, DomesticRefund {

    /** @return the fields every refund has */
    RefundFields refund();

    /** Tells the refund shapes apart: only the cross-border one speaks of foreign money and rates. */
    static RefundNotification refund(Map<String, String> fields) {
        return fields.containsKey("money_foreign_refund")
                        || fields.containsKey("rate_id")
                        || fields.containsKey("rate")
                        || fields.containsKey("exchange_bankcode")
                ? CrossBorderRefund.of(fields)
                : DomesticRefund.of(fields);
    }

    @Override
    default Kind kind() {
        return Kind.REFUND;
    }

    @Override
    default Outcome outcome() {
        return Outcome.ofStaRefund(result());
    }

    @Override
    default String oidPartner() {
        return refund().oidPartner();
    }

    @Override
    default String lianlianNumber() {
        return refund().oidRefundno();
    }

    @Override
    default String orderNumber() {
        return refund().noRefund();
    }

    @Override
    default @Nullable String orderTime() {
        return refund().dtRefund();
    }

    @Override
    default BigDecimal amount() {
        return refund().moneyRefund();
    }

    /** Always absent: {@code money_refund} is in yuan. */
    @Override
    default @Nullable String currency() {
        return null;
    }

    @Override
    default String result() {
        return refund().staRefund();
    }

    @Override
    default @Nullable String payType() {
        return fields().get("pay_type");
    }

    @Override
    default @Nullable String bankCode() {
        return fields().get("bank_code");
    }
}
