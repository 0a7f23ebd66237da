package io.llgateway.ledger;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the embedded database anew after it has closed itself. H2 does so at the first write error, a full disk for
 * example. From then on all connections to it fail, and it can be opened again when the last of them is gone, so the
 * pool is held up and emptied. What was acknowledged is in the file; the rest is refused meanwhile.
 */
final class H2Reopening implements SQLExceptionOverride {
    private static final Logger LOG = LoggerFactory.getLogger(H2Reopening.class);

    /** Closed, closed at shutdown, input or output failed (twice), general error: how a failed write or sync ends. */
    private static final Set<String> BROKEN = Set.of("90098", "90121", "90028", "90031", "HY000");

    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long STEP_MILLIS = 20;
    /** A connection is counted as gone a moment before it is closed. */
    private static final long CLOSING_MILLIS = 100;

    private final HikariDataSource pool;
    private final AtomicBoolean running = new AtomicBoolean();

    /** @param pool of connections to H2, which may be suspended */
    H2Reopening(HikariDataSource pool) {
        this.pool = pool;
    }

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        if (!BROKEN.contains(String.valueOf(failure.getSQLState()))) {
            return Override.CONTINUE_EVICT;
        }
        if (running.compareAndSet(false, true)) {
            new Thread(this::reopen, "ledger-reopening").start();
        }
        return Override.MUST_EVICT;
    }

    private void reopen() {
        LOG.warn("The embedded database has failed and is opened again");
        HikariPoolMXBean connections = pool.getHikariPoolMXBean();
        connections.suspendPool();
        try {
            connections.softEvictConnections();
            long end = System.nanoTime() + MOST_NANOS;
            while (connections.getTotalConnections() > 0 && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
            }
            TimeUnit.MILLISECONDS.sleep(CLOSING_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            connections.resumePool();
            running.set(false);
        }
    }
}
