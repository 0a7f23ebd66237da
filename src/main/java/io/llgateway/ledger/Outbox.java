package io.llgateway.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What still has to leave for the queues. Claims expire after 30 s, so a hung node's rows are taken by another. Safe for
 * several dispatchers and nodes; their clocks must agree within a few seconds. Every method throws
 * {@link LedgerUnavailableException} when the database fails; nothing is lost then, the claims expire.
 */
@Component
public class Outbox {
    /** How long a claimed row is nobody else's. */
    public static final Duration CLAIM = Duration.ofSeconds(30);

    private static final Duration RELEASED = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int LONGEST_DOUBLING = 9;
    private static final int REASON_LENGTH = 500;

    /** A claim that ends later than any can end was made by a clock that has been set back since: it does not count. */
    private static final String READY = """
            select id from outbox
             where state = 'ready' and (claimed_until is null or claimed_until <= ? or claimed_until > ?)
            %s limit ? for update skip locked""";

    private static final String PARKED = """
            select id from outbox where state = 'parked' and (next_at <= ? or next_at > ?)
             limit ? for update skip locked""";

    private static final String CLAIM_ROWS =
            "update outbox set state = 'ready', next_at = null, claimed_until = ? where id = any(?)";

    private static final String CLAIMED = """
            select o.id, o.message_id, o.type, o.channel, o.body, o.redrive, e.kind, e.outcome, e.result, e.pay_type,
                   e.oid_partner, e.order_number, e.lianlian_number, e.message
              from outbox o left join event e on e.id = o.subject_id
             where o.id = any(?) order by o.created_at, o.id""";

    private static final String SENT = """
            update outbox set state = 'sent', queue = ?, sent_at = ?, claimed_until = null, next_at = null, reason = null
             where id = any(?)""";

    /** The rows of messages that left their batch; by their events, since they had no rows when they were claimed. */
    private static final String OUT_OF_BATCH = """
            select id from outbox
             where subject_id = any(?) and message_id = subject_id and redrive is null and coalesce(state, '') <> 'sent'""";

    private static final String PARK = """
            update outbox set state = 'parked', claimed_until = null, next_at = ?, attempt = ?, reason = ?
             where id = ?""";

    /** Wrapped to be no index condition: on young statistics PostgreSQL would walk all ready rows by it. */
    private static final String IS_READY = "coalesce(state, '') = 'ready'";

    private final LedgerDatabase database;
    private final Clock clock;

