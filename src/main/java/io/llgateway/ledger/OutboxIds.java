package io.llgateway.ledger;

import java.sql.Connection;
import java.sql.SQLException;

/** Ids of rows of outbox and deliveries, taken from the database a thousand at a time. Used by one thread. */
final class OutboxIds {
    /** The step of the sequence. */
    private static final int BLOCK = 1000;

    private long next;
    private long end;

    /** @return an id that no other row has, on any node */
    long next(Connection connection) throws SQLException {
        if (next == end) {
            next = Sql.query(connection, "select nextval('outbox_row')", row -> row.getLong(1))
                    .get(0);
            end = next + BLOCK;
        }
        return next++;
    }

    /**
     * To be called when a transaction failed: a database that dies with it may not remember what it gave out, and give
     * it out again.
     */
    void forget() {
        next = end;
    }
}
