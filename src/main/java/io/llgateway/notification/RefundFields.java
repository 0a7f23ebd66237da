package io.llgateway.notification;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every refund notification says. LianLian Pay "Refund, Asynchronous Notification" (spec section 6). All times and
 * dates are UTC+8.
 *
 * @param oidPartner {@code oid_partner}: merchant number, digits, at most 18; never absent
 * @param noRefund {@code no_refund}: merchant's refund number as sent, letters, digits, {@code -} and {@code _}, at most
 *     32; never absent
 * @param dtRefund {@code dt_refund}: merchant's refund time as sent, yyyyMMddHHmmss; absent in newer domestic refunds
 * @param moneyRefund {@code money_refund} by value, scale 2, in yuan, 0.01 to 100000000.00; may be less than the
 *     payment (partial refund); never absent
 * @param oidRefundno {@code oid_refundno}: LianLian's number of the refund, digits, documented with 16; never absent
 * @param staRefund {@code sta_refund}: 0 initialised, 1 processing, 2 success, 3 failed; documented to be sent for 2
 *     only; never absent
 * @param settleDate {@code settle_date}: day of settlement, yyyyMMdd; may be absent
 */
public record RefundFields(
        String oidPartner,
        String noRefund,
        @Nullable String dtRefund,
        BigDecimal moneyRefund,
        String oidRefundno,
        String staRefund,
        @Nullable String settleDate) {

    static RefundFields of(Map<String, String> fields) {
        return new RefundFields(
                OrderFields.required(fields, "oid_partner"),
                OrderFields.required(fields, "no_refund"),
                fields.get("dt_refund"),
                OrderFields.money(OrderFields.required(fields, "money_refund")),
                OrderFields.required(fields, "oid_refundno"),
                OrderFields.required(fields, "sta_refund"),
                fields.get("settle_date"));
    }

    @Override
    public String toString() {
        return "RefundFields[" + oidPartner + ", " + noRefund + ", " + oidRefundno + "]";
    }
}
