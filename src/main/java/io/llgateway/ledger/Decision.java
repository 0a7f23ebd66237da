package io.llgateway.ledger;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an arriving notification means for its timeline. */
sealed interface Decision {
    /**
     * Nothing new: one more arrival of a known event.
     *
     * @param event the known event
     */
    record Again(KnownEvent event) implements Decision {}

    /**
     * A new event.
     *
     * @param identity what tells it from the others of its timeline
     * @param state what becomes of it
     * @param reason for REVIEW and WAITING_CONFIRMATION, of which somebody is told: short words, separated by commas;
     *     null otherwise
     * @param conflictsWith for REVIEW: the events it contradicts
     */
    record First(
            String identity, EventState state, @Nullable String reason, List<UUID> conflictsWith) implements Decision {
        static First of(String identity, EventState state) {
            return new First(identity, state, null, List.of());
        }

        static First review(String identity, String reason, List<UUID> conflictsWith) {
            return new First(identity, EventState.REVIEW, reason, conflictsWith);
        }

        static First waiting(String identity) {
            return new First(identity, EventState.WAITING_CONFIRMATION, Confirmation.REASON, List.of());
        }
    }
}
