package io.llgateway.verification;

import io.llgateway.notification.Notification;
import org.jspecify.annotations.Nullable;

/**
 * A message LianLian signed for one of our merchants.
 *
 * @param received the message as it came
 * @param oidPartner the merchant it was signed for
 * @param verdict what may be believed
 * @param notification the facts; null unless the verdict is FACTS or UNCONFIRMED
 * @param signedText the signature source of spec section 3.1; may hold personal data, so never logged
 * @param reason for SEVERAL_READINGS and OUTSIDE_GRAMMAR: a short word for the ledger such as {@code field-bank_code};
 *     null otherwise
 */
public record VerifiedNotification(
        ReceivedNotification received,
        String oidPartner,
        Verdict verdict,
        @Nullable Notification notification,
        String signedText,
        @Nullable String reason) {

    @Override
    public String toString() {
        return "VerifiedNotification[" + received.channel() + ", " + oidPartner + ", " + verdict + "]";
    }
}
