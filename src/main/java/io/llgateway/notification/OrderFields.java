package io.llgateway.notification;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every payment and payout notification says. LianLian Pay "Synchronous Notification" and "Asynchronous
 * Notification" of each product (spec sections 1.3 and 2.2). All times and dates are UTC+8.
 *
 * @param oidPartner {@code oid_partner}: merchant number, digits, at most 18 (18 in all documents); never absent
 * @param noOrder {@code no_order}: merchant's order number as sent, letters, digits, {@code -} and {@code _}, at most
 *     32; never absent
 * @param dtOrder {@code dt_order}: merchant's order time as sent, yyyyMMddHHmmss; never absent
 * @param oidPaybill {@code oid_paybill}: LianLian's number of the payment, digits, at most 18 (16 in real messages);
 *     never absent
 * @param moneyOrder {@code money_order} by value, scale 2, 0.01 to 100000000.00, in yuan, for exchange payment in
 *     {@code currency_order}; never absent. Documented with two decimals, but LianLian signs {@code 0.1} and {@code
 *     5.0} too; the text as signed is in the notification's fields
 * @param settleDate {@code settle_date}: day of settlement, yyyyMMdd; may be absent
 * @param infoOrder {@code info_order}: the merchant's remark of the request, at most 255 characters, free text that a
 *     shopper may have typed; may be absent. For a failed payout it carries the reason
 */
public record OrderFields(
        String oidPartner,
        String noOrder,
        String dtOrder,
        String oidPaybill,
        BigDecimal moneyOrder,
        @Nullable String settleDate,
        @Nullable String infoOrder) {

    static OrderFields of(Map<String, String> fields) {
        return new OrderFields(
                required(fields, "oid_partner"),
                required(fields, "no_order"),
                required(fields, "dt_order"),
                required(fields, "oid_paybill"),
                money(required(fields, "money_order")),
                fields.get("settle_date"),
                fields.get("info_order"));
    }

    static String required(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("required field missing: " + name);
        }
        return value;
    }

    /** @return the amount by value; its text has at most two decimals, so nothing is rounded */
    static BigDecimal money(String text) {
        return new BigDecimal(text).setScale(2);
    }

    static @Nullable BigDecimal optionalMoney(@Nullable String text) {
        return text == null ? null : money(text);
    }

    @Override
    public String toString() {
        return "OrderFields[" + oidPartner + ", " + noOrder + ", " + oidPaybill + "]";
    }
}
