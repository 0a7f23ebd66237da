package io.llgateway.notification;

import java.util.Locale;

/**
 * What a notification is about. The path it arrives on decides, since payments and payouts have the same fields
 * (contract section 6).
 */
public enum Kind {
    /** Money a shopper paid (or authorised): any collection product. */
    PAYMENT,
    /** Money LianLian paid out for the merchant: instant payment. */
    PAYOUT,
    /** Money given back for an earlier payment. */
    REFUND;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** @return the lower-case name used in messages, the ledger and routes, for example {@code payment} */
    public String code() {
        return code;
    }
}
