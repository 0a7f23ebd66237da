package io.llgateway;

import io.llgateway.ledger.LedgerProbe;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Part of {@code /readyz}: whether a notification could be recorded now (contract section 2). */
@Component("ledgerHealthIndicator")
class LedgerHealth implements HealthIndicator {
    private final LedgerProbe ledger;

    LedgerHealth(LedgerProbe ledger) {
        this.ledger = ledger;
    }

    @Override
    public Health health() {
        return ledger.writable() ? Health.up().build() : Health.down().build();
    }
}
