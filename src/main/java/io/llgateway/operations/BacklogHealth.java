package io.llgateway.operations;

import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/**
 * Outbox and deliveries in the health details of the management port. {@code DELAYED} says that something has waited for
 * a minute; that takes nothing out of service, since acceptance needs neither broker nor ERP.
 */
@Component("backlog")
class BacklogHealth extends AbstractHealthIndicator {
    private static final String DELAYED = "DELAYED";
    private static final double LONG_SECONDS = 60;

    private final BacklogReader backlog;

    BacklogHealth(BacklogReader backlog) {
        super("the ledger cannot be read");
        this.backlog = backlog;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Backlog now = backlog.read();
        boolean delayed = now.outboxAgeSeconds() > LONG_SECONDS || now.deliveriesOverdueSeconds() > LONG_SECONDS;
        health.status(delayed ? DELAYED : "UP")
                .withDetail("outbox_depth", now.outboxDepth())
                .withDetail("outbox_age_seconds", now.outboxAgeSeconds())
                .withDetail("parked", now.parked())
                .withDetail("deliveries_waiting", now.deliveriesWaiting())
                .withDetail("deliveries_overdue_seconds", now.deliveriesOverdueSeconds())
                .withDetail("deliveries_dead", now.deliveriesDead())
                .withDetail("reviews_open", now.reviewsOpen());
    }
}
