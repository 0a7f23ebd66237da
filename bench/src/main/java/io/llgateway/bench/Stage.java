package io.llgateway.bench;

import io.llgateway.bench.load.ClosedLoad;
import io.llgateway.bench.load.Notifications;
import io.llgateway.bench.load.OpenLoad;
import io.llgateway.bench.machine.Broker;
import io.llgateway.bench.machine.Postgres;
import io.llgateway.bench.machine.Queues;
import io.llgateway.bench.machine.Usage;
import io.llgateway.bench.machine.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A database, a broker and signed notifications, on which variants take turns; after every turn the counts must balance. */
public final class Stage implements AutoCloseable {
    /**
     * What a variant keeps, one row per acknowledged notification. The floor keeps nothing. Of a preloaded ledger only
     * what this run added is counted, by the index of days: counting all before each turn would read through the whole
     * ledger and leave the database's buffers full of that.
     */
    private static final Map<String, String> ROWS = Map.of(
            "hand-written", "select count(*) from notification",
            "plain-camel", "select count(*) from camel_messageprocessed",
            "gateway", "select count(*) from event where received_on >= current_date - 1");

    private static final String LOG_BYTES = "select pg_current_wal_lsn() - '0/0'";

    private static final long PRELOAD_STEP = 500_000;
    private static final int PATIENCE_SECONDS = 120;

    final Notifications notifications = new Notifications();
    final Postgres database = new Postgres();
    final Broker broker = new Broker();
    final Queues queues = new Queues(broker.url());

    /**
     * A turn at full speed.
     *
     * @param rate acknowledged, and on the queue one second after the last answer, per second
     * @param late acknowledged but not yet queued one second after the last answer
     * @param cpuMicros per notification, until everything was queued
     * @param databaseMicros of the database's processes, likewise
     * @param brokerMicros of the broker's process, likewise
     * @param kilobytes allocated per notification
     * @param logKilobytes written to the database's write-ahead log per notification
     */
    record Turn(
            double rate,
            long late,
            double cpuMicros,
            double databaseMicros,
            double brokerMicros,
            double kilobytes,
            double logKilobytes) {}

    Stage() throws Exception {}

    /** Starts a variant on a database of its own. */
    Variant start(String name, List<String> flags, String... settings) throws Exception {
        database.create(name);
        return Variant.start(name, database, broker, notifications, flags, settings);
    }

    /** Starts an ERP that answers 200 to every webhook at once. */
    Variant startErp() throws Exception {
        return Variant.start("erp", database, broker, notifications, Settings.JAVA_FLAGS);
    }

    /** Fills a started gateway's ledger with dispatched events of earlier days. */
    void preload(String name, long events) throws Exception {
        String sql = Files.readString(Settings.ROOT.resolve("bench/preload.sql"));
        for (long from = 0; from < events; from += PRELOAD_STEP) {
            long to = Math.min(events, from + PRELOAD_STEP);
            database.execute(name, sql.replace(":first", Long.toString(from)).replace(":last", Long.toString(to - 1)));
            System.out.printf("%s: %,d events preloaded%n", name, to);
        }
        database.execute(name, "vacuum analyze");
    }

    /** Loads a variant at full speed for so many seconds, nothing measured. */
    void warmUp(Variant variant, int seconds) throws Exception {
        Path file = notifications.file("warm-up", 10, Settings.WARM_UP_COUNT);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (long left; (left = TimeUnit.NANOSECONDS.toSeconds(end - System.nanoTime())) > 0; ) {
            ClosedLoad.post(variant.url(), file, (int) left);
        }
        for (long before = -1, now; (now = queues.waiting()) != before; before = now) {
            TimeUnit.SECONDS.sleep(2);
        }
        queues.drain();
    }

    /** One turn at full speed with notifications the variant has not seen. */
    Turn fullSpeed(Variant variant, Usage usage, Path file, int seconds) throws Exception {
        return fullSpeed(variant, usage, file, seconds, true);
    }

