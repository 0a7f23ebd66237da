package io.llgateway.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

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

    private void begin(Waiting turn) {
        turn.call.begin(System.nanoTime() - turn.since > patienceNanos).whenComplete((done, failed) -> next());
    }

    private void next() {
        Waiting next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                free++;
            }
        }
        if (next != null) {
            begin(next);
        }
    }
}
