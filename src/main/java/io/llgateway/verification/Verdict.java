package io.llgateway.verification;

/** What a correct signature lets us believe. */
public enum Verdict {
    /** One reading, every field inside its grammar: facts. */
    FACTS,
    /** A return variant that does not say paid or authorised (spec section 1.4): facts that never dispatch alone. */
    UNCONFIRMED,
    /** The signed text has more than one reading (contract section 6): a person must look, no facts. */
    SEVERAL_READINGS,
    /** Signed, but a field is outside its grammar: refused to the sender, and once to a person; no facts. */
    OUTSIDE_GRAMMAR
}
