package io.llgateway.notification;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Refund of an exchange payment. LianLian Pay "Refund, Asynchronous Notification" (spec section 6). The document's
 * sample adds {@code ret_code} and {@code ret_msg}; success is {@code sta_refund} 2 all the same.
 *
 * @param refund the fields every refund has
 * @param moneyForeignRefund {@code money_foreign_refund} by value, scale 2, in the currency of the order, which the
 *     message does not name; may be absent, though documented as required
 * @param rateId {@code rate_id}: LianLian's number of the rate, at most 32 characters; may be absent, though documented
 *     as required
 * @param rate {@code rate}: decimal, up to 8 digits before and 12 behind the point; may be absent, though documented as
 *     required
 * @param exchangeBankcode {@code exchange_bankcode}: the bank that changed the money, letters and digits, at most 16; may
 *     be absent, though documented as required
 * @param fields every signed field as signed
 */
public record CrossBorderRefund(
        RefundFields refund,
        @Nullable BigDecimal moneyForeignRefund,
        @Nullable String rateId,
        @Nullable String rate,
        @Nullable String exchangeBankcode,
        Map<String, String> fields)
        implements RefundNotification {

    static CrossBorderRefund of(Map<String, String> fields) {
        return new CrossBorderRefund(
                RefundFields.of(fields),
                OrderFields.optionalMoney(fields.get("money_foreign_refund")),
                fields.get("rate_id"),
                fields.get("rate"),
                fields.get("exchange_bankcode"),
                fields);
    }

    /** Identifiers only. */
    @Override
    public String toString() {
        return "CrossBorderRefund[" + refund + "]";
    }
}
