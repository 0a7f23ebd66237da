package io.llgateway.dispatch;

import io.llgateway.ledger.OutboxMessage;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Gathers what {@code routes/2-dispatch.camel.yaml} chose for each row of a batch: the exchange property {@code queue}.
 * Rows that were parked on the way are left out.
 */
@Component("addressedMessages")
public class AddressedMessages implements AggregationStrategy {
    /** Exchange property with the name of the chosen queue. */
    static final String QUEUE = "queue";

    @Override
    public Exchange aggregate(@Nullable Exchange gathered, Exchange next) {
        OutboxMessage message = next.getMessage().getHeader(OutboxClaim.OUTBOX_MESSAGE, OutboxMessage.class);
        String queue = next.getProperty(QUEUE, "", String.class);
        boolean parked = next.getProperty(Exchange.EXCEPTION_CAUGHT) != null;

        Exchange result = gathered == null ? next : gathered;
        if (gathered == null) {
            result.getMessage().setBody(new ArrayList<AddressedMessage>());
        }
        if (!parked) {
            addressed(result).add(new AddressedMessage(message, queue));
        }
        return result;
    }

    @SuppressWarnings("unchecked")
    private static List<AddressedMessage> addressed(Exchange gathered) {
        return gathered.getMessage().getBody(List.class);
    }
}
