package io.llgateway.dispatch;

import io.llgateway.ledger.Outbox;
import io.llgateway.ledger.OutboxMessage;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * Takes the next batch off the outbox. Waits for work inside, so that the route's scheduler needs no delay: a new row is
 * seen at once, and an idle gateway asks the database twice a second. Claims nothing while the broker is away.
 */
@Component("outboxClaim")
public class OutboxClaim {
    /** Rows of one claim, one JMS transaction, one ledger commit (measured best of 16, 64, 256; design section 3). */
    static final int BATCH = 256;

    /** Exchange property: {@link System#nanoTime()} before the claim, from which its 30 s count. */
    static final String CLAIMED_AT = "claimedAt";

    private static final Duration IDLE = Duration.ofMillis(500);

    private final Outbox outbox;
    private final QueueSender sender;

    OutboxClaim(Outbox outbox, QueueSender sender) {
        this.outbox = outbox;
        this.sender = sender;
    }

    /** @return the claimed rows; empty when there is nothing to do or the broker is away, after a short wait */
    public List<OutboxMessage> claim(Exchange exchange) {
        long recorded = outbox.recorded();
        exchange.setProperty(CLAIMED_AT, System.nanoTime());
        List<OutboxMessage> rows = sender.isConnected() ? outbox.claim(BATCH) : List.of();
        if (rows.isEmpty()) {
            outbox.awaitRecorded(recorded, IDLE);
        }
        exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, !rows.isEmpty());
        return rows;
    }
}
