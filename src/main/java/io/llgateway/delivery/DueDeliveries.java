package io.llgateway.delivery;

import io.llgateway.ledger.Deliveries;
import io.llgateway.ledger.Delivery;
import io.llgateway.ledger.Outbox;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes due deliveries off the ledger, only as many as will be under way soon: as many as may call the ERP at once or,
 * while the ERP is fast, as it answers in a quarter of a second. So a slow ERP holds few leases, and a fast one never
 * waits for a claim. Takes one a second while the ERP is away, none while no webhook is configured. Waits for work
 * inside, so that the route's scheduler needs no delay.
 */
@Component
public class DueDeliveries {
    private static final Logger LOG = LoggerFactory.getLogger(DueDeliveries.class);
    private static final int MOST = 512;
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration BUSY = Duration.ofMillis(20);

    private final Deliveries deliveries;
    private final Outbox outbox;
    private final ErpPause pause;
    private final boolean configured;
    private final int concurrency;
    private final Duration lease;
    private final AtomicLong claimed = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private volatile long movedAt = System.nanoTime();
    private long measuredAt = System.nanoTime();
    private long endedThen;
    private long perQuarterSecond;

    DueDeliveries(Deliveries deliveries, Outbox outbox, ErpPause pause, WebhookSettings settings) {
        this.deliveries = deliveries;
        this.outbox = outbox;
        this.pause = pause;
        this.configured = !settings.url().isBlank();
        this.concurrency = settings.concurrency();
        // a claimed delivery waits for those claimed before it, then makes one attempt, then is recorded
        this.lease = settings.timeout().multipliedBy(2).plusSeconds(10);
    }

    /** @return the claimed deliveries; empty, after a short wait, when none is due or enough are under way */
    public List<Delivery> claim(Exchange exchange) throws InterruptedException {
        long recorded = outbox.recorded();
        int free = configured ? window() - underWay() : 0;
        int room = pause.claimable(free);
        if (free <= 0 && System.nanoTime() - movedAt > lease.toNanos()) {
            // what a route lost on the way is due again by now
            claimed.set(ended.get());
        }
        List<Delivery> due = room > 0 ? deliveries.claimDue(room, lease) : List.of();
        if (!due.isEmpty()) {
            claimed.addAndGet(due.size());
            movedAt = System.nanoTime();
        }
        if (!configured) {
            TimeUnit.SECONDS.sleep(1); // no commit concerns it
        } else if (due.isEmpty() && pause.isOn()) {
            pause.await(IDLE);
        } else if (due.isEmpty()) {
            outbox.awaitRecorded(recorded, room > 0 ? IDLE : BUSY);
        }
        exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, !due.isEmpty());
        return due;
    }

    /** Logs a failure of the route, and holds it for a second; leases end by themselves. */
    public void pause(Exchange exchange) throws InterruptedException {
        LOG.warn(
                "Delivery failed and is tried again", exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
        exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, false);
        TimeUnit.SECONDS.sleep(1);
    }

    /** Says that one claimed delivery is no longer under way. */
    void ended() {
        ended.incrementAndGet();
        movedAt = System.nanoTime();
    }

    private int underWay() {
        return (int) (claimed.get() - ended.get());
    }

    private int window() {
        long now = System.nanoTime();
        if (now - measuredAt > 250_000_000L) {
            long count = ended.get();
            perQuarterSecond = count - endedThen;
            endedThen = count;
            measuredAt = now;
        }
        return (int) Math.min(MOST, Math.max(2L * concurrency, 2 * perQuarterSecond));
    }
}
