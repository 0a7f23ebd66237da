package io.llgateway.bench;

import io.llgateway.bench.machine.Usage;
import io.llgateway.bench.machine.Variant;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Deliveries to a fast ERP while notifications come at full speed; and what a dead ERP with a million waiting deliveries
 * costs. An earlier build takes turns with this one when {@code BENCH_OTHER_JAR} names it.
 */
final class Webhook {
    private static final int WAITING = 1_000_000;
    private static final List<String> WEBHOOK = List.of(
            "--gateway.erp.webhook.secret=whsec_YmVuY2htYXJrLW9ubHktbm90LWEtcmVhbC1zZWNyZXQ=",
            "--gateway.erp.webhook.allow-private-addresses=true",
            "--gateway.erp.webhook.allow-http=true");

    /** Of the events since a moment: seconds in which they came, webhooks answered in that time, delays, by the ledger. */
    private static final String TOLD = """
            with told as (
                select e.received_at, a.started_at + a.millis * interval '1 ms' as told_at
                  from event e join delivery d on d.event_id = e.id join delivery_attempt a on a.delivery_id = d.id
                 where e.received_at >= '%s' and a.status = 200)
            select extract(epoch from max(received_at) - min(received_at)) || ' '
                   || count(*) filter (where told_at <= (select max(received_at) from told)) || ' ' || count(*) || ' '
                   || percentile_cont(0.5) within group (order by extract(epoch from told_at - received_at)) || ' '
                   || max(extract(epoch from told_at - received_at))
              from told""";

    /**
     * A turn with a fast ERP.
     *
     * @param accepted acknowledged and queued per second
     * @param told webhooks answered per second while notifications came
     * @param median seconds from a notification to its webhook's answer
     * @param longest likewise
     * @param cpuMicros of gateway, database, broker and ERP per notification, its webhook included
     */
    private record Told(double accepted, double told, double median, double longest, List<Double> cpuMicros) {}

    private Webhook() {}

    static void run() throws Exception {
        try (Stage stage = new Stage()) {
            StringBuilder text = new StringBuilder();
            if (Settings.ERPS.contains("fast")) {
                text.append(fastErp(stage)).append('\n');
            }
            if (Settings.ERPS.contains("dead")) {
                text.append(deadErp(stage));
            }
            Results.write("Webhook", text.toString());
        }
    }

    private static String fastErp(Stage stage) throws Exception {
        Map<Variant, Usage> gateways = new LinkedHashMap<>();
        Map<Variant, List<Told>> told = new LinkedHashMap<>();
        try (Variant erp = stage.startErp()) {
            String url = erp.url().replace("/lianlian/url_return", "/erp");
            for (String name : names("gateway-fast")) {
                Variant gateway = start(stage, name, url);
                stage.warmUp(gateway, Settings.WARM_UP);
                awaitDelivered(stage, gateway);
                gateways.put(gateway, new Usage(gateway.pid()));
                told.put(gateway, new ArrayList<>());
            }
            for (int round = 1; round <= Settings.ROUNDS; round++) {
                Path file = stage.notifications.file("round-" + round, 20 + round, Settings.COUNT);
                for (Map.Entry<Variant, Usage> gateway : gateways.entrySet()) {
                    Told turn = fastErp(stage, gateway.getKey(), gateway.getValue(), erp, file);
                    told.get(gateway.getKey()).add(turn);
                    System.out.printf("round %d %s %s%n", round, gateway.getKey().name(), turn);
                }
            }
            for (Map.Entry<Variant, Usage> gateway : gateways.entrySet()) {
                gateway.getValue().close();
                gateway.getKey().close();
            }
        }
        StringBuilder text = new StringBuilder();
        told.forEach((gateway, turns) -> text.append(
                "Fast ERP, %s: %,.0f/s accepted and queued, %,.0f webhooks/s answered meanwhile, %.2f s after their notification (longest %.1f s); processor per notification with its webhook, µs: gateway %.0f, database %.0f, broker %.0f, ERP %.0f.%n"
                        .formatted(
                                gateway.name(),
                                Comparison.median(turns, Told::accepted),
                                Comparison.median(turns, Told::told),
                                Comparison.median(turns, Told::median),
                                Comparison.median(turns, Told::longest),
                                Comparison.median(turns, turn -> turn.cpuMicros.get(0)),
                                Comparison.median(turns, turn -> turn.cpuMicros.get(1)),
                                Comparison.median(turns, turn -> turn.cpuMicros.get(2)),
                                Comparison.median(turns, turn -> turn.cpuMicros.get(3)))));
        return text.toString();
    }

