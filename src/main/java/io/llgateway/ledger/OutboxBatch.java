package io.llgateway.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Messages of one commit that leave together, as one row of the ledger. Grows while its commit is prepared, then no more. */
final class OutboxBatch {
    private final long id;
    private final List<UUID> eventIds = new ArrayList<>();

    /** @param id of its row */
    OutboxBatch(long id) {
        this.id = id;
    }

    long id() {
        return id;
    }

    void add(UUID eventId) {
        eventIds.add(eventId);
    }

    /** @return its events; their messages have the same ids */
    List<UUID> eventIds() {
        return eventIds;
    }
}
