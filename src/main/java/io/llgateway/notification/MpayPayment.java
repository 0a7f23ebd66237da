package io.llgateway.notification;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An MPAY payment that carries the cardholder's personal data, which LianLian adds after configuration. LianLian Pay
 * "MPAY, Asynchronous Notification" (spec section 2.2). By JSON only. Without any of the four personal fields the
 * message is a {@link CollectionPayment}.
 *
 * @param order the fields every payment has
 * @param resultPay {@code result_pay}: documented is SUCCESS only; never absent
 * @param payType {@code pay_type}: documented are 2, 3 and P; may be absent
 * @param bankCode {@code bank_code}: eight digits, an open set; may be absent
 * @param noAgree {@code no_agree}: LianLian's number of the card agreement; may be absent
 * @param idType {@code id_type}: 0 ID card, 2 passport, 3 military officer, 4 Hong Kong or Macau pass, 6 Taiwan pass, 9
 *     police, X other; an open set; may be absent. Personal data
 * @param idNo {@code id_no}: number of that document, at most 32 characters; may be absent. Personal data
 * @param acctName {@code acct_name}: cardholder's name, at most 255 characters, free text; may be absent. Personal data
 * @param cardNo {@code card_no}: masked card number, 15 to 19 characters, digits and {@code *}; absent also when LianLian
 *     sent it outside the signature (spec section 3.4). Personal data
 * @param fields every signed field as signed
 */
public record MpayPayment(
        OrderFields order,
        String resultPay,
        @Nullable String payType,
        @Nullable String bankCode,
        @Nullable String noAgree,
        @Nullable String idType,
        @Nullable String idNo,
        @Nullable String acctName,
        @Nullable String cardNo,
        Map<String, String> fields)
        implements OrderNotification {

    static MpayPayment of(Map<String, String> fields) {
        return new MpayPayment(
                OrderFields.of(fields),
                OrderFields.required(fields, "result_pay"),
                fields.get("pay_type"),
                fields.get("bank_code"),
                fields.get("no_agree"),
                fields.get("id_type"),
                fields.get("id_no"),
                fields.get("acct_name"),
                fields.get("card_no"),
                fields);
    }

    @Override
    public String result() {
        return resultPay;
    }

    /** Identifiers only: values may be personal data. */
    @Override
    public String toString() {
        return "MpayPayment[" + order + ", " + resultPay + "]";
    }
}
