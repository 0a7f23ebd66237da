package io.llgateway.delivery;

import io.llgateway.ledger.Deliveries;
import io.llgateway.ledger.DeliveryAttempt;
import io.llgateway.ledger.LedgerUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Brings attempts into the ledger, all that have ended meanwhile in one commit. While the ledger is away they are kept
 * and tried again; if the process ends first, their leases end too and the ERP hears the same webhook-id once more.
 */
@Component
public class AttemptLog implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptLog.class);
    private static final int BATCH = 512;

    /** Commits follow each other no faster: each costs the database a sync, and nobody waits for it. */
    private static final long PACE_NANOS = Duration.ofMillis(20).toNanos();

    private final BlockingQueue<DeliveryAttempt> ended = new LinkedBlockingQueue<>();
    private final Deliveries deliveries;
    private final DueDeliveries due;
    private final MeterRegistry meters;
    private final Thread writer = new Thread(this::write, "delivery-attempts");
    private volatile boolean running = true;

    AttemptLog(Deliveries deliveries, DueDeliveries due, MeterRegistry meters) {
        this.deliveries = deliveries;
        this.due = due;
        this.meters = meters;
        writer.setDaemon(true);
        writer.start();
    }

    /** Takes over an attempt that has ended. Does not wait for the ledger. */
    public void add(DeliveryAttempt attempt) {
        if (attempt.verdict() != DeliveryAttempt.Verdict.NOT_MADE) {
            count(attempt);
        }
        ended.add(attempt);
    }

    private void count(DeliveryAttempt attempt) {
        meters.counter(
                        "gateway.delivery.attempts",
                        "outcome",
                        attempt.verdict().name().toLowerCase(Locale.ROOT),
                        "status",
                        attempt.status() == null ? String.valueOf(attempt.error()) : attempt.status() / 100 + "xx")
                .increment();
    }

    private void write() {
        List<DeliveryAttempt> batch = new ArrayList<>();
        long wroteAt = System.nanoTime() - PACE_NANOS;
        while (running || !ended.isEmpty() || !batch.isEmpty()) {
            try {
                if (batch.isEmpty()) {
                    DeliveryAttempt first = ended.poll(500, TimeUnit.MILLISECONDS);
                    if (first == null) {
                        continue;
                    }
                    batch.add(first);
                    TimeUnit.NANOSECONDS.sleep(wroteAt + PACE_NANOS - System.nanoTime());
                    ended.drainTo(batch, BATCH - 1);
                }
                wroteAt = System.nanoTime();
                deliveries.record(batch);
                batch.forEach(attempt -> due.ended());
                batch.clear();
            } catch (LedgerUnavailableException away) {
                LOG.warn("{} delivery attempts wait for the ledger: {}", batch.size(), away.getMessage());
                if (!running) {
                    return;
                }
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Brings in what has ended, then stops. */
    @Override
    public void destroy() throws InterruptedException {
        running = false;
        writer.join(TimeUnit.SECONDS.toMillis(5));
    }
}
