package io.llgateway.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** The backlog as gauges, counted over the whole ledger; not a number while the database is away. */
@Component
class BacklogMeters implements MeterBinder {
    private final BacklogReader backlog;

    BacklogMeters(BacklogReader backlog) {
        this.backlog = backlog;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        gauge(
                meters,
                "gateway.outbox.depth",
                "Messages that have not left, parked ones included",
                Backlog::outboxDepth);
        Gauge.builder("gateway.outbox.age", () -> read(Backlog::outboxAgeSeconds))
                .description("Age of the oldest message that has not left")
                .baseUnit("seconds")
                .register(meters);
        gauge(meters, "gateway.outbox.parked", "Messages that could not be sent and are tried again", Backlog::parked);
        gauge(meters, "gateway.deliveries.waiting", "Deliveries not yet answered 2xx", Backlog::deliveriesWaiting);
        Gauge.builder("gateway.deliveries.overdue", () -> read(Backlog::deliveriesOverdueSeconds))
                .description("How long the most overdue delivery waits for its attempt")
                .baseUnit("seconds")
                .register(meters);
        gauge(meters, "gateway.deliveries.dead", "Deliveries given up", Backlog::deliveriesDead);
        gauge(meters, "gateway.reviews.open", "Events that wait for a person", Backlog::reviewsOpen);
    }

    private void gauge(MeterRegistry meters, String name, String description, ToDoubleFunction<Backlog> count) {
        Gauge.builder(name, () -> read(count)).description(description).register(meters);
    }

    private double read(ToDoubleFunction<Backlog> count) {
        try {
            return count.applyAsDouble(backlog.read());
        } catch (DataAccessException away) {
            return Double.NaN;
        }
    }
}
