package io.llgateway.ledger;

import io.llgateway.verification.VerifiedNotification;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/** The ledger's way in: records verified notifications through one group-commit writer. */
@Component
public class PaymentLedger {
    /**
     * Records one notification: event, raw message, arrival, outbox row and delivery row in one commit.
     *
     * @return completes after the commit is durable; fails with {@link LedgerUnavailableException} when the ledger
     *     cannot be written or did not answer within 4 s
     */
    public CompletableFuture<Recorded> record(VerifiedNotification notification) {
        throw new UnsupportedOperationException("being built");
    }
}
