package io.llgateway.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a result page may show: the payment's present state, no personal data.
 *
 * @param state paid, confirming or failed; the best knowledge about the payment, whichever arrival the token is from
 * @param orderNumber merchant's order number; null when no facts are known
 * @param amount by value, scale 2; null when no facts are known
 * @param currency three letters; null when no facts are known
 * @param bankCode bank_code as signed; may be null
 * @param receivedAt when the event was first received
 */
public record ResultView(
        State state,
        @Nullable String orderNumber,
        @Nullable BigDecimal amount,
        @Nullable String currency,
        @Nullable String bankCode,
        Instant receivedAt) {
    /** States as the page names them. */
    public enum State {
        /** Money moved: success. */
        PAID,
        /** Not known yet, or a person must look. */
        CONFIRMING,
        /** Failed, refunded or cancelled. */
        FAILED
    }
}
