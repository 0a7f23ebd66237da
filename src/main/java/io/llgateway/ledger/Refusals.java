package io.llgateway.ledger;

import io.llgateway.notification.Refusal;
import org.springframework.stereotype.Component;

/** Keeps refused messages for operators, rate-bounded, and never in the way of genuine ones. */
@Component
public class Refusals {
    /** Counts the refusal, and keeps a row and an outbox row for {@code lianlian.rejected} while the rate allows. */
    public void record(Refusal refusal) {
        throw new UnsupportedOperationException("being built");
    }
}
