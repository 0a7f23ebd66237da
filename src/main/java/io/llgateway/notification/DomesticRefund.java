package io.llgateway.notification;

import java.util.Map;

/**
 * Refund of a payment in yuan. Not in LianLian's English documents; its fields are those of the vendor's SDK for {@code
 * refund.htm} (spec section 6), older versions with {@code dt_refund}.
 *
 * @param refund the fields every refund has
 * @param fields every signed field as signed
 */
public record DomesticRefund(RefundFields refund, Map<String, String> fields) implements RefundNotification {

    static DomesticRefund of(Map<String, String> fields) {
        return new DomesticRefund(RefundFields.of(fields), fields);
    }

    /** Identifiers only. */
    @Override
    public String toString() {
        return "DomesticRefund[" + refund + "]";
    }
}
