package io.llgateway.dispatch;

import io.llgateway.ledger.HandOver;
import io.llgateway.ledger.Outbox;
import io.llgateway.ledger.OutboxMessage;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;
import org.springframework.stereotype.Component;

/**
 * Takes the next batch: what this node's writer has handed over, or, when there may be more in the outbox, what it claims
 * there: rows of other nodes, parked ones that are due, redriven ones, and what did not fit. Waits for work inside, so
 * that the route's scheduler needs no delay; an idle gateway asks the database once a second. Takes nothing while the
 * broker is away.
 */
@Component("outboxClaim")
public class OutboxClaim {
    /** Rows of one claim, one JMS transaction, one ledger commit (measured best of 16, 64, 256; design section 3). */
    static final int BATCH = 256;

    /** Exchange property: {@link System#nanoTime()} before the claim, from which its 30 s count. */
    static final String CLAIMED_AT = "claimedAt";

    /** Header: the {@link OutboxMessage}, which is what is sent in the end, whatever a route does with body and headers. */
    static final String OUTBOX_MESSAGE = "outboxMessage";

    /** Batches that are not full follow each other no faster: each costs broker and database a sync. */
    private static final Duration PACE = Duration.ofMillis(20);

    private static final Duration SEARCH_PAUSE = Duration.ofSeconds(1);

    private final Outbox outbox;
    private final HandOver handOver;
    private final QueueSender sender;
    private long claimedAt = System.nanoTime() - PACE.toNanos();
    private long searchedAt = System.nanoTime() - SEARCH_PAUSE.toNanos();
    private boolean moreInOutbox;
    private boolean searchedLast;

    OutboxClaim(Outbox outbox, HandOver handOver, QueueSender sender) {
        this.outbox = outbox;
        this.handOver = handOver;
        this.sender = sender;
    }

    /**
     * @return one Camel message per claimed row: its text as body, {@link MessageHeaders} and JMSType as headers; none
     *     when there is nothing to do or the broker is away, after a short wait
     */
    public synchronized List<Message> claim(Exchange exchange) {
        handOver.gather(BATCH, claimedAt + PACE.toNanos() - System.nanoTime());
        long recorded = outbox.recorded();
        HandOver.Claimed claimed = next();
        if (claimed.rows().isEmpty()) {
            outbox.awaitRecorded(recorded, SEARCH_PAUSE);
        } else {
            claimedAt = System.nanoTime();
        }
        exchange.setProperty(CLAIMED_AT, claimed.since());
        exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, !claimed.rows().isEmpty());
        return claimed.rows().stream()
                .map(row -> message(row, exchange.getContext()))
                .toList();
    }

    private HandOver.Claimed next() {
        if (!sender.isConnected()) {
            handOver.giveBack();
            return new HandOver.Claimed(List.of(), System.nanoTime());
        }
        boolean searchDue = System.nanoTime() - searchedAt >= SEARCH_PAUSE.toNanos();
        // in turns, so that neither a long outbox nor a busy writer makes the other wait
        if (!searchedLast && (searchDue || isMoreInOutbox())) {
            HandOver.Claimed found = search();
            if (!found.rows().isEmpty()) {
                return found;
            }
        }
        searchedLast = false;
        HandOver.Claimed handedOver = handOver.take(BATCH);
        return handedOver.rows().isEmpty() && isMoreInOutbox() ? search() : handedOver;
    }

    private boolean isMoreInOutbox() {
        moreInOutbox |= handOver.hasLeftOut();
        return moreInOutbox;
    }

    private HandOver.Claimed search() {
        searchedAt = System.nanoTime();
        List<OutboxMessage> rows = outbox.claim(BATCH);
        searchedLast = true;
        moreInOutbox = rows.size() == BATCH;
        return new HandOver.Claimed(rows, searchedAt);
    }

    private static Message message(OutboxMessage row, CamelContext camel) {
        Message message = new DefaultMessage(camel);
        MessageHeaders.of(row).forEach(message::setHeader);
        message.setHeader("JMSType", row.getType());
        message.setHeader(OUTBOX_MESSAGE, row);
        message.setBody(row.getBody());
        return message;
    }
}
