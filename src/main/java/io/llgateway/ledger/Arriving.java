package io.llgateway.ledger;

import io.llgateway.notification.Kind;
import io.llgateway.notification.Notification;
import io.llgateway.notification.Outcome;
import io.llgateway.verification.Verdict;
import io.llgateway.verification.VerifiedNotification;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A verified notification with everything the writer needs of it, worked out on the caller's thread.
 *
 * @param verified the notification
 * @param timeline key of the payment, or of the text when there are no facts
 * @param facts null when there are none
 * @param outcome null when there are no facts, or when the return does not say (verdict UNCONFIRMED)
 * @param identity what tells its event from others on the timeline while nothing contradicts it
 * @param fields the fields as received, JSON, masked
 */
record Arriving(
        VerifiedNotification verified,
        String timeline,
        @Nullable Facts facts,
        @Nullable Outcome outcome,
        String identity,
        String fields) {
    /** Identity of a return variant that does not say paid or authorised. */
    static final String UNCONFIRMED = "unconfirmed";

    static Arriving of(VerifiedNotification verified) {
        String fields = ArrivalFields.json(verified.received().fields());
        Notification notification = verified.notification();
        if (notification == null) {
            String text = verified.oidPartner() + '|' + verified.signedText();
            String key = "text|" + Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
            String verdict = verified.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-');
            return new Arriving(verified, key, null, null, verdict, fields);
        }
        String key = timelineOf(notification.kind(), notification.oidPartner(), notification.lianlianNumber());
        if (verified.verdict() == Verdict.UNCONFIRMED) {
            return new Arriving(verified, key, Facts.of(notification), null, UNCONFIRMED, fields);
        }
        Outcome outcome = notification.outcome();
        return new Arriving(verified, key, Facts.of(notification), outcome, outcome.code(), fields);
    }

    /** @return the payment's key; payments and payouts share LianLian's numbers, refunds have their own */
    static String timelineOf(Kind kind, String oidPartner, String lianlianNumber) {
        return (kind == Kind.REFUND ? "refundno|" : "paybill|") + oidPartner + '|' + lianlianNumber;
    }

    /** @return the key that only one successful payment of an order may hold; null unless this is one's success */
    @Nullable
    String paidOrderKey() {
        return outcome != Outcome.SUCCESS || facts == null || facts.kind() == Kind.REFUND
                ? null
                : facts.kind().code() + '|' + verified.oidPartner() + '|' + facts.orderNumber();
    }
}
