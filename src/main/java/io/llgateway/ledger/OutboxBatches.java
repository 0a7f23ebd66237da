package io.llgateway.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@link OutboxBatch}es. A batch is sent whole by the node that recorded it, or it is taken apart into rows of
 * the outbox, where each message is claimed, sent or parked for itself: after a failure, and when its claim has expired.
 */
final class OutboxBatches {
    private static final String INSERT = """
            insert into outbox_batch (id, event_ids, state, claimed_until, created_at)
            values (?, ?, 'ready', ?, ?)""";

    private static final String SENT = """
            update outbox_batch set state = 'sent', queues = ?, sent_at = ?, claimed_until = null
             where id = ? and state = 'ready'""";

    private static final String ONE = """
            select id, event_ids, claimed_until, created_at from outbox_batch where id = ? and state = 'ready'
               for update""";

    /** As in the outbox, a claim that ends later than any can end does not count. */
    private static final String EXPIRED = """
            select id, event_ids, cast(null as timestamp with time zone) as claimed_until, created_at from outbox_batch
             where state = 'ready' and (claimed_until <= ? or claimed_until > ?)
             limit ? for update skip locked""";

    private static final String DELETE = "delete from outbox_batch where id = ?";

    private static final String TO_OUTBOX = """
            insert into outbox (message_id, subject_id, type, channel, state, claimed_until, attempt, created_at)
            select e.id, e.id, 'lianlian.' || e.kind || '.' || e.outcome, e.channel, 'ready',
                   cast(? as timestamp with time zone), 0, cast(? as timestamp with time zone)
              from event e where e.id = any(?) order by e.id""";

    private OutboxBatches() {}

    static void insert(Connection connection, OutboxBatch batch, Instant claimedUntil, Instant now)
            throws SQLException {
        Sql.update(connection, INSERT, batch.id(), Sql.ids(connection, batch.eventIds()), claimedUntil, now);
    }

    /**
     * @param queues of each batch the queue of each event, in the batch's order
     * @return those that are marked now; the others have been taken apart meanwhile
     */
    static Set<OutboxBatch> markSent(Connection connection, Map<OutboxBatch, List<String>> queues, Instant now)
            throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        for (Map.Entry<OutboxBatch, List<String>> sent : queues.entrySet()) {
            List<String> each = sent.getValue();
            List<String> different = new HashSet<>(each).size() == 1 ? each.subList(0, 1) : each;
            rows.add(new Object[] {
                Sql.texts(connection, different), now, sent.getKey().id()
            });
        }
        int[] counts = Sql.batch(connection, SENT, rows, row -> row);
        Set<OutboxBatch> marked = new HashSet<>();
        int next = 0;
        for (OutboxBatch batch : queues.keySet()) {
            if (counts[next++] == 1) {
                marked.add(batch);
            }
        }
        return marked;
    }

    /** Makes rows of the outbox of it, claimed as it was; nothing when that has happened already, or when it was sent. */
    static void takeApart(Connection connection, OutboxBatch batch) throws SQLException {
        takeApart(connection, Sql.query(connection, ONE, OutboxBatches::row, batch.id()));
    }

    /** Makes rows of the outbox of batches whose node has not sent them in time; nobody has claimed them then. */
    static void takeExpiredApart(Connection connection, Instant now, Instant impossible, int limit)
            throws SQLException {
        takeApart(connection, Sql.query(connection, EXPIRED, OutboxBatches::row, now, impossible, limit));
    }

    private static void takeApart(Connection connection, Collection<Row> batches) throws SQLException {
        for (Row batch : batches) {
            Sql.update(connection, DELETE, batch.id);
            Sql.update(connection, TO_OUTBOX, batch.claimedUntil, batch.createdAt, Sql.ids(connection, batch.eventIds));
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        Object[] ids = (Object[]) row.getArray("event_ids").getArray();
        return new Row(
                row.getLong("id"),
                Arrays.stream(ids).map(UUID.class::cast).toList(),
                row.getObject("claimed_until") == null ? null : Sql.instant(row, "claimed_until"),
                Sql.instant(row, "created_at"));
    }

    private record Row(
            long id, List<UUID> eventIds, @Nullable Instant claimedUntil, Instant createdAt) {}
}
