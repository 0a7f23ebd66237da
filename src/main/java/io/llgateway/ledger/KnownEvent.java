package io.llgateway.ledger;

import io.llgateway.notification.Outcome;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event of a timeline, as far as later arrivals are compared with it. */
final class KnownEvent {
    private final UUID id;
    private final String identity;
    private final EventState state;
    private final String token;
    private final String firstFields;
    private int arrivals;

    /**
     * @param firstFields the fields of its first arrival, masked
     * @param arrivals how often it was told
     */
    KnownEvent(UUID id, String identity, EventState state, String token, String firstFields, int arrivals) {
        this.id = id;
        this.identity = identity;
        this.state = state;
        this.token = token;
        this.firstFields = firstFields;
        this.arrivals = arrivals;
    }

    UUID id() {
        return id;
    }

    String identity() {
        return identity;
    }

    EventState state() {
        return state;
    }

    String token() {
        return token;
    }

    String firstFields() {
        return firstFields;
    }

    int arrivals() {
        return arrivals;
    }

    /** @return the number of one more arrival */
    int arrive() {
        return ++arrivals;
    }

    /** @return whether it says this outcome about the payment's undisputed facts */
    boolean is(@Nullable Outcome outcome) {
        return outcome != null && identity.equals(outcome.code());
    }
}
