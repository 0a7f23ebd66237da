package io.llgateway.ledger;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What still has to leave for the queues. Claims expire after 30 s, so a hung node's rows are taken by another. */
@Component
public class Outbox {
    /** @return up to {@code limit} claimed rows, oldest first as far as the database allows; empty when none is due */
    public List<OutboxMessage> claim(int limit) {
        throw new UnsupportedOperationException("being built");
    }

    /**
     * Marks rows as sent.
     *
     * @param queueByRow the queue each row went to, by {@link OutboxMessage#getRowId()}
     */
    public void markSent(Map<Long, String> queueByRow) {
        throw new UnsupportedOperationException("being built");
    }

    /** Parks one row with its reason and a next try (1 s, doubling, at most 5 min); visible to operators meanwhile. */
    public void park(OutboxMessage message, String reason) {
        throw new UnsupportedOperationException("being built");
    }

    /** Gives claimed rows back at once, because nothing could be sent (broker away): they are due again in 1 s. */
    public void release(List<OutboxMessage> messages) {
        throw new UnsupportedOperationException("being built");
    }
}
