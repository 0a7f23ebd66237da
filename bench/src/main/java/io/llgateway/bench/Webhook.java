package io.llgateway.bench;

import io.llgateway.bench.machine.Usage;
import io.llgateway.bench.machine.Variant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Deliveries to a fast ERP while notifications come at full speed; and what a dead ERP with a million waiting deliveries costs. */
final class Webhook {
    private static final int WAITING = 1_000_000;
    private static final List<String> WEBHOOK = List.of(
            "--gateway.erp.webhook.secret=whsec_YmVuY2htYXJrLW9ubHktbm90LWEtcmVhbC1zZWNyZXQ=",
            "--gateway.erp.webhook.allow-private-addresses=true",
            "--gateway.erp.webhook.allow-http=true");

    private Webhook() {}

    static void run() throws Exception {
        try (Stage stage = new Stage()) {
            String fast = fastErp(stage);
            String dead = deadErp(stage);
            Results.write("Webhook", fast + "\n" + dead);
        }
    }

    private static String fastErp(Stage stage) throws Exception {
        try (Variant erp = stage.startErp();
                Variant gateway = start(stage, "gateway-fast", erp.url().replace("/lianlian/url_return", "/erp"));
                Usage usage = new Usage(gateway.pid())) {
            stage.warmUp(gateway, Settings.WARM_UP);
            awaitDelivered(stage);
            long delivered = delivered(stage);
            Path file = stage.notifications.file("round-1", 21, Settings.COUNT);
            long start = System.nanoTime();
            Stage.Turn turn = stage.fullSpeed(gateway, usage, file, Settings.SECONDS);
            long during = delivered(stage) - delivered;
            double loaded = (System.nanoTime() - start) / 1e9;
            awaitDelivered(stage);
            double rate = (delivered(stage) - delivered) / ((System.nanoTime() - start) / 1e9);
            return "Fast ERP: %,.0f/s accepted and queued; %,.0f webhooks/s until the last was done, %,.0f/s under load.%n"
                    .formatted(turn.rate(), rate, during / loaded);
        }
    }

    private static Variant start(Stage stage, String name, String url) throws Exception {
        List<String> settings = new ArrayList<>(WEBHOOK);
        settings.add("--gateway.erp.webhook.url=" + url);
        return stage.start(name, Settings.JAVA_FLAGS, settings.toArray(String[]::new));
    }

    private static long delivered(Stage stage) throws Exception {
        return stage.database.number("gateway-fast", "select count(*) from delivery where state = 'done'");
    }

    private static void awaitDelivered(Stage stage) throws Exception {
        for (long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
                stage.database.number("gateway-fast", "select count(*) from delivery where state = 'waiting'") > 0; ) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("deliveries are stuck");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static String deadErp(Stage stage) throws Exception {
        List<Stage.Turn> without = new ArrayList<>();
        List<Stage.Turn> with = new ArrayList<>();
        try (Variant none = stage.start("gateway-none", Settings.JAVA_FLAGS);
                // the discard port: nothing listens there, every connection is refused
                Variant dead = start(stage, "gateway-dead", "http://localhost:9/");
                Usage noneUsage = new Usage(none.pid());
                Usage deadUsage = new Usage(dead.pid())) {
            stage.preload("gateway-none", WAITING);
            stage.preload("gateway-dead", WAITING);
            stage.database.execute(
                    "gateway-dead",
                    """
                    insert into delivery (event_id, state, attempt, next_at, created_at)
                    select id, 'waiting', 3, now() + random() * interval '1 hour', now() from event""");
            stage.database.execute("gateway-dead", "vacuum analyze");
            stage.warmUp(none, Settings.WARM_UP);
            stage.warmUp(dead, Settings.WARM_UP);
            for (int round = 1; round <= Settings.ROUNDS; round++) {
                Path file = stage.notifications.file("round-" + round, 20 + round, Settings.COUNT);
                without.add(stage.fullSpeed(none, noneUsage, file, Settings.SECONDS));
                with.add(stage.fullSpeed(dead, deadUsage, file, Settings.SECONDS));
            }
        }
        double none = Comparison.median(without, Stage.Turn::rate);
        double dead = Comparison.median(with, Stage.Turn::rate);
        return "Dead ERP, %,d deliveries waiting (due over the next hour): %,.0f/s accepted and queued, %,.0f/s without a webhook (%+.1f %%).%n"
                .formatted(WAITING, dead, none, (dead / none - 1) * 100);
    }
}
