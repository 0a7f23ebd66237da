package io.llgateway.ledger;

import io.llgateway.message.EventMessage;
import io.llgateway.verification.VerifiedNotification;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** The ledger's way in: records verified notifications through one group-commit writer. */
@Component
public class PaymentLedger implements DisposableBean {
    private final LedgerWriter writer;

    /** Starts the writer. */
    public PaymentLedger(
            LedgerDatabase database,
            HandOver handOver,
            DeliveryHandOver deliveries,
            EventMessage messages,
            LedgerSettings settings,
            Clock clock,
            MeterRegistry meters) {
        GroupCommit commit =
                new GroupCommit(database, handOver, deliveries, messages, new EventIds(clock), settings, clock);
        writer = new LedgerWriter(database, commit, new LedgerMetrics(meters));
        writer.start();
    }

    /**
     * Records one notification: event, raw message, arrival, way out and delivery row in one commit.
     *
     * @return completes after the commit is durable, on a thread of the ledger that may do what follows; fails with
     *     {@link LedgerUnavailableException} when the ledger cannot be written or did not answer within 4 s
     */
    public CompletableFuture<Recorded> record(VerifiedNotification notification) {
        return writer.submit(Arriving.of(notification));
    }

    /** Takes nothing more, and records what was taken. */
    @Override
    public void destroy() {
        writer.stop();
    }
}
