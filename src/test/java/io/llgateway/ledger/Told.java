package io.llgateway.ledger;

import io.llgateway.notification.Channel;
import io.llgateway.notification.Kind;
import io.llgateway.notification.Notification;
import io.llgateway.notification.Outcome;
import io.llgateway.notification.ReceivedFields;
import io.llgateway.verification.ReceivedNotification;
import io.llgateway.verification.Verdict;
import io.llgateway.verification.VerifiedNotification;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One verified notification for tests, changed step by step. */
record Told(
        Channel channel,
        Verdict verdict,
        Kind kind,
        Outcome outcome,
        String lianlianNumber,
        String orderNumber,
        @Nullable String orderTime,
        BigDecimal amount,
        @Nullable String currency,
        String bankCode,
        Map<String, String> more) {
    private static final String OID_PARTNER = "201304121000001004";

    static Told that(Outcome outcome) {
        return new Told(
                Channel.NOTIFY_URL,
                Verdict.FACTS,
                Kind.PAYMENT,
                outcome,
                "2013099129232322",
                "2013099129111111",
                "20130224120224",
                new BigDecimal("0.01"),
                null,
                "01020000",
                Map.of());
    }

    Told saying(Outcome other) {
        return new Told(
                channel,
                verdict,
                kind,
                other,
                lianlianNumber,
                orderNumber,
                orderTime,
                amount,
                currency,
                bankCode,
                more);
    }

    Told by(Channel other) {
        return new Told(
                other,
                verdict,
                kind,
                outcome,
                lianlianNumber,
                orderNumber,
                orderTime,
                amount,
                currency,
                bankCode,
                more);
    }

    Told with(Verdict other) {
        return new Told(
                channel,
                other,
                kind,
                outcome,
                lianlianNumber,
                orderNumber,
                orderTime,
                amount,
                currency,
                bankCode,
                more);
    }

    Told of(Kind other) {
        return new Told(
                channel,
                verdict,
                other,
                outcome,
                lianlianNumber,
                orderNumber,
                orderTime,
                amount,
                currency,
                bankCode,
                more);
    }

    Told numbered(String other) {
        return new Told(
                channel, verdict, kind, outcome, other, orderNumber, orderTime, amount, currency, bankCode, more);
    }

    Told ordered(String other) {
        return new Told(
                channel, verdict, kind, outcome, lianlianNumber, other, orderTime, amount, currency, bankCode, more);
    }

    Told at(@Nullable String otherTime) {
        return new Told(
                channel,
                verdict,
                kind,
                outcome,
                lianlianNumber,
                orderNumber,
                otherTime,
                amount,
                currency,
                bankCode,
                more);
    }

    Told worth(String other) {
        return new Told(
                channel,
                verdict,
                kind,
                outcome,
                lianlianNumber,
                orderNumber,
                orderTime,
                new BigDecimal(other),
                currency,
                bankCode,
                more);
    }

    Told in(@Nullable String other) {
        return new Told(
                channel, verdict, kind, outcome, lianlianNumber, orderNumber, orderTime, amount, other, bankCode, more);
    }

    Told bank(String other) {
        return new Told(
                channel, verdict, kind, outcome, lianlianNumber, orderNumber, orderTime, amount, currency, other, more);
    }

    Told and(String name, String value) {
        Map<String, String> fields = new LinkedHashMap<>(more);
        fields.put(name, value);
        return new Told(
                channel,
                verdict,
                kind,
                outcome,
                lianlianNumber,
                orderNumber,
                orderTime,
                amount,
                currency,
                bankCode,
                fields);
    }

    VerifiedNotification verified() {
        Map<String, String> received = new LinkedHashMap<>(fields());
        received.put("sign", "bm90IGEgc2lnbmF0dXJl");
        ReceivedNotification message = new ReceivedNotification(
                channel, kind, ReceivedFields.of(received), false, Instant.now(), "115.236.102.36");
        boolean facts = verdict == Verdict.FACTS || verdict == Verdict.UNCONFIRMED;
        String text = fields().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(field -> field.getKey() + '=' + field.getValue())
                .collect(Collectors.joining("&"));
        return new VerifiedNotification(
                message,
                OID_PARTNER,
                verdict,
                facts ? Notification.of(kind, false, fields()) : null,
                text,
                facts ? null : "why");
    }

    private Map<String, String> fields() {
        boolean refund = kind == Kind.REFUND;
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("oid_partner", OID_PARTNER);
        fields.put(refund ? "no_refund" : "no_order", orderNumber);
        fields.put(refund ? "oid_refundno" : "oid_paybill", lianlianNumber);
        fields.put(refund ? "money_refund" : "money_order", amount.toPlainString());
        fields.put(refund ? "sta_refund" : "result_pay", refund ? refundResult() : result());
        fields.put("bank_code", bankCode);
        if (kind == Kind.PAYMENT) {
            fields.put("pay_type", outcome == Outcome.AUTHORIZED ? "F" : "1");
        }
        if (orderTime != null) {
            fields.put(refund ? "dt_refund" : "dt_order", orderTime);
        }
        if (currency != null) {
            fields.put("currency_order", currency);
        }
        fields.putAll(more);
        return fields;
    }

    private String result() {
        return switch (outcome) {
            case PENDING -> "WAITING";
            case AUTHORIZED, SUCCESS -> "SUCCESS";
            case FAILURE -> "FAILURE";
            case REFUNDED -> "REFUND";
            case CANCELLED -> "CANCEL";
            case UNKNOWN -> "STRANGE";
        };
    }

    private String refundResult() {
        return switch (outcome) {
            case PENDING -> "1";
            case SUCCESS -> "2";
            case FAILURE -> "3";
            default -> "9";
        };
    }
}