    private static Told fastErp(Stage stage, Variant gateway, Usage usage, Variant erp, Path file) throws Exception {
        List<Double> before = cpuMicros(stage, gateway, erp);
        Instant start = Instant.now();
        Stage.Turn turn = stage.fullSpeed(gateway, usage, file, Settings.SECONDS);
        awaitDelivered(stage, gateway);
        List<Double> after = cpuMicros(stage, gateway, erp);
        String[] told = stage.database.text(gateway.name(), TOLD.formatted(start)).split(" ");
        double all = Double.parseDouble(told[2]);
        return new Told(
                turn.rate(),
                Double.parseDouble(told[1]) / Double.parseDouble(told[0]),
                Double.parseDouble(told[3]),
                Double.parseDouble(told[4]),
                IntStream.range(0, after.size())
                        .mapToObj(i -> (after.get(i) - before.get(i)) / all)
                        .toList());
    }

    private static List<Double> cpuMicros(Stage stage, Variant gateway, Variant erp) throws Exception {
        return List.of(
                Usage.cpuMicros(gateway.pid()),
                stage.database.cpuMicros(),
                stage.broker.cpuMicros(),
                Usage.cpuMicros(erp.pid()));
    }

    /** The name, and that of the earlier build if there is one. */
    private static List<String> names(String name) {
        return Settings.OTHER.equals(Settings.GATEWAY) ? List.of(name) : List.of(name, "gateway-other");
    }

    private static Variant start(Stage stage, String name, String url) throws Exception {
        List<String> settings = new ArrayList<>(WEBHOOK);
        settings.add("--gateway.erp.webhook.url=" + url);
        return stage.start(name, Settings.JAVA_FLAGS, settings.toArray(String[]::new));
    }

    private static void awaitDelivered(Stage stage, Variant gateway) throws Exception {
        for (long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
                stage.database.number(gateway.name(), "select count(*) from delivery where state = 'waiting'") > 0; ) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("deliveries are stuck");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static String deadErp(Stage stage) throws Exception {
        List<String> names = new ArrayList<>(List.of("gateway-none"));
        names.addAll(names("gateway-dead"));
        Map<Variant, Usage> gateways = new LinkedHashMap<>();
        Map<String, List<Stage.Turn>> turns = new LinkedHashMap<>();
        for (String name : names) {
            // the discard port: nothing listens there, every connection is refused
            Variant gateway = name.equals("gateway-none")
                    ? stage.start(name, Settings.JAVA_FLAGS)
                    : start(stage, name, "http://localhost:9/");
            stage.preload(name, WAITING);
            if (!name.equals("gateway-none")) {
                stage.database.execute(
                        name,
                        """
                        insert into delivery (event_id, state, attempt, next_at, created_at)
                        select id, 'waiting', 3, now() + random() * interval '1 hour', now() from event""");
                stage.database.execute(name, "vacuum analyze");
            }
            stage.warmUp(gateway, Settings.WARM_UP);
            gateways.put(gateway, new Usage(gateway.pid()));
            turns.put(name, new ArrayList<>());
        }
        for (int round = 1; round <= Settings.ROUNDS; round++) {
            Path file = stage.notifications.file("round-" + round, 20 + round, Settings.COUNT);
            for (Map.Entry<Variant, Usage> gateway : gateways.entrySet()) {
                Stage.Turn turn = stage.fullSpeed(gateway.getKey(), gateway.getValue(), file, Settings.SECONDS);
                turns.get(gateway.getKey().name()).add(turn);
                System.out.printf("round %d %s %s%n", round, gateway.getKey().name(), turn);
            }
        }
        for (Map.Entry<Variant, Usage> gateway : gateways.entrySet()) {
            gateway.getValue().close();
            gateway.getKey().close();
        }
        double none = Comparison.median(turns.remove("gateway-none"), Stage.Turn::rate);
        StringBuilder text = new StringBuilder();
        turns.forEach((name, of) -> {
            double dead = Comparison.median(of, Stage.Turn::rate);
            text.append(
                    "Dead ERP, %s, %,d deliveries waiting (due over the next hour): %,.0f/s accepted and queued, %,.0f/s without a webhook (%+.1f %%); processor µs: gateway %.0f, database %.0f.%n"
                            .formatted(
                                    name,
                                    WAITING,
                                    dead,
                                    none,
                                    (dead / none - 1) * 100,
                                    Comparison.median(of, Stage.Turn::cpuMicros),
                                    Comparison.median(of, Stage.Turn::databaseMicros)));
        });
        return text.toString();
    }
}
