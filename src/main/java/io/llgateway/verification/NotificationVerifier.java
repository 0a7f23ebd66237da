package io.llgateway.verification;

import io.llgateway.notification.Channel;
import io.llgateway.notification.FieldGrammar;
import io.llgateway.notification.Kind;
import io.llgateway.notification.Notification;
import io.llgateway.notification.ReceivedFields;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides whether LianLian signed a message for one of our merchants, and what of it may be believed. The cheap
 * questions come first, so that a forgery seldom costs an RSA operation: whose is it, is the algorithm the pinned one,
 * is it a notification at all, is it signed, does every field keep to its grammar, is there only one way to read it.
 */
@Component("notificationVerifier")
public class NotificationVerifier {
    /** Signed or not: open in the documents (spec section 3.4). */
    private static final String CARD_NUMBER = "card_no";

    /** All that easy payment's H5 return has (spec section 1.4); whatever else says paid has {@code pay_type} or more. */
    private static final Set<String> OF_H5_RETURN = Set.of(
            "dt_order",
            "money_order",
            "no_order",
            "oid_partner",
            "oid_paybill",
            "result_pay",
            "settle_date",
            "sign_type");

    private final Merchants merchants;

    /** @param merchants whose notifications are ours */
    public NotificationVerifier(Merchants merchants) {
        this.merchants = merchants;
    }

    /**
     * Verifies one message.
     *
     * @throws NotificationRefusedException when it is not believed: {@code merchant-unknown}, {@code
     *     sign-type-not-pinned}, {@code field-missing}, {@code field-name} or {@code signature-wrong}
     */
    public VerifiedNotification verify(ReceivedNotification received) throws NotificationRefusedException {
        ReceivedFields fields = received.fields();
        Merchant merchant = merchants.find(text(fields, "oid_partner"));
        if (merchant == null) {
            throw new NotificationRefusedException("merchant-unknown");
        }
        if (!merchant.pins(text(fields, "sign_type"))) {
            throw new NotificationRefusedException("sign-type-not-pinned");
        }
        RequiredFields form = RequiredFields.presentIn(received);
        if (form == null || !fields.has("sign")) {
            throw new NotificationRefusedException("field-missing");
        }
        Map<String, String> signed = withoutSign(fields);
        String sign = text(fields, "sign");
        String signedText = SignatureSource.of(signed);
        if (!merchant.signed(signedText.getBytes(StandardCharsets.UTF_8), sign)) {
            if (received.channel() != Channel.NOTIFY_URL || signed.remove(CARD_NUMBER) == null) {
                throw new NotificationRefusedException("signature-wrong");
            }
            signedText = SignatureSource.of(signed);
            if (!merchant.signed(signedText.getBytes(StandardCharsets.UTF_8), sign)) {
                throw new NotificationRefusedException("signature-wrong");
            }
        }
        return judged(received, merchant, form, Collections.unmodifiableMap(signed), signedText);
    }

    private static VerifiedNotification judged(
            ReceivedNotification received,
            Merchant merchant,
            RequiredFields form,
            Map<String, String> signed,
            String signedText) {
        String oidPartner = merchant.settings().oidPartner();
        String outside = outsideGrammar(received.kind(), signed);
        if (outside != null) {
            return new VerifiedNotification(received, oidPartner, Verdict.OUTSIDE_GRAMMAR, null, signedText, outside);
        }
        if (signed.entrySet().stream().anyMatch(f -> FieldGrammar.carriesField(f.getKey(), f.getValue()))) {
            return severalReadings(received, oidPartner, signedText);
        }
        // with ret_code, a return has two forms of which one may hide in the other
        boolean plain = !signed.containsKey("ret_code") && SignatureReadings.isPlain(signed, form);
        if (!plain
                && SignatureReadings.count(signedText, RequiredFields.of(received.kind(), received.channel())) != 1) {
            return severalReadings(received, oidPartner, signedText);
        }
        boolean h5Return = received.inResData() || isH5Return(received.kind(), signed);
        Notification notification = Notification.of(received.kind(), h5Return, signed);
        boolean variant = h5Return || form == RequiredFields.RETURN_WITHOUT_RESULT;
        boolean trusted = merchant.settings().trustReturnVariants() && !refusedByCode(signed);
        Verdict verdict = variant && !trusted ? Verdict.UNCONFIRMED : Verdict.FACTS;
        return new VerifiedNotification(received, oidPartner, verdict, notification, signedText, null);
    }

    /**
     * An H5 return is signed without its wrapping, so a shopper whose money was only reserved could take it out of {@code
     * res_data}, or post it as a notification, and it would pass for a payment.
     */
    private static boolean isH5Return(Kind kind, Map<String, String> signed) {
        return kind == Kind.PAYMENT
                && signed.containsKey("settle_date")
                && "SUCCESS".equals(signed.get("result_pay"))
                && OF_H5_RETURN.containsAll(signed.keySet());
    }

    private static VerifiedNotification severalReadings(
            ReceivedNotification received, String oidPartner, String signedText) {
        return new VerifiedNotification(
                received, oidPartner, Verdict.SEVERAL_READINGS, null, signedText, "several-readings");
    }

    /** @return a reason such as {@code field-bank_code} for the first field outside its grammar; null when none is */
    private static @Nullable String outsideGrammar(Kind kind, Map<String, String> signed) {
        for (Map.Entry<String, String> field : signed.entrySet()) {
            if (!FieldGrammar.accepts(field.getKey(), field.getValue())
                    && !FieldGrammar.carriesField(field.getKey(), field.getValue())) {
                return "field-" + field.getKey();
            }
        }
        boolean success =
                kind == Kind.REFUND ? "2".equals(signed.get("sta_refund")) : "SUCCESS".equals(signed.get("result_pay"));
        return success && refusedByCode(signed) ? "ret_code-against-result" : null;
    }

    private static boolean refusedByCode(Map<String, String> signed) {
        return !signed.getOrDefault("ret_code", "0000").equals("0000");
    }

    /** @return the fields the signature has to cover, in the order received; empty ones count as absent */
    private static Map<String, String> withoutSign(ReceivedFields fields) throws NotificationRefusedException {
        Map<String, String> signed = new LinkedHashMap<>();
        for (Map.Entry<String, String> field : fields.asMap().entrySet()) {
            if (!FieldGrammar.isName(field.getKey())) {
                throw new NotificationRefusedException("field-name");
            }
            if (!field.getValue().isEmpty() && !field.getKey().equals("sign")) {
                signed.put(field.getKey(), field.getValue());
            }
        }
        return signed;
    }

    private static String text(ReceivedFields fields, String name) {
        String value = fields.get(name);
        return value == null ? "" : value;
    }
}
