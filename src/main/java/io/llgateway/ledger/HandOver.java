package io.llgateway.ledger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The short way from the writer to the dispatcher of the same node. What fits in here is recorded as claimed by this node
 * already, so it needs neither be looked for nor claimed nor read. It is a short cut and no second truth: what is not
 * taken from here in time, for whatever reason, has a claim that expires like any other, and is found in the outbox.
 */
@Component
public class HandOver implements DisposableBean {
    /** A second's work. More waits in the outbox, so that a slow broker costs no memory. */
    private static final int CAPACITY = 4096;

    /** A dispatcher that asked this recently is at work. */
    private static final long AWAKE_NANOS = Duration.ofSeconds(2).toNanos();

    /** Long before a claim's end; what is older is left to the outbox. */
    private static final long FRESH_NANOS = Duration.ofSeconds(10).toNanos();

    private final Outbox outbox;
    private final Queue<Claimed> waiting = new ArrayDeque<>();
    private int size;
    private long askedAt = System.nanoTime() - AWAKE_NANOS;
    private boolean leftOut;
    private int gathering = Integer.MAX_VALUE;

    /** @param outbox where rows are given back to */
    public HandOver(Outbox outbox) {
        this.outbox = outbox;
    }

    /**
     * Claimed rows.
     *
     * @param rows possibly none
     * @param since {@link System#nanoTime()} just before the oldest of them was claimed
     */
    public record Claimed(List<OutboxMessage> rows, long since) {}

    /** @return whether so many rows may be recorded as claimed by this node */
    synchronized boolean takes(int rows) {
        return size + rows <= CAPACITY && System.nanoTime() - askedAt < AWAKE_NANOS;
    }

    /** Hands over what is durably recorded as claimed. */
    void handOver(Claimed claimed) {
        synchronized (this) {
            waiting.add(claimed);
            size += claimed.rows().size();
            if (size >= gathering) {
                notifyAll();
            }
        }
        outbox.wake();
    }

    /** Says that rows were recorded which are to be claimed from the outbox. */
    void leaveOut() {
        synchronized (this) {
            leftOut = true;
        }
        outbox.wake();
    }

    /** @return whether rows have been left to the outbox since it was asked last */
    public synchronized boolean hasLeftOut() {
        boolean had = leftOut;
        leftOut = false;
        return had;
    }

    /**
     * Waits until so many rows have been handed over, at most so long: one transaction for many costs each of them less.
     * An interrupt ends it, too, and stays set.
     */
    public synchronized void gather(int rows, long nanos) {
        long end = System.nanoTime() + nanos;
        gathering = rows;
        try {
            for (long left = nanos; size < rows && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            gathering = Integer.MAX_VALUE;
        }
    }

    /** @return what was handed over first, up to about {@code limit} rows */
    public synchronized Claimed take(int limit) {
        askedAt = System.nanoTime();
        while (!waiting.isEmpty() && askedAt - waiting.element().since() > FRESH_NANOS) {
            size -= waiting.remove().rows().size();
        }
        if (waiting.isEmpty()) {
            return new Claimed(List.of(), askedAt);
        }
        long since = waiting.element().since();
        List<OutboxMessage> rows = new ArrayList<>(limit);
        do {
            rows.addAll(waiting.remove().rows());
        } while (!waiting.isEmpty() && rows.size() + waiting.element().rows().size() <= limit);
        size -= rows.size();
        return new Claimed(rows, since);
    }

    /** Gives everything back to the outbox and takes no more until somebody asks again: nothing can be sent now. */
    public void giveBack() {
        List<OutboxMessage> rows = new ArrayList<>();
        synchronized (this) {
            askedAt = System.nanoTime() - AWAKE_NANOS;
            waiting.forEach(claimed -> rows.addAll(claimed.rows()));
            waiting.clear();
            size = 0;
        }
        if (!rows.isEmpty()) {
            outbox.release(rows);
        }
    }

    /** Leaves nothing claimed behind for which nobody will ask any more. */
    @Override
    public void destroy() {
        giveBack();
    }
}
