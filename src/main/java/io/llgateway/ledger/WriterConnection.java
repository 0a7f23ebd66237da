package io.llgateway.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer's own connection, kept from batch to batch: no reader can use up the pool and starve the writer. Used by
 * one thread.
 */
final class WriterConnection {
    private static final Logger LOG = LoggerFactory.getLogger(WriterConnection.class);
    private static final long TRUSTED_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long CHECKED_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int VALIDATION_SECONDS = 1;
    /** Any statement finds out that H2 has closed its database; isValid() does not. */
    static final String PROBE = "select 1";

    private final LedgerDatabase database;
    private @Nullable Connection connection;
    private long usedAt;

    WriterConnection(LedgerDatabase database) {
        this.database = database;
    }

    /** @return an open connection, checked when it was idle */
    Connection get() throws SQLException {
        Connection current = connection;
        if (current != null && System.nanoTime() - usedAt > TRUSTED_NANOS && !current.isValid(VALIDATION_SECONDS)) {
            close();
            current = null;
        }
        if (current == null) {
            current = database.open();
            connection = current;
        }
        usedAt = System.nanoTime();
        return current;
    }

    /**
     * To be called while there is nothing to write: finds out that an embedded database has closed itself, which can be
     * opened again only when this connection is given up, too.
     */
    void check() {
        Connection current = connection;
        if (current == null || System.nanoTime() - usedAt < CHECKED_NANOS) {
            return;
        }
        usedAt = System.nanoTime();
        try {
            if (database.isEmbedded(current)) {
                Sql.query(current, PROBE, row -> row.getInt(1));
                current.rollback();
            }
        } catch (SQLException closed) {
            close();
        }
    }

    /** @return whether a row could be written durably just now */
    boolean isWritable() {
        try {
            LedgerProbe.write(database, get(), UUID.randomUUID());
            return true;
        } catch (SQLException | RuntimeException failed) {
            LOG.debug("The ledger still cannot be written", DatabaseFailure.withoutValues(failed));
            close();
            return false;
        }
    }

    void close() {
        Connection current = connection;
        connection = null;
        if (current != null) {
            try {
                current.close();
            } catch (SQLException failed) {
                LOG.debug("A broken connection could not be closed", failed);
            }
        }
    }
}
