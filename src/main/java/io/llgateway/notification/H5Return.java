package io.llgateway.notification;

import java.util.Map;

/**
 * The return of easy payment's H5 or WAP page: one form field {@code res_data} that holds the first nine fields as JSON.
 * LianLian Pay "Easy payment, H5 redirect" (spec section 1.4). Without {@code pay_type} it does not say whether the
 * money was paid or only authorised, so it never dispatches alone (contract section 6) unless the merchant's settings
 * trust it.
 *
 * @param order the fields every payment has; {@code info_order} is not documented here
 * @param resultPay {@code result_pay}: documented is SUCCESS only; never absent
 * @param fields every signed field as signed
 */
public record H5Return(OrderFields order, String resultPay, Map<String, String> fields) implements OrderNotification {

    static H5Return of(Map<String, String> fields) {
        return new H5Return(OrderFields.of(fields), OrderFields.required(fields, "result_pay"), fields);
    }

    @Override
    public String result() {
        return resultPay;
    }

    /** Identifiers only: values may be personal data. */
    @Override
    public String toString() {
        return "H5Return[" + order + ", " + resultPay + "]";
    }
}
