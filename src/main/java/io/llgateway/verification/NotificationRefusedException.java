package io.llgateway.verification;

/**
 * A message that is not believed. The sender gets the same answer whatever the reason; the reason goes to log, metric
 * and ledger. Never carries field values, signatures or keys. Sending the same bytes again changes nothing.
 */
public class NotificationRefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String reason;

    /** @param reason a short, fixed word such as {@code signature-wrong}; becomes a metric tag, so no message text */
    public NotificationRefusedException(String reason) {
        // no stack trace: a flood of forgeries must stay cheap, and the reason says all
        super(reason, null, false, false);
        this.reason = reason;
    }

    /** @return the short word for log, metric and ledger */
    public String reason() {
        return reason;
    }
}
