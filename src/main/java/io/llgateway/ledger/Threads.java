package io.llgateway.ledger;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Names the ledger's threads, so that a thread dump tells the story. */
final class Threads {
    private Threads() {}

    /** @return makes daemon threads {@code name-1}, {@code name-2}, ... */
    static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + '-' + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
