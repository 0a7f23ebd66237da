package io.llgateway.ledger;

import java.util.concurrent.CompletableFuture;

/**
 * A notification on its way into the ledger.
 *
 * @param arriving the notification
 * @param future what its sender waits for
 * @param submittedAt {@link System#nanoTime()} of its submission
 */
record Pending(Arriving arriving, CompletableFuture<Recorded> future, long submittedAt) {
    long nanosSince() {
        return System.nanoTime() - submittedAt;
    }
}
