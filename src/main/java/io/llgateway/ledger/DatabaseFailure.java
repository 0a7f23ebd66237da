package io.llgateway.ledger;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a failed transaction means for its rows. */
enum DatabaseFailure {
    /** Another node was faster or the database picked us as the victim: the same rows again will do. */
    CONFLICT,
    /** A row cannot be stored; the others can. */
    ROW,
    /** The database cannot be reached or written; no row can be stored now. */
    UNAVAILABLE;

    private static final String UNIQUE_VIOLATION = "23505";
    /** H2: concurrent update, row or table not locked in time, deadlock. */
    private static final Set<Integer> H2_CONFLICTS = Set.of(90131, 50200, 40001, 57014);

    static DatabaseFailure of(Throwable failure) {
        if (failure instanceof Error) {
            // PostgreSQL's driver fails an assertion when its connection is cut within a batch
            return UNAVAILABLE;
        }
        SQLException cause = sqlCause(failure);
        if (cause == null) {
            return ROW;
        }
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        if (state.equals(UNIQUE_VIOLATION)
                || state.startsWith("40")
                || state.startsWith("55P03")
                || H2_CONFLICTS.contains(cause.getErrorCode())) {
            return CONFLICT;
        }
        // 22: a value the column does not take; 23: a broken constraint; 54: too large for an index
        boolean row = state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
        return row ? ROW : UNAVAILABLE;
    }

    /**
     * Database drivers print the values of the row that failed, which are the fields of a notification. So only what
     * concerns the connection keeps its message; of everything else remain the codes and where it happened.
     *
     * @return what may be logged and passed on
     */
    static Throwable withoutValues(Throwable failure) {
        SQLException cause = sqlCause(failure);
        if (cause == null || isAboutConnection(cause)) {
            return failure;
        }
        String state = cause.getSQLState();
        SQLException safe =
                new SQLException(cause.getClass().getSimpleName() + ", SQLState " + state, state, cause.getErrorCode());
        safe.setStackTrace(cause.getStackTrace());
        return safe;
    }

    private static boolean isAboutConnection(SQLException failure) {
        String state = failure.getSQLState();
        return failure instanceof SQLTransientConnectionException
                || state != null
                        && (state.startsWith("08") || state.startsWith("57"))
                        && !(failure instanceof BatchUpdateException);
    }

    private static @Nullable SQLException sqlCause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
