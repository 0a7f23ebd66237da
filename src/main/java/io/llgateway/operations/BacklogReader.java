package io.llgateway.operations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the {@link Backlog} from the ledger, at most every few seconds however often it is asked for. */
@Component
class BacklogReader {
    private static final Duration FRESH = Duration.ofSeconds(5);

    /** Every part uses an index that holds the backlog only or begins with the state. */
    private static final String READ = """
            select (select count(*) from outbox where state = 'ready')
                 + (select coalesce(sum(cardinality(event_ids)), 0) from outbox_batch where state = 'ready') as ready,
                   (select count(*) from outbox where state = 'parked')                      as parked,
                   (select min(waiting.at)
                      from (select min(created_at) as at from outbox where state in ('ready', 'parked')
                             union all select min(created_at) from outbox_batch where state = 'ready') waiting) as oldest,
                   (select count(*) from delivery where state = 'waiting')                   as waiting,
                   (select min(next_at) from delivery where state = 'waiting')               as due,
                   (select count(*) from delivery where state = 'dead')                      as dead,
                   (select count(*) from event where state = 'review')
                 + (select count(*) from event where state = 'waiting-confirmation')         as reviews""";

    private final JdbcClient ledger;
    private final Clock clock;
    private final ReentrantLock reading = new ReentrantLock();
    private @Nullable Backlog last;
    private Instant readAt = Instant.EPOCH;

    BacklogReader(JdbcClient ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** @return the backlog, a few seconds old at most; a failing database fails this too */
    Backlog read() {
        reading.lock();
        try {
            Instant now = clock.instant();
            Backlog known = last;
            boolean fresh = !now.isBefore(readAt) && now.isBefore(readAt.plus(FRESH));
            if (known == null || !fresh) {
                known = ledger.sql(READ)
                        .query((row, number) -> backlog(row, now))
                        .single();
                last = known;
                readAt = now;
            }
            return known;
        } finally {
            reading.unlock();
        }
    }

    private static Backlog backlog(ResultSet row, Instant now) throws SQLException {
        long parked = row.getLong("parked");
        return new Backlog(
                row.getLong("ready") + parked,
                secondsSince(row, "oldest", now),
                parked,
                row.getLong("waiting"),
                secondsSince(row, "due", now),
                row.getLong("dead"),
                row.getLong("reviews"));
    }

    private static double secondsSince(ResultSet row, String column, Instant now) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null
                ? 0
                : Math.max(0, Duration.between(time.toInstant(), now).toMillis() / 1000.0);
    }
}
