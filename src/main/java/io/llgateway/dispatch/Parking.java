package io.llgateway.dispatch;

import io.llgateway.ledger.Outbox;
import io.llgateway.ledger.OutboxMessage;
import org.apache.camel.ExchangeException;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sets one row aside that cannot be dispatched now, so that it delays no other; the outbox tries it again. */
@Component("parking")
public class Parking {
    private static final Logger LOG = LoggerFactory.getLogger(Parking.class);
    private static final int LONGEST_REASON = 300;

    private final Outbox outbox;

    Parking(Outbox outbox) {
        this.outbox = outbox;
    }

    /** @param cause what the route or the broker failed with; its message is kept for operators */
    public void park(@Header(OutboxClaim.OUTBOX_MESSAGE) OutboxMessage message, @ExchangeException Exception cause) {
        String text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        String reason = text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) : text;
        LOG.warn("Message {} is parked: {}", message.getMessageId(), reason);
        outbox.park(message, reason);
    }
}
