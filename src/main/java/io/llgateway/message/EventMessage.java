package io.llgateway.message;

import io.llgateway.notification.Refusal;
import io.llgateway.verification.VerifiedNotification;
import java.util.List;
import java.util.UUID;

/**
 * Writes the JSON text of contract section 5. Called once per event, in the ledger's writer; queue and webhook carry
 * the same text.
 */
public final class EventMessage {
    private final MessageSettings settings;
    private final boolean sandbox;

    /** @param sandbox whether every message is marked {@code "sandbox": true} */
    public EventMessage(MessageSettings settings, boolean sandbox) {
        this.settings = settings;
        this.sandbox = sandbox;
    }

    /** @return the message of an event whose facts are known */
    public String event(UUID id, VerifiedNotification notification, int revision) {
        throw new UnsupportedOperationException("being built" + settings + sandbox);
    }

    /**
     * @param id the review message's own id
     * @param eventId the event in the ledger that waits for a person
     * @param reason why a person must look
     * @param conflictsWith ids of the events it contradicts; empty when it contradicts none
     */
    public String review(
            UUID id, UUID eventId, VerifiedNotification notification, String reason, List<UUID> conflictsWith) {
        throw new UnsupportedOperationException("being built");
    }

    /** @return the message for {@code lianlian.rejected}: reason, path, size, digest; nothing of the content */
    public String rejected(UUID id, Refusal refusal) {
        throw new UnsupportedOperationException("being built");
    }
}
