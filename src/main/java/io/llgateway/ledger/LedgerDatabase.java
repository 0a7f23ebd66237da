package io.llgateway.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.stereotype.Component;

/**
 * The ledger's database, H2 or PostgreSQL, so that no call can hang: getting a connection is bounded by the pool's
 * setting, every answer of the server by {@link #ANSWER_MILLIS}.
 */
@Component
@DependsOnDatabaseInitialization
public class LedgerDatabase {
    /** Longest wait for one answer of the database server; below the 4 s in which a notification is answered. */
    private static final int ANSWER_MILLIS = 3000;

    private static final int LONG_ANSWER_MILLIS = 300_000;

    private static final Executor SAME_THREAD = Runnable::run;

    private final DataSource dataSource;
    private final CommitSignal commits = new CommitSignal();
    private volatile @Nullable Boolean embedded;

    /** @param dataSource a pool with a bounded wait, its schema migrated */
    public LedgerDatabase(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** @return a connection with manual commit; the caller closes it */
    Connection open() throws SQLException {
        Connection connection = dataSource.getConnection();
        try {
            connection.setAutoCommit(false);
            if (!isEmbedded(connection)) {
                connection.setNetworkTimeout(SAME_THREAD, ANSWER_MILLIS);
            }
            return connection;
        } catch (SQLException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }

    /** Lets the rest of the transaction take minutes, for a rare statement on many rows that nobody waits for. */
    void expectLongAnswers(Connection connection) throws SQLException {
        if (!isEmbedded(connection)) {
            connection.setNetworkTimeout(SAME_THREAD, LONG_ANSWER_MILLIS);
        }
    }

    /**
     * Runs one transaction.
     *
     * @throws LedgerUnavailableException when it failed; it is rolled back then, unless its commit got lost
     */
    <T> T transaction(Work<T> work) {
        try (Connection connection = open()) {
            try {
                T result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException failed) {
                rollback(connection, failed);
                throw failed;
            }
        } catch (SQLException failed) {
            throw new LedgerUnavailableException("the ledger's database failed", DatabaseFailure.withoutValues(failed));
        }
    }

    /**
     * Commits so that a power loss cannot take it back. PostgreSQL's commit does; H2's leaves it to the operating
     * system, so it is told to sync: one fsync.
     */
    void commitDurably(Connection connection) throws SQLException {
        connection.commit();
        sync(connection);
    }

    /**
     * Runs one transaction that takes out what others recorded. H2 shows rows from their commit on, which is before
     * their sync: what is taken out must not leave the gateway before a crash can no longer take its record back.
     */
    <T> List<T> takeOut(Work<List<T>> work) {
        return transaction(connection -> {
            List<T> taken = work.run(connection);
            if (!taken.isEmpty()) {
                connection.commit();
                sync(connection);
            }
            return taken;
        });
    }

    /**
     * After a commit of others: makes it survive a power loss, as {@link #commitDurably} does, and sends what it made ready.
     *
     * @throws LedgerUnavailableException when that failed: it is committed, and may be lost
     */
    public void makeDurable() {
        transaction(connection -> {
            sync(connection);
            return connection;
        });
        commits.raise();
    }

    private void sync(Connection connection) throws SQLException {
        if (isEmbedded(connection)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CHECKPOINT SYNC");
            }
        }
    }

    /** @return raised whenever this node has recorded something new to send */
    CommitSignal commits() {
        return commits;
    }

    /** Rolls back what failed, so that the failure stays the one that is reported. */
    static void rollback(Connection connection, Throwable failed) {
        try {
            connection.rollback();
        } catch (SQLException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }

    /** @return whether this is H2 and not PostgreSQL */
    boolean isEmbedded(Connection connection) throws SQLException {
        Boolean known = embedded;
        if (known == null) {
            known = connection.getMetaData().getDatabaseProductName().equals("H2");
            embedded = known;
        }
        return known;
    }

    /** What one transaction does. */
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }
}
