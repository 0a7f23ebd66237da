package io.llgateway.ledger;

/**
 * The ledger could not take a verified notification, or not within 4 s. Our fault; the sender is asked to repeat, and a
 * repeat is safe because the same event is recorded once.
 */
public class LedgerUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what failed, without message contents */
    public LedgerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** @param message what failed, without message contents */
    public LedgerUnavailableException(String message) {
        super(message);
    }
}
