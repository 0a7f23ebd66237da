package io.llgateway.notification;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one verified notification: every value was covered by LianLian's signature, lies inside its grammar, and
 * comes from a signed text with exactly one reading.
 */
public sealed interface Notification permits OrderNotification, RefundNotification {
    /**
     * The record of the documented shape that the fields have.
     *
     * @param kind what the path says
     * @param inResData whether the fields were the JSON of a form field {@code res_data}
     * @param fields signed, non-empty, inside their grammar, required ones present, without {@code sign}
     */
    static Notification of(Kind kind, boolean inResData, Map<String, String> fields) {
        return switch (kind) {
            case PAYMENT -> OrderNotification.payment(inResData, fields);
            case PAYOUT -> Payout.of(fields);
            case REFUND -> RefundNotification.refund(fields);
        };
    }

    /** @return what the notification is about; the path decided */
    Kind kind();

    /** @return what happened, derived by {@link Outcome}'s table */
    Outcome outcome();

    /** @return merchant number, digits, at most 18 (field {@code oid_partner}) */
    String oidPartner();

    /** @return LianLian's own number of the payment, payout ({@code oid_paybill}) or refund ({@code oid_refundno}) */
    String lianlianNumber();

    /** @return the merchant's number: {@code no_order}, for refunds {@code no_refund}; at most 32 characters */
    String orderNumber();

    /** @return {@code dt_order} or {@code dt_refund}, yyyyMMddHHmmss in UTC+8, exactly as signed; may be absent */
    @Nullable
    String orderTime();

    /** @return {@code money_order} or {@code money_refund} by value, scale 2, in {@link #currency()} */
    BigDecimal amount();

    /** @return {@code currency_order}, three capital letters; absent for all products but exchange payment: CNY */
    @Nullable
    String currency();

    /** @return {@code result_pay} or {@code sta_refund} as signed; for return variants without one the {@code ret_code} */
    String result();

    /** @return {@code pay_type} as signed; may be absent */
    @Nullable
    String payType();

    /** @return {@code bank_code} as signed; may be absent */
    @Nullable
    String bankCode();

    /** @return every signed, non-empty field by its LianLian name, in the order received, without {@code sign} */
    Map<String, String> fields();
}
