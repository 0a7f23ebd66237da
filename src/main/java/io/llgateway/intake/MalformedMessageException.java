package io.llgateway.intake;

import io.llgateway.verification.NotificationRefusedException;

/**
 * A body that is no message at all: wrong encoding, wrong syntax, a field twice, too much of something. The sender's
 * fault; answered with 400, and the same bytes will be refused again. Carries no content.
 */
public class MalformedMessageException extends NotificationRefusedException {
    private static final long serialVersionUID = 1L;

    /** @param reason a short, fixed word such as {@code form-percent-escape} */
    public MalformedMessageException(String reason) {
        super(reason);
    }
}
