package io.llgateway.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many calls run at a time; the others wait for their turn. The time that a call may take begins with its turn:
 * one that waits behind calls which the ERP leaves hanging has not been tried yet.
 */
final class CallTurns {
    private final long patienceNanos;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int free;

    /**
     * @param concurrency calls at a time
     * @param patience what has waited longer is told that it is late; together with the time of a call it must be shorter
     *     than a delivery's lease
     */
    CallTurns(int concurrency, Duration patience) {
        this.free = concurrency;
        this.patienceNanos = patience.toNanos();
    }

    /** A call that begins when it is told to, and ends when its future does. */
    interface Call {
        /** @param late whether it has waited too long */
        CompletableFuture<?> begin(boolean late);
    }

    private record Waiting(Call call, long since) {}

    /** Begins the call now, or when another has ended. */
    void take(Call call) {
        Waiting taken = new Waiting(call, System.nanoTime());
        synchronized (this) {
            if (free == 0) {
                waiting.add(taken);
                return;
            }
            free--;
        }
        begin(taken);
    }

    private void begin(@Nullable Waiting turn) {
        for (Waiting now = turn; now != null; now = next()) {
            CompletableFuture<?> call = now.call.begin(System.nanoTime() - now.since > patienceNanos);
            if (!call.isDone()) {
                call.whenComplete((done, failed) -> begin(next()));
                return;
            }
        }
    }

    /** @return whose turn it is, in the place of a call that has ended; null when nobody waits */
    private synchronized @Nullable Waiting next() {
        Waiting next = waiting.poll();
        if (next == null) {
            free++;
        }
        return next;
    }
}
