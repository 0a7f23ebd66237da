package io.llgateway.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Whether the ledger can be written: writes and removes a row, at most once a second, and waits at most 2 s for it. */
@Component
public class LedgerProbe implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerProbe.class);
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long WAIT_SECONDS = 2;

    private final LedgerDatabase database;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(Threads.named("ledger-probe"));
    private @Nullable Future<Boolean> running;
    private boolean writable;
    private long checkedAt = System.nanoTime() - FRESH_NANOS;

    /** @param database the ledger's */
    public LedgerProbe(LedgerDatabase database) {
        this.database = database;
    }

    /** @return whether a row could be written durably within the last second or now; false when that takes over 2 s */
    public synchronized boolean writable() {
        if (System.nanoTime() - checkedAt >= FRESH_NANOS) {
            Future<Boolean> check = running == null ? thread.submit(this::tryToWrite) : running;
            running = check;
            try {
                writable = check.get(WAIT_SECONDS, TimeUnit.SECONDS);
                running = null;
            } catch (TimeoutException slow) {
                // it still runs and is asked again next time, so that checks cannot pile up
                writable = false;
            } catch (ExecutionException failed) {
                LOG.warn("The ledger cannot be written", DatabaseFailure.withoutValues(failed));
                writable = false;
                running = null;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
            checkedAt = System.nanoTime();
        }
        return writable;
    }

    /** Writes and removes one row, each durably. */
    static void write(LedgerDatabase database, Connection connection, UUID id) throws SQLException {
        try {
            Sql.update(connection, "insert into ledger_probe (id) values (?)", id);
            database.commitDurably(connection);
            Sql.update(connection, "delete from ledger_probe where id = ?", id);
            connection.commit();
        } catch (SQLException | RuntimeException failed) {
            LedgerDatabase.rollback(connection, failed);
            throw failed;
        }
    }

    private boolean tryToWrite() {
        try (Connection connection = database.open()) {
            write(database, connection, UUID.randomUUID());
            return true;
        } catch (SQLException | RuntimeException failed) {
            LOG.warn(
                    "The ledger cannot be written: {}",
                    DatabaseFailure.withoutValues(failed).toString());
            return false;
        }
    }

    @Override
    public void destroy() {
        thread.shutdownNow();
    }
}