    /** One turn at full speed with notifications the variant knows: all acknowledged, none recorded, none queued. */
    Turn duplicates(Variant variant, Usage usage, Path file, int seconds) throws Exception {
        return fullSpeed(variant, usage, file, seconds, false);
    }

    private Turn fullSpeed(Variant variant, Usage usage, Path file, int seconds, boolean unseen) throws Exception {
        database.execute("postgres", "checkpoint");
        long rows = rows(variant);
        Usage.Reading before = usage.now();
        double databaseBefore = database.cpuMicros();
        double brokerBefore = broker.cpuMicros();
        long logBefore = database.number("postgres", LOG_BYTES);
        ClosedLoad.Result load = ClosedLoad.post(variant.url(), file, seconds);
        long queued = load.accepted();
        if (keeps(variant) && unseen) {
            Thread.sleep(Math.max(0, load.endMillis() + 1000 - System.currentTimeMillis()));
            queued = queues.waiting();
            awaitQueued(load.accepted());
        }
        Usage.Reading used = usage.now().since(before);
        double databaseMicros = database.cpuMicros() - databaseBefore;
        double brokerMicros = broker.cpuMicros() - brokerBefore;
        balance(variant, load.sent(), load.accepted(), unseen ? load.accepted() : 0, rows(variant) - rows);
        return new Turn(
                queued / load.seconds(),
                load.accepted() - queued,
                used.cpuMicros() / load.accepted(),
                databaseMicros / load.accepted(),
                brokerMicros / load.accepted(),
                used.allocatedBytes() / load.accepted() / 1024,
                (double) (database.number("postgres", LOG_BYTES) - logBefore) / load.accepted() / 1024);
    }

    /** One turn at a fixed rate with notifications the variant has not seen. */
    OpenLoad.Result fixedRate(Variant variant, Path file, double rate, int seconds) throws Exception {
        return fixedRate(variant, file, rate, seconds, true);
    }

    /** One turn at a fixed rate with notifications the variant knows. */
    OpenLoad.Result fixedRateOfDuplicates(Variant variant, Path file, double rate, int seconds) throws Exception {
        return fixedRate(variant, file, rate, seconds, false);
    }

    private OpenLoad.Result fixedRate(Variant variant, Path file, double rate, int seconds, boolean unseen)
            throws Exception {
        database.execute("postgres", "checkpoint");
        long rows = rows(variant);
        List<String> forms;
        try (Stream<String> lines = Files.lines(file)) {
            forms = lines.limit((long) (rate * seconds)).toList();
        }
        OpenLoad.Result load = OpenLoad.post(variant.url(), forms, rate, 4 * Settings.CONNECTIONS);
        if (!load.otherAnswer().isEmpty()) {
            System.out.println(variant.name() + " answered " + load.otherAnswer());
        }
        if (keeps(variant) && unseen) {
            awaitQueued(load.accepted());
        }
        balance(variant, load.sent(), load.accepted(), unseen ? load.accepted() : 0, rows(variant) - rows);
        return load;
    }

    private void awaitQueued(int accepted) throws Exception {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
                queues.waiting() < accepted && System.nanoTime() < end; ) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private void balance(Variant variant, int sent, int accepted, int events, long rows) throws Exception {
        if (!keeps(variant)) {
            return;
        }
        Queues.Drained drained = queues.drain();
        if (sent != accepted
                || rows != events
                || drained.messages() != events
                || drained.orders() != events
                || drained.transients() != 0) {
            throw new IOException("%s does not balance: sent %d, acknowledged %d, rows %d of %d, %s; see %s"
                    .formatted(variant.name(), sent, accepted, rows, events, drained, variant.log()));
        }
    }

    private long rows(Variant variant) throws Exception {
        return keeps(variant) ? database.number(variant.name(), ROWS.get(kind(variant))) : 0;
    }

    private static boolean keeps(Variant variant) {
        return ROWS.containsKey(kind(variant));
    }

    private static String kind(Variant variant) {
        return variant.name().startsWith("gateway") ? "gateway" : variant.name();
    }

    @Override
    public void close() throws Exception {
        queues.close();
        broker.close();
        database.close();
    }
}
