package io.llgateway.ledger;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes notifications: takes what has gathered and commits it together. When the database is away
 * it fails everything at once, so that senders do not pile up, and tries until the ledger can be written again.
 */
final class LedgerWriter implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);
    /** Above this the commit is no longer what limits. */
    private static final int BATCH_MAX = 256;
    /** More than 4 s of work at any measured rate is not needed: 16 full batches. */
    private static final int QUEUE_MAX = 4096;

    private static final int TRIES = 4;
    /** The pool may hold several connections that a restarted database has forgotten. */
    private static final int RECONNECTS = 3;

    private static final long IDLE_MILLIS = 250;
    private static final long STOP_MILLIS = 10_000;

    private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final WriterConnection connection;
    private final GroupCommit commit;
    private final LedgerMetrics metrics;
    private final Replies replies;
    private final Thread thread = new Thread(this, "ledger-writer");
    private volatile boolean running = true;
    private volatile boolean available = true;

    LedgerWriter(LedgerDatabase database, GroupCommit commit, LedgerMetrics metrics) {
        this.connection = new WriterConnection(database);
        this.commit = commit;
        this.metrics = metrics;
        this.replies = new Replies(metrics);
    }

    void start() {
        thread.start();
    }

    void stop() {
        running = false;
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        replies.stop();
    }

    CompletableFuture<Recorded> submit(Arriving arriving) {
        if (!running) {
            return refused("the ledger is stopping");
        }
        if (!available) {
            return refused("the ledger's database is away");
        }
        Pending pending = new Pending(arriving, new CompletableFuture<>(), System.nanoTime());
        if (!queue.offer(pending)) {
            return refused("the ledger cannot keep up");
        }
        replies.expect(pending);
        return pending.future();
    }

    private CompletableFuture<Recorded> refused(String message) {
        metrics.failed();
        return CompletableFuture.failedFuture(new LedgerUnavailableException(message));
    }

    @Override
    public void run() {
        while (running || !queue.isEmpty()) {
            List<Pending> batch = gather();
            if (batch.isEmpty()) {
                connection.check();
            } else {
                write(batch);
            }
        }
        connection.close();
    }

    /** Takes what is there, without waiting for more: under load a batch gathers while the last one commits. */
    private List<Pending> gather() {
        List<Pending> batch = new ArrayList<>();
        try {
            Pending first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
                queue.drainTo(batch, BATCH_MAX - 1);
            }
        } catch (InterruptedException interrupted) {
            running = false;
        }
        batch.removeIf(pending -> pending.future().isDone());
        return batch;
    }

    private void write(List<Pending> batch) {
        List<Arriving> arriving = batch.stream().map(Pending::arriving).toList();
        int reconnects = 0;
        for (int tries = 1; ; tries++) {
            try {
                List<Recorded> recorded = commit.record(connection.get(), arriving, tries > 1);
                metrics.committed(recorded.size());
                replies.recorded(batch, recorded);
                return;
            } catch (SQLException | RuntimeException | Error caught) {
                DatabaseFailure failure = DatabaseFailure.of(caught);
                Throwable failed = DatabaseFailure.withoutValues(caught);
                if (failure == DatabaseFailure.UNAVAILABLE) {
                    connection.close();
                    boolean noConnection = caught instanceof SQLTransientConnectionException;
                    if (noConnection || ++reconnects > RECONNECTS) {
                        waitUntilAvailable(batch, failed);
                        return;
                    }
                    // a restarted or failed over database breaks connections only; what a lost commit left is found
                } else if (failure == DatabaseFailure.ROW || tries == TRIES) {
                    writeHalves(batch, failed);
                    return;
                }
            }
        }
    }

    /** One bad row must not fail the others: halving finds it with few commits. */
    private void writeHalves(List<Pending> batch, Throwable failed) {
        if (batch.size() == 1) {
            Pending bad = batch.get(0);
            LOG.error("{} cannot be recorded", bad.arriving().verified(), failed);
            replies.failed(bad, new LedgerUnavailableException("the notification cannot be recorded", failed));
            return;
        }
        int half = batch.size() / 2;
        for (List<Pending> part : List.of(batch.subList(0, half), batch.subList(half, batch.size()))) {
            if (available) {
                write(part);
            } else {
                failAll(part, failed);
            }
        }
    }

    private void failAll(List<Pending> batch, Throwable failed) {
        LedgerUnavailableException away = new LedgerUnavailableException("the ledger's database is away", failed);
        batch.forEach(pending -> replies.failed(pending, away));
    }

    private void waitUntilAvailable(List<Pending> batch, Throwable failed) {
        available = false;
        LOG.error("The ledger cannot be written; notifications are refused until it can", failed);
        failAll(batch, failed);
        while (running && !connection.isWritable()) {
            failAll(gather(), failed);
        }
        available = true;
        LOG.info("The ledger can be written again");
    }
}
