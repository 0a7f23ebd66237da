package io.llgateway.delivery;

import io.llgateway.ledger.Deliveries;
import io.llgateway.ledger.Delivery;
import io.llgateway.ledger.DeliveryHandOver;
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
 * Takes due deliveries, only as many as will be under way soon: as many as may call the ERP at once or, while the ERP is
 * fast, as it answers in a quarter of a second. So a slow ERP holds few leases, and a fast one never waits. What this node
 * has just recorded comes by the short way, the rest from the ledger. Takes one a second while the ERP is away, none while
 * no webhook is configured. Waits for work inside, so that the route's scheduler needs no delay.
 */
@Component
public class DueDeliveries {
    private static final Logger LOG = LoggerFactory.getLogger(DueDeliveries.class);
    private static final int MOST = 512;
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration BUSY = Duration.ofMillis(20);

    /** Claims that find something follow each other no faster. */
    private static final long PACE_NANOS = Duration.ofMillis(5).toNanos();

    private final Deliveries deliveries;
    private final DeliveryHandOver handOver;
    private final Outbox outbox;
    private final ErpPause pause;
    private final boolean configured;
    private final int concurrency;
    private final Duration lease;
    private long searchedAt = System.nanoTime() - IDLE.toNanos();
    private boolean moreInLedger = true;
    private final AtomicLong claimed = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private volatile long movedAt = System.nanoTime();
    private long claimedAt = System.nanoTime() - PACE_NANOS;
    private long measuredAt = System.nanoTime();
    private long endedThen;
    private long perQuarterSecond;

    DueDeliveries(
            Deliveries deliveries, DeliveryHandOver handOver, Outbox outbox, ErpPause pause, WebhookSettings settings) {
        this.deliveries = deliveries;
        this.handOver = handOver;
        this.outbox = outbox;
        this.pause = pause;
        this.configured = !settings.url().isBlank();
        this.concurrency = settings.concurrency();
        // a claimed delivery waits for those claimed before it, then makes one attempt, then is recorded
        this.lease = settings.timeout().multipliedBy(2).plusSeconds(10);
    }

    /** @return the claimed deliveries; empty, after a short wait, when none is due or enough are under way */
    public List<Delivery> claim(Exchange exchange) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(claimedAt + PACE_NANOS - System.nanoTime());
        long recorded = outbox.recorded();
        int window = window();
        int free = configured ? window - underWay() : 0;
        if (free <= 0 && System.nanoTime() - movedAt > lease.toNanos()) {
            // what a route lost on the way is due again by now
            claimed.set(ended.get());
        }
        List<Delivery> due = configured ? next(pause.claimable(free), pause.isOn() ? 1 : window / 4) : List.of();
        if (!due.isEmpty()) {
            claimed.addAndGet(due.size());
            movedAt = System.nanoTime();
            claimedAt = movedAt;
        }
        if (!configured) {
            TimeUnit.SECONDS.sleep(1); // no commit concerns it
        } else if (due.isEmpty() && pause.isOn()) {
            pause.await(IDLE);
        } else if (due.isEmpty()) {
            outbox.awaitRecorded(recorded, moreInLedger ? BUSY : IDLE);
        }
        exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, !due.isEmpty());
        return due;
    }

    /**
     * What this node has just recorded and, when there may be more in the ledger, what is due there.
     *
     * @param room at most about so many
     * @param worthwhile with room for fewer the ledger is not searched
     */
    private List<Delivery> next(int room, int worthwhile) {
        int left = Math.max(0, room - handOver.waiting());
        boolean busy = handOver.hasLeftOut();
        moreInLedger |= busy;
        long now = System.nanoTime();
        List<Delivery> found = List.of();
        if (left >= Math.max(1, worthwhile) && (moreInLedger || now - searchedAt > IDLE.toNanos())) {
            searchedAt = now;
            // room for both, so that neither a long backlog nor a busy writer makes the other wait
            int share = busy ? (left + 1) / 2 : left;
            found = deliveries.claimDue(share, lease);
            moreInLedger = found.size() == share;
        }
        List<Delivery> due = handOver.take();
        due.addAll(found);
        handOver.expect(left - found.size(), lease);
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
