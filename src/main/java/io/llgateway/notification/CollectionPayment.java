package io.llgateway.notification;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A payment a shopper made in yuan. Seven documented messages have exactly these fields and cannot be told apart: online
 * banking by form (LianLian Pay "Synchronous Notification") and by JSON ("Online banking, Asynchronous Notification"),
 * the aggregate return and notification ("Aggregate payment, web redirect", "Aggregate payment, Asynchronous
 * Notification"), the unified gateway ("Unified gateway payment"), easy payment ("Easy payment, Asynchronous
 * Notification") and MPAY without personal data ("MPAY, Asynchronous Notification"); spec sections 1.3 and 2.2. Only
 * {@code pay_type} hints at the product, and LianLian's own samples use values outside their tables.
 *
 * @param order the fields every payment has
 * @param resultPay {@code result_pay}: documented is SUCCESS only; {@code [A-Z_]}, at most 16; never absent
 * @param payType {@code pay_type}: how the shopper paid, one or two characters {@code [0-9A-Z]}, an open set, see
 *     {@link PayType}; may be absent
 * @param bankCode {@code bank_code}: eight digits with leading zeros, an open set, see {@link BankCode}; absent for
 *     balance payment and sometimes otherwise
 * @param noAgree {@code no_agree}: LianLian's number of the card agreement, at most 32 characters; may be absent, never
 *     in a form
 * @param fields every signed field as signed
 */
public record CollectionPayment(
        OrderFields order,
        String resultPay,
        @Nullable String payType,
        @Nullable String bankCode,
        @Nullable String noAgree,
        Map<String, String> fields)
        implements OrderNotification {

    static CollectionPayment of(Map<String, String> fields) {
        return new CollectionPayment(
                OrderFields.of(fields),
                OrderFields.required(fields, "result_pay"),
                fields.get("pay_type"),
                fields.get("bank_code"),
                fields.get("no_agree"),
                fields);
    }

    @Override
    public String result() {
        return resultPay;
    }

    /** Identifiers only: values may be personal data. */
    @Override
    public String toString() {
        return "CollectionPayment[" + order + ", " + resultPay + "]";
    }
}
