package io.llgateway.dispatch;

import io.llgateway.ledger.OutboxMessage;
import java.util.HashMap;
import java.util.Map;

/**
 * The texts by which a message is routed and selected (contract section 5), named as LianLian names its fields: the same
 * as headers in {@code routes/2-dispatch.camel.yaml} and as JMS properties on the queue.
 */
final class MessageHeaders {
    private MessageHeaders() {}

    /** @return type, kind, outcome, channel and LianLian's fields, without those that are empty */
    static Map<String, String> of(OutboxMessage row) {
        boolean refund = row.getKind().equals("refund");
        Map<String, String> headers = new HashMap<>(16);
        put(headers, "kind", row.getKind());
        put(headers, "outcome", row.getOutcome());
        put(headers, "channel", row.getChannel());
        put(headers, refund ? "sta_refund" : "result_pay", row.getResult());
        put(headers, "pay_type", row.getPayType());
        put(headers, "oid_partner", row.getOidPartner());
        put(headers, refund ? "no_refund" : "no_order", row.getOrderNumber());
        put(headers, refund ? "oid_refundno" : "oid_paybill", row.getLianlianNumber());
        return headers;
    }

    private static void put(Map<String, String> headers, String name, String value) {
        if (!value.isEmpty()) {
            headers.put(name, value);
        }
    }
}
