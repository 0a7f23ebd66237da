package io.llgateway.ledger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The short way from the writer to the webhook of the same node, as {@link HandOver} is the one to the queues: a delivery
 * for which there is room here is recorded as leased by this node already, so it needs neither be looked for nor leased
 * nor read. What is not taken from here in time, for whatever reason, has a lease that ends like any other.
 */
@Component
public class DeliveryHandOver implements DisposableBean {
    /** Long before a lease's end; what is older is left to the ledger. */
    private static final long FRESH_NANOS = Duration.ofSeconds(3).toNanos();

    private record Waiting(Delivery delivery, long since) {}

    private final Deliveries deliveries;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private Duration lease = Duration.ZERO;
    private int room;
    private boolean leftOut;

    /** @param deliveries where leases are given back to */
    public DeliveryHandOver(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    /**
     * Says how many more deliveries can be called soon; none before it is said.
     *
     * @param lease longer than waiting, one attempt and its record can take
     */
    public synchronized void expect(int deliveries, Duration lease) {
        this.room = deliveries;
        this.lease = lease;
    }

    /** @return for how long so many deliveries are to be recorded as leased; null when there is no room for them */
    synchronized @Nullable Duration lease(int deliveries) {
        if (deliveries > room) {
            leftOut = true;
            return null;
        }
        room -= deliveries;
        return lease;
    }

    /** Hands over what is durably recorded as leased. */
    synchronized void handOver(List<Delivery> leased) {
        long now = System.nanoTime();
        leased.forEach(delivery -> waiting.add(new Waiting(delivery, now)));
    }

    /** @return how many have been handed over and not taken */
    public synchronized int waiting() {
        return waiting.size();
    }

    /** @return everything that was handed over, oldest first */
    public synchronized List<Delivery> take() {
        long now = System.nanoTime();
        List<Delivery> taken = new ArrayList<>(waiting.size());
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            if (now - next.since < FRESH_NANOS) {
                taken.add(next.delivery);
            }
        }
        return taken;
    }

    /** @return whether deliveries have been left to the ledger since it was asked last */
    public synchronized boolean hasLeftOut() {
        boolean had = leftOut;
        leftOut = false;
        return had;
    }

    /** Leaves nothing leased behind that nobody will call any more. */
    @Override
    public void destroy() {
        expect(0, Duration.ZERO);
        List<Delivery> left = take();
        if (!left.isEmpty()) {
            deliveries.giveBack(left);
        }
    }
}
