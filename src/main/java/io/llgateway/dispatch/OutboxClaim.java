package io.llgateway.dispatch;

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
 * Takes the next batch off the outbox. Waits for work inside, so that the route's scheduler needs no delay: a new row is
 * seen at once, and an idle gateway asks the database twice a second. Claims nothing while the broker is away.
 */
@Component("outboxClaim")
public class OutboxClaim {
    /** Rows of one claim, one JMS transaction, one ledger commit (measured best of 16, 64, 256; design section 3). */
    static final int BATCH = 256;

    /** Exchange property: {@link System#nanoTime()} before the claim, from which its 30 s count. */
    static final String CLAIMED_AT = "claimedAt";

    /** Header: the {@link OutboxMessage}, which is what is sent in the end, whatever a route does with body and headers. */
    static final String OUTBOX_MESSAGE = "outboxMessage";

    private static final Duration IDLE = Duration.ofMillis(500);

    private final Outbox outbox;
    private final QueueSender sender;

    OutboxClaim(Outbox outbox, QueueSender sender) {
        this.outbox = outbox;
        this.sender = sender;
    }

    /**
     * @return one Camel message per claimed row: its text as body, {@link MessageHeaders} and JMSType as headers; none
     *     when there is nothing to do or the broker is away, after a short wait
     */
    public List<Message> claim(Exchange exchange) {
        long recorded = outbox.recorded();
        exchange.setProperty(CLAIMED_AT, System.nanoTime());
        List<OutboxMessage> rows = sender.isConnected() ? outbox.claim(BATCH) : List.of();
        if (rows.isEmpty()) {
            outbox.awaitRecorded(recorded, IDLE);
        }
        exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, !rows.isEmpty());
        return rows.stream().map(row -> message(row, exchange.getContext())).toList();
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
