package io.llgateway.verification;

import io.llgateway.notification.Channel;
import io.llgateway.notification.Kind;
import io.llgateway.notification.ReceivedFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields without which a message is no notification (spec sections 1.3, 2.2, 6), so that an answer of LianLian's API,
 * which it signs with the same key, never becomes a payment. Documents call more fields required than real messages
 * have; these are the ones that say which payment, whose, how much and what happened.
 */
enum RequiredFields {
    /** A payment or payout, on any channel. */
    ORDER("dt_order", "money_order", "no_order", "oid_partner", "oid_paybill", "result_pay"),
    /** Easy payment's return, which has {@code ret_code} instead (spec section 1.4). */
    RETURN_WITHOUT_RESULT("dt_order", "money_order", "no_order", "oid_partner", "oid_paybill", "ret_code"),
    /** A refund. */
    REFUND("money_refund", "no_refund", "oid_partner", "oid_refundno", "sta_refund");

    private static final String[] EXCHANGE = {
        "currency_settle",
        "currency_sellte",
        "currency_pay",
        "money_settle",
        "money_sellte",
        "money_pay",
        "exchange_rate"
    };

    private final List<String> names;

    RequiredFields(String... names) {
        this.names = List.of(names);
    }

    /** @return sorted as the signature source sorts */
    List<String> names() {
        return names;
    }

    /** @return every form a message of this kind may have on this channel */
    static List<RequiredFields> of(Kind kind, Channel channel) {
        if (kind == Kind.REFUND) {
            return List.of(REFUND);
        }
        return kind == Kind.PAYMENT && channel == Channel.URL_RETURN
                ? List.of(ORDER, RETURN_WITHOUT_RESULT)
                : List.of(ORDER);
    }

    /** @return the form the message has; null when a required field is absent or empty */
    static @Nullable RequiredFields presentIn(ReceivedNotification received) {
        ReceivedFields fields = received.fields();
        for (RequiredFields form : of(received.kind(), received.channel())) {
            if (form.names.stream().allMatch(fields::has)) {
                // money in a foreign currency must name it, or it would pass for yuan
                return fields.has("currency_order") || !hasAny(fields, EXCHANGE) ? form : null;
            }
        }
        return null;
    }

    private static boolean hasAny(ReceivedFields fields, String... names) {
        for (String name : names) {
            if (fields.has(name)) {
                return true;
            }
        }
        return false;
    }
}
