package io.llgateway.notification;

import java.util.Locale;

/** The way a notification came to us. */
public enum Channel {
    /** The form that the shopper's browser posts: synchronous, once, in the shopper's hands. */
    URL_RETURN,
    /** LianLian's own JSON call: asynchronous, up to 30 times. */
    NOTIFY_URL,
    /** An answer to a query of ours (a later stage of the product). */
    QUERY;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** @return the lower-case name used in messages and the ledger, for example {@code url_return} */
    public String code() {
        return code;
    }
}
