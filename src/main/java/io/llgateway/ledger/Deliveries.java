package io.llgateway.ledger;

import io.llgateway.ledger.DeliveryAttempt.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Due webhook deliveries and what became of them. Safe for several nodes; their clocks must agree within a few seconds.
 * Every method throws {@link LedgerUnavailableException} when the database fails; an attempt that could not be stored
 * is made again when its lease has ended.
 */
@Component
public class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    /** The condition on next_at uses the index; a lease that ends later than any can was made before a clock went back. */
    private static final String DUE = """
            select id from delivery
             where state = 'waiting' and next_at <= ? and (lease_until is null or lease_until <= ? or lease_until > ?)
            %s limit ? for update skip locked""";

    private static final String CLAIMED = """
            select d.id, d.event_id, d.attempt, e.message
              from delivery d join event e on e.id = d.event_id where d.id = any(?) order by d.id""";

    private static final String ATTEMPT = """
            insert into delivery_attempt (delivery_id, attempt, started_at, millis, status, error)
            values (?, ?, ?, ?, ?, ?)""";

    /** The state is wrapped to be no index condition: on young statistics PostgreSQL would walk all waiting rows by it. */
    private static final String ENDED = """
            update delivery set state = ?, attempt = attempt + 1, next_at = null, lease_until = null
             where id = any(?) and coalesce(state, '') = 'waiting'""";

    private static final String AGAIN = """
            update delivery set attempt = attempt + 1, next_at = ?, lease_until = null
             where id = ? and coalesce(state, '') = 'waiting'""";

    private static final String GIVEN_BACK =
            "update delivery set lease_until = null where id = any(?) and coalesce(state, '') = 'waiting'";

    /** Rows whose pause was counted from a time that is still to come: their last attempt, or their record, lies ahead. */
    private static final String NOT_DUE_FOR_LONG = """
            update delivery set next_at = ?
             where state = 'waiting' and next_at > ? and (attempt = 0 or exists (
                   select 1 from delivery_attempt a
                    where a.delivery_id = delivery.id and a.attempt = delivery.attempt and a.started_at > ?))""";

    private final LedgerDatabase database;
    private final Clock clock;
    private final ClockWatch watch;

    /** @param clock for due times and leases */
    public Deliveries(LedgerDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.watch = new ClockWatch(clock);
    }

    /**
     * Claims due deliveries; a claim that is not finished within the lease is due again.
     *
     * @param limit at most so many
     * @param lease longer than one attempt can take
     */
    public List<Delivery> claimDue(int limit, Duration lease) {
        watch.whenSetBack(this::makeDue);
        return database.takeOut(connection -> claimDue(connection, limit, lease));
    }

    /** A delivery must not wait as long as the clock was set back, so it is tried now, ahead of its schedule. */
    private void makeDue() {
        Instant now = clock.instant();
        Instant ahead = now.plus(ClockWatch.NOISE);
        int rows = database.transaction(connection -> {
            database.expectLongAnswers(connection);
            return Sql.update(connection, NOT_DUE_FOR_LONG, now, ahead, ahead);
        });
        if (rows > 0) {
            LOG.warn("The clock was set back: {} deliveries that waited for a time ahead are due now", rows);
        }
    }

    private List<Delivery> claimDue(Connection connection, int limit, Duration lease) throws SQLException {
        Instant now = clock.instant();
        // H2 would lock the whole backlog to sort it
        String due = DUE.formatted(database.isEmbedded(connection) ? "" : "order by next_at");
        Instant impossible = now.plus(lease.multipliedBy(2));
        List<Long> ids = Sql.query(connection, due, row -> row.getLong(1), now, now, impossible, limit);
        if (ids.isEmpty()) {
            return List.of();
        }
        Sql.update(
                connection,
                "update delivery set lease_until = ? where id = any(?)",
                now.plus(lease),
                Sql.numbers(connection, ids));
        return Sql.query(
                connection,
                CLAIMED,
                row -> new Delivery(
                        row.getLong("id"),
                        Sql.uuid(row, "event_id"),
                        row.getInt("attempt") + 1,
                        row.getString("message")),
                Sql.numbers(connection, ids));
    }

    /** Stores attempts and what follows from them, in one commit. */
    public void record(List<DeliveryAttempt> attempts) {
        List<DeliveryAttempt> made = attempts.stream()
                .filter(attempt -> attempt.verdict() != Verdict.NOT_MADE)
                .toList();
        database.transaction(connection -> {
            Sql.batch(connection, ATTEMPT, made, attempt -> new Object[] {
                attempt.delivery().rowId(),
                attempt.delivery().attempt(),
                attempt.startedAt(),
                attempt.millis(),
                attempt.status(),
                attempt.error()
            });
            end(connection, "done", rows(attempts, Verdict.DONE));
            end(connection, "dead", rows(attempts, Verdict.DEAD));
            Sql.batch(connection, AGAIN, withVerdict(attempts, Verdict.AGAIN), attempt -> new Object[] {
                attempt.nextAt() == null ? clock.instant() : attempt.nextAt(),
                attempt.delivery().rowId()
            });
            giveBack(connection, rows(attempts, Verdict.NOT_MADE));
            return attempts;
        });
    }

    /** Makes deliveries due again, as they were before they were leased. */
    void giveBack(List<Delivery> deliveries) {
        List<Long> rows = deliveries.stream().map(Delivery::rowId).toList();
        database.transaction(connection -> {
            giveBack(connection, rows);
            return rows;
        });
    }

    private static void giveBack(Connection connection, List<Long> rows) throws SQLException {
        if (!rows.isEmpty()) {
            Sql.update(connection, GIVEN_BACK, Sql.numbers(connection, rows));
        }
    }

    private static void end(Connection connection, String state, List<Long> rows) throws SQLException {
        if (!rows.isEmpty()) {
            Sql.update(connection, ENDED, state, Sql.numbers(connection, rows));
        }
    }

    private static List<Long> rows(List<DeliveryAttempt> attempts, Verdict verdict) {
        return withVerdict(attempts, verdict).stream()
                .map(attempt -> attempt.delivery().rowId())
                .toList();
    }

    private static List<DeliveryAttempt> withVerdict(List<DeliveryAttempt> attempts, Verdict verdict) {
        return attempts.stream().filter(attempt -> attempt.verdict() == verdict).toList();
    }
}
