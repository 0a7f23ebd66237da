package io.llgateway.operations;

/** What the operator asked for cannot be: the message says what is wrong. Asking again changes nothing. */
public class BadRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one sentence for the operator */
    public BadRequestException(String message) {
        super(message, null, false, false);
    }
}
