package io.llgateway.ledger;

import io.llgateway.notification.Kind;
import io.llgateway.notification.Outcome;

/**
 * {@code gateway.confirmation}: which second proof a payment needs before it is dispatched. A signature alone says that
 * LianLian once signed this text, with one 1024-bit key for all merchants (spec section 3.5); who delivers goods of value
 * may want more. The gateway does not fetch that proof itself: an event that needs it waits with the reason
 * {@value #REASON} until an operator, or a program of the merchant's, releases or rejects it at {@code /ops}.
 */
public enum Confirmation {
    /** The signature is enough. */
    NONE,
    /** Somebody compares it with the order that was expected. */
    EXPECTED_ORDER,
    /** Somebody asks LianLian's order query. */
    QUERY;

    /** Why an event waits, for the ledger and the message on {@code lianlian.review}. */
    static final String REASON = "confirmation";

    /** @return whether an event waits: a payment that says the merchant has the money, or has it reserved */
    boolean isNeeded(Kind kind, Outcome outcome) {
        return this != NONE && kind == Kind.PAYMENT && (outcome == Outcome.SUCCESS || outcome == Outcome.AUTHORIZED);
    }
}
