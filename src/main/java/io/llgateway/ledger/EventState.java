package io.llgateway.ledger;

import java.util.Locale;

/** Where an event of the ledger stands (contract section 6). */
public enum EventState {
    /** Handed to the outbox, and to the webhook if there is one, in the commit that recorded it. */
    DISPATCHED,
    /** Ranks lower than what was known; stored, acts no more. */
    LATE,
    /** Contradicts what is known, or is no fact; a person must look. Never overwrites anything. */
    REVIEW,
    /** Was in review, and a person declared it void. */
    REJECTED,
    /** A return variant that does not say paid or authorised; waits for a notification or a query. */
    UNCONFIRMED,
    /** Believed, but to be dispatched only after a second proof: a person or program was told ({@link Confirmation}). */
    WAITING_CONFIRMATION;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** @return the lower-case name used in the ledger, for example {@code waiting-confirmation} */
    public String code() {
        return code;
    }

    /** @return the state of that name; an unknown one is a programming error */
    static EventState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
