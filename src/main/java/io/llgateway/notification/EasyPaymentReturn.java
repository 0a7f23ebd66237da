package io.llgateway.notification;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form easy payment's web page sends back with the shopper: {@code ret_code} instead of {@code result_pay}. LianLian
 * Pay "Easy payment, web redirect" (spec section 1.4). It comes for payments and for authorisations alike, so it never
 * dispatches alone (contract section 6) unless the merchant's settings trust it. A {@code ret_code} other than 0000 has
 * no documented meaning here; its outcome is unknown, and it is never trusted.
 *
 * @param order the fields every payment has
 * @param retCode {@code ret_code}: 0000 for success, up to eight characters {@code [0-9A-Z]}; never absent
 * @param retMsg {@code ret_msg}: LianLian's words for it, free text, at most 255 characters; may be absent
 * @param payType {@code pay_type}: 0, M, F and others; may be absent
 * @param bankCode {@code bank_code}: eight digits, an open set; may be absent
 * @param fields every signed field as signed
 */
public record EasyPaymentReturn(
        OrderFields order,
        String retCode,
        @Nullable String retMsg,
        @Nullable String payType,
        @Nullable String bankCode,
        Map<String, String> fields)
        implements OrderNotification {

    static EasyPaymentReturn of(Map<String, String> fields) {
        return new EasyPaymentReturn(
                OrderFields.of(fields),
                OrderFields.required(fields, "ret_code"),
                fields.get("ret_msg"),
                fields.get("pay_type"),
                fields.get("bank_code"),
                fields);
    }

    @Override
    public Outcome outcome() {
        return Outcome.ofRetCode(retCode, payType);
    }

    @Override
    public String result() {
        return retCode;
    }

    /** Identifiers only: values may be personal data. */
    @Override
    public String toString() {
        return "EasyPaymentReturn[" + order + ", " + retCode + "]";
    }
}
