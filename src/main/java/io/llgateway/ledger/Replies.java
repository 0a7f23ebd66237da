package io.llgateway.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Completes what senders wait for, on threads of its own: whatever follows a reply must not hold up the writer. Fails
 * those that got no reply in time; since all have the same deadline, looking at the oldest is enough.
 */
final class Replies {
    /** LianLian waits 5 s (spec section 2.1); a late success would be repeated, a refusal in time is too. */
    static final Duration DEADLINE = Duration.ofSeconds(4);

    private static final long TICK_MILLIS = 100;
    /** Few enough that the last of them hardly waits, and that a large batch is for several threads. */
    private static final int TOGETHER = 16;

    private final Queue<Pending> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean watching = new AtomicBoolean();
    private final LedgerMetrics metrics;
    private final ScheduledExecutorService threads;

    Replies(LedgerMetrics metrics) {
        this.metrics = metrics;
        int size = Math.max(4, Runtime.getRuntime().availableProcessors());
        threads = Executors.newScheduledThreadPool(size, Threads.named("ledger-reply"));
    }

    /** Sees to it that this one is answered in time, come what may. */
    void expect(Pending pending) {
        waiting.add(pending);
        if (!watching.get() && watching.compareAndSet(false, true)) {
            watchSoon();
        }
    }

    /** While nobody waits, no thread wakes up for it. */
    private void watch() {
        failOverdue();
        if (waiting.isEmpty()) {
            watching.set(false);
            if (waiting.isEmpty() || !watching.compareAndSet(false, true)) {
                return;
            }
        }
        watchSoon();
    }

    private void watchSoon() {
        threads.schedule(this::watch, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Answers what one commit has recorded, some together: to wake a thread costs more than a reply.
     *
     * @param recorded of each of the batch, in its order
     */
    void recorded(List<Pending> batch, List<Recorded> recorded) {
        for (int from = 0; from < batch.size(); from += TOGETHER) {
            int start = from;
            int end = Math.min(batch.size(), from + TOGETHER);
            threads.execute(() -> {
                for (int i = start; i < end; i++) {
                    Pending pending = batch.get(i);
                    metrics.recorded(recorded.get(i), pending.nanosSince());
                    pending.future().complete(recorded.get(i));
                }
            });
        }
    }

    void failed(Pending pending, LedgerUnavailableException failure) {
        metrics.failed();
        threads.execute(() -> pending.future().completeExceptionally(failure));
    }

    void stop() {
        threads.shutdown();
    }

    private void failOverdue() {
        for (Pending oldest = waiting.peek(); oldest != null; oldest = waiting.peek()) {
            boolean done = oldest.future().isDone();
            if (!done && oldest.nanosSince() < DEADLINE.toNanos()) {
                return;
            }
            waiting.remove();
            if (!done) {
                failed(oldest, new LedgerUnavailableException("the ledger did not answer in time"));
            }
        }
    }
}
