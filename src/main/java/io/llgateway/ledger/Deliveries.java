package io.llgateway.ledger;

import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Due webhook deliveries and what became of them. */
@Component
public class Deliveries {
    /**
     * Claims due deliveries; a claim that is not finished within the lease is due again.
     *
     * @param limit at most so many
     * @param lease longer than one attempt can take
     */
    public List<Delivery> claimDue(int limit, Duration lease) {
        throw new UnsupportedOperationException("being built");
    }

    /** Stores attempts and what follows from them, in one commit. */
    public void record(List<DeliveryAttempt> attempts) {
        throw new UnsupportedOperationException("being built");
    }
}
