package io.llgateway.ledger;

import io.llgateway.message.EventMessage;
import io.llgateway.notification.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Keeps refused messages for operators, rate-bounded, and never in the way of genuine ones: a thread of its own writes
 * at most {@value #RATE} a second ({@value #BURST} at once), the newest {@value #KEPT} for 30 days at most. Everything
 * beyond is only counted: {@code gateway.refused} by reason, {@code gateway.refused.unrecorded}, and in one line of log a
 * minute.
 */
@Component
public final class Refusals implements DisposableBean {
    private static final int RATE = 20;
    private static final int BURST = 100;
    private static final int BATCH_MAX = 50;
    private static final int KEPT = 100_000;
    private static final Duration KEPT_FOR = Duration.ofDays(30);
    private static final long IDLE_MILLIS = 250;
    private static final long STOP_MILLIS = 2000;

    private static final String INSERT_REFUSAL = """
            insert into refusal (id, channel, kind, reason, source_address, received_at, body_size, digest)
            values (?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String INSERT_OUTBOX = """
            insert into outbox (message_id, subject_id, type, channel, body, state, attempt, created_at)
            values (?, ?, ?, ?, ?, 'ready', 0, ?)""";
    private static final String TOO_OLD = """
            select id from refusal
             where received_at < ? or id < (select id from refusal order by id desc limit 1 offset ?)
             order by id limit 1000""";

    private final LedgerDatabase database;
    private final EventMessage messages;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Counter unrecorded;
    private final EventIds ids;
    private final RefusalLog log = new RefusalLog();
    private final TokenBucket bucket = new TokenBucket(RATE, BURST);
    private final BlockingQueue<Refusal> queue = new ArrayBlockingQueue<>(BURST);
    private final Thread thread = new Thread(this::drain, "ledger-refusals");
    private volatile boolean running = true;

    /** Starts the thread. */
    public Refusals(LedgerDatabase database, EventMessage messages, Clock clock, MeterRegistry meters) {
        this.database = database;
        this.messages = messages;
        this.clock = clock;
        this.meters = meters;
        this.ids = new EventIds(clock);
        unrecorded = Counter.builder("gateway.refused.unrecorded")
                .description("Refused messages that were only counted, because there were too many")
                .register(meters);
        thread.setDaemon(true);
        thread.start();
    }

    /** Counts the refusal, and keeps a row and an outbox row for {@code lianlian.rejected} while the rate allows. */
    public void record(Refusal refusal) {
        meters.counter(
                        "gateway.refused",
                        "reason",
                        refusal.reason(),
                        "channel",
                        refusal.channel().code())
                .increment();
        log.count(refusal);
        if (!bucket.take() || !queue.offer(refusal)) {
            unrecorded.increment();
        }
    }

    private void drain() {
        long removedAt = System.nanoTime();
        while (running || !queue.isEmpty()) {
            try {
                List<Refusal> batch = new ArrayList<>();
                Refusal first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, BATCH_MAX - 1);
                    store(batch);
                }
                log.write();
                if (System.nanoTime() - removedAt > TimeUnit.MINUTES.toNanos(1)) {
                    removedAt = System.nanoTime();
                    removeOld(KEPT);
                }
            } catch (InterruptedException interrupted) {
                running = false;
            } catch (RuntimeException failed) {
                // a refusal is news, not money: it is counted, and lost when the ledger is away
                log.lost(failed);
            }
        }
    }

    private void store(List<Refusal> refusals) {
        Instant now = clock.instant();
        List<Row> rows =
                refusals.stream().map(refusal -> new Row(ids.next(), refusal)).toList();
        database.transaction(connection -> {
            Sql.batch(connection, INSERT_REFUSAL, rows, row -> new Object[] {
                row.id,
                row.refusal.channel().code(),
                row.refusal.kind().code(),
                row.refusal.reason(),
                row.refusal.sourceAddress(),
                row.refusal.receivedAt(),
                row.refusal.size(),
                row.refusal.digest()
            });
            Sql.batch(connection, INSERT_OUTBOX, rows, row -> new Object[] {
                row.id,
                row.id,
                EventMessage.REJECTED_TYPE,
                row.refusal.channel().code(),
                messages.rejected(row.id, row.refusal),
                now
            });
            return rows;
        });
    }

    /** Removes what is too old or too much, with its outbox rows, in steps that hold nobody up. */
    void removeOld(int kept) {
        Instant oldest = clock.instant().minus(KEPT_FOR);
        int removed;
        do {
            removed = database.transaction(connection -> {
                List<UUID> old = Sql.query(connection, TOO_OLD, row -> Sql.uuid(row, "id"), oldest, kept - 1);
                if (!old.isEmpty()) {
                    var array = connection.createArrayOf("uuid", old.toArray());
                    Sql.update(connection, "delete from outbox where subject_id = any(?)", array);
                    Sql.update(connection, "delete from refusal where id = any(?)", array);
                }
                return old.size();
            });
        } while (removed > 0);
    }

    @Override
    public void destroy() {
        running = false;
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private record Row(UUID id, Refusal refusal) {}
}
