package io.llgateway.notification;

import java.util.Map;

/**
 * Money LianLian paid out for the merchant. LianLian Pay "Instant payment, Asynchronous Notification" (spec section
 * 2.2). Its fields are those of a payment without {@code pay_type}, which a payment may lack too: only the path it
 * arrives on tells the two apart.
 *
 * @param order the fields every payout has; {@code info_order} carries the reason of a FAILURE
 * @param resultPay {@code result_pay}: SUCCESS, FAILURE, or CANCEL when a payout that was reported as SUCCESS bounced;
 *     never absent
 * @param fields every signed field as signed
 */
public record Payout(OrderFields order, String resultPay, Map<String, String> fields) implements OrderNotification {

    static Payout of(Map<String, String> fields) {
        return new Payout(OrderFields.of(fields), OrderFields.required(fields, "result_pay"), fields);
    }

    @Override
    public Kind kind() {
        return Kind.PAYOUT;
    }

    /** A payout knows no authorisation, whatever its fields say. */
    @Override
    public Outcome outcome() {
        return Outcome.ofResultPay(resultPay, null);
    }

    @Override
    public String result() {
        return resultPay;
    }

    /** Identifiers only: values may be personal data. */
    @Override
    public String toString() {
        return "Payout[" + order + ", " + resultPay + "]";
    }
}