    /** @param clock for claims and pauses */
    public Outbox(LedgerDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @return how often this node has recorded something; to be asked before a claim and given to awaitRecorded */
    public long recorded() {
        return database.commits().count();
    }

    /** Wakes who waits for something recorded. */
    void wake() {
        database.commits().raise();
    }

    /**
     * Waits until this node has recorded something since, at most so long. Only a hint: rows of another node, and parked
     * rows that are due again, are found by asking now and then.
     */
    public void awaitRecorded(long since, Duration atMost) {
        database.commits().await(since, atMost);
    }

    /** @return up to {@code limit} claimed rows, oldest first as far as the database allows; empty when none is due */
    public List<OutboxMessage> claim(int limit) {
        return database.takeOut(connection -> claim(connection, limit));
    }

    private List<OutboxMessage> claim(Connection connection, int limit) throws SQLException {
        Instant now = clock.instant();
        OutboxBatches.takeExpiredApart(connection, now, now.plus(CLAIM.multipliedBy(2)), limit);
        // H2 would lock the whole backlog to sort it; its index returns the rows in order anyway
        String ready = READY.formatted(database.isEmbedded(connection) ? "" : "order by created_at");
        List<Long> ids = new ArrayList<>(
                Sql.query(connection, ready, row -> row.getLong(1), now, now.plus(CLAIM.multipliedBy(2)), limit));
        if (ids.size() < limit) {
            Instant impossible = now.plus(LONGEST_PAUSE.multipliedBy(2));
            ids.addAll(Sql.query(connection, PARKED, row -> row.getLong(1), now, impossible, limit - ids.size()));
        }
        if (ids.isEmpty()) {
            return List.of();
        }
        Sql.update(connection, CLAIM_ROWS, now.plus(CLAIM), Sql.numbers(connection, ids));
        return Sql.query(connection, CLAIMED, Outbox::message, Sql.numbers(connection, ids));
    }

    /**
     * Marks messages as sent.
     *
     * @param queues the queue each message went to
     */
    public void markSent(Map<OutboxMessage, String> queues) {
        Instant now = clock.instant();
        database.transaction(connection -> {
            Set<OutboxBatch> marked = OutboxBatches.markSent(connection, whole(queues), now);
            Map<String, List<OutboxMessage>> alone = new HashMap<>();
            queues.forEach((message, queue) -> {
                if (!marked.contains(message.batch())) {
                    alone.computeIfAbsent(queue, none -> new ArrayList<>()).add(message);
                }
            });
            for (Map.Entry<String, List<OutboxMessage>> sent : alone.entrySet()) {
                List<Long> rows = rows(connection, sent.getValue());
                Sql.update(connection, SENT, sent.getKey(), now, Sql.numbers(connection, rows));
            }
            return queues;
        });
    }

    /** @return the batches of which every message was sent, with the queue of each in the batch's order */
    private static Map<OutboxBatch, List<String>> whole(Map<OutboxMessage, String> queues) {
        Map<OutboxBatch, Map<UUID, String>> byBatch = new HashMap<>();
        queues.forEach((message, queue) -> {
            if (message.batch() != null) {
                byBatch.computeIfAbsent(message.batch(), none -> new HashMap<>())
                        .put(message.getMessageId(), queue);
            }
        });
        Map<OutboxBatch, List<String>> whole = new HashMap<>();
        byBatch.forEach((batch, queueByEvent) -> {
            if (queueByEvent.size() == batch.eventIds().size()) {
                whole.put(
                        batch, batch.eventIds().stream().map(queueByEvent::get).toList());
            }
        });
        return whole;
    }

    private static Set<OutboxBatch> batches(Collection<OutboxMessage> messages) {
        return messages.stream()
                .map(OutboxMessage::batch)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** @return rows of their own for these messages: what is in a batch is taken out of it */
    private static List<Long> rows(Connection connection, Collection<OutboxMessage> messages) throws SQLException {
        List<Long> rows = new ArrayList<>();
        List<UUID> events = new ArrayList<>();
        for (OutboxMessage message : messages) {
            if (message.batch() == null) {
                rows.add(message.getRowId());
            } else {
                events.add(message.getMessageId());
            }
        }
        for (OutboxBatch batch : batches(messages)) {
            OutboxBatches.takeApart(connection, batch);
        }
        if (!events.isEmpty()) {
            rows.addAll(Sql.query(connection, OUT_OF_BATCH, row -> row.getLong(1), Sql.ids(connection, events)));
        }
        return rows;
    }

    /** Parks one row with its reason and a next try (1 s, doubling, at most 5 min); visible to operators meanwhile. */
    public void park(OutboxMessage message, String reason) {
        Instant now = clock.instant();
        database.transaction(connection -> {
            List<Long> rows = rows(connection, List.of(message));
            for (long row : rows) {
                park(connection, row, now, reason);
            }
            return rows;
        });
    }

    private static void park(Connection connection, long row, Instant now, String reason) throws SQLException {
        List<Integer> attempts = Sql.query(
                connection,
                "select attempt from outbox where id = ? and " + IS_READY + " for update",
                found -> found.getInt(1),
                row);
        for (int attempt : attempts) {
            Sql.update(
                    connection,
                    PARK,
                    now.plus(pause(attempt)),
                    attempt + 1,
                    reason.substring(0, Math.min(reason.length(), REASON_LENGTH)),
                    row);
        }
    }

    /** Gives claimed rows back at once, because nothing could be sent (broker away): they are due again in 1 s. */
    public void release(List<OutboxMessage> messages) {
        Instant until = clock.instant().plus(RELEASED);
        database.transaction(connection -> Sql.update(
                connection,
                "update outbox set claimed_until = ? where id = any(?) and " + IS_READY,
                until,
                Sql.numbers(connection, rows(connection, messages))));
    }

    private static Duration pause(int attempt) {
        Duration pause = Duration.ofSeconds(1L << Math.min(attempt, LONGEST_DOUBLING));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private static OutboxMessage message(ResultSet row) throws SQLException {
        String type = row.getString("type");
        String own = row.getString("body");
        return new OutboxMessage(
                row.getLong("id"),
                null,
                Sql.uuid(row, "message_id"),
                type,
                orEmpty(row.getString("kind")),
                OutboxMessage.outcome(type, row.getString("outcome")),
                row.getString("channel"),
                orEmpty(row.getString("result")),
                orEmpty(row.getString("pay_type")),
                orEmpty(row.getString("oid_partner")),
                orEmpty(row.getString("order_number")),
                orEmpty(row.getString("lianlian_number")),
                own == null ? row.getString("message") : own,
                row.getString("redrive"));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
