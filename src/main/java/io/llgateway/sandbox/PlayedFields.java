package io.llgateway.sandbox;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of each message shape, in the order of the documents' samples, not signed yet. */
final class PlayedFields {
    private static final BigDecimal RATE = new BigDecimal("7.1250");

    private PlayedFields() {}

    /** @return what LianLian sends to notify_url (spec sections 2.2 and 6) */
    static Map<String, String> notification(PlayedOrder order) {
        return switch (order.kind()) {
            case REFUND_CROSS_BORDER, REFUND_DOMESTIC -> refund(order);
            case PAYOUT -> base(order);
            case MPAY -> mpay(order);
            case EXCHANGE -> exchange(order);
            default -> collection(order);
        };
    }

    /** @return what the shopper's browser posts; for the H5 return the fields inside res_data (spec section 1.4) */
    static Map<String, String> returned(PlayedOrder order) {
        Map<String, String> fields = start();
        put(fields, "dt_order", order.orderTime(), "no_order", order.orderNumber());
        put(fields, "oid_paybill", order.lianlianNumber(), "money_order", order.amount());
        if (order.kind().returnForm() == PlayedKind.ReturnForm.RET_CODE) {
            put(fields, "ret_code", "0000", "ret_msg", "success");
        } else {
            fields.put("result_pay", order.result());
        }
        fields.put("settle_date", order.settleDate());
        if (order.kind().returnForm() != PlayedKind.ReturnForm.RES_DATA) {
            put(fields, "info_order", order.remark(), "pay_type", order.payType());
            fields.put("bank_code", order.bankCode());
        }
        return fields;
    }

    private static Map<String, String> base(PlayedOrder order) {
        Map<String, String> fields = start();
        put(fields, "no_order", order.orderNumber(), "dt_order", order.orderTime());
        put(fields, "oid_paybill", order.lianlianNumber(), "money_order", order.amount());
        put(fields, "result_pay", order.result(), "settle_date", order.settleDate());
        fields.put("info_order", order.remark());
        return fields;
    }

    private static Map<String, String> collection(PlayedOrder order) {
        Map<String, String> fields = base(order);
        putUnlessEmpty(fields, "pay_type", order.payType());
        putUnlessEmpty(fields, "bank_code", order.bankCode());
        return fields;
    }

    private static Map<String, String> mpay(PlayedOrder order) {
        Map<String, String> fields = collection(order);
        put(fields, "no_agree", "2026112300000001", "id_type", "0");
        put(fields, "id_no", "110101199003070000", "acct_name", "Sandbox Shopper");
        fields.put("card_no", "6222020000000000000");
        return fields;
    }

    private static Map<String, String> exchange(PlayedOrder order) {
        Map<String, String> fields = collection(order);
        put(fields, "currency_order", order.currency(), "currency_settle", order.currency());
        put(fields, "money_settle", order.amount(), "currency_pay", "CNY");
        put(fields, "money_pay", times(order.amount()), "exchange_rate", RATE.toPlainString());
        return fields;
    }

    private static Map<String, String> refund(PlayedOrder order) {
        Map<String, String> fields = start();
        put(fields, "no_refund", order.orderNumber(), "dt_refund", order.orderTime());
        fields.put("money_refund", order.amount());
        if (order.kind() == PlayedKind.REFUND_CROSS_BORDER) {
            put(fields, "money_foreign_refund", order.amount(), "rate_id", "20261123001");
            put(fields, "rate", RATE.toPlainString(), "exchange_bankcode", "01020000");
        }
        put(fields, "oid_refundno", order.lianlianNumber(), "sta_refund", refundState(order.result()));
        fields.put("settle_date", order.settleDate());
        return fields;
    }

    private static String refundState(String result) {
        return switch (result) {
            case "SUCCESS" -> "2";
            case "FAILURE" -> "3";
            case "PROCESSING" -> "1";
            case "WAITING" -> "0";
            default -> result;
        };
    }

    private static String times(String amount) {
        try {
            return new BigDecimal(amount)
                    .multiply(RATE)
                    .setScale(2, RoundingMode.HALF_UP)
                    .toPlainString();
        } catch (NumberFormatException notAnAmount) {
            // whoever rehearses a wrong amount gets it everywhere
            return amount;
        }
    }

    private static Map<String, String> start() {
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, "oid_partner", SandboxMerchant.OID_PARTNER, "sign_type", "RSA");
        return fields;
    }

    private static void put(Map<String, String> fields, String name, String value, String next, String nextValue) {
        fields.put(name, value);
        fields.put(next, nextValue);
    }

    private static void putUnlessEmpty(Map<String, String> fields, String name, String value) {
        if (!value.isEmpty()) {
            fields.put(name, value);
        }
    }
}
