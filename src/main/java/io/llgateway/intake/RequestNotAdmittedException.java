package io.llgateway.intake;

/**
 * A request that is no notification at all by its method, type, size or sender (contract section 2). The sender's fault;
 * the same request gets the same answer again.
 */
public class RequestNotAdmittedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    RequestNotAdmittedException(int status, String reason) {
        // no stack trace: strangers cause this at any rate they like
        super(reason, null, false, false);
        this.status = status;
    }

    /** @return 403, 405, 408, 413 or 415 */
    public int status() {
        return status;
    }

    /** @return a short fixed word for log, metric and ledger, for example {@code body-too-large} */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
