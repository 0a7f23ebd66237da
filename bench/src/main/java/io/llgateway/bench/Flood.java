package io.llgateway.bench;

import io.llgateway.bench.load.OpenLoad;
import io.llgateway.bench.machine.Queues;
import io.llgateway.bench.machine.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How long genuine notifications take while ten times as many forgeries come, and what these leave behind. The forgeries
 * are of the dearest kind: everything is right but the signature.
 */
final class Flood {
    private static final int TIMES = 10;
    private static final int GENUINE = Settings.FLOOD_RATE * Settings.OPEN_SECONDS;

    private Flood() {}

    static void run() throws Exception {
        List<OpenLoad.Result> alone = new ArrayList<>();
        List<OpenLoad.Result> flooded = new ArrayList<>();
        try (Stage stage = new Stage();
                Variant gateway = stage.start("gateway", Settings.JAVA_FLAGS)) {
            List<String> forgeries = lines(stage.notifications.file("forged", 60, TIMES * GENUINE)).stream()
                    .map(form -> form.replace("money_order=", "money_order=1"))
                    .toList();
            stage.warmUp(gateway, Settings.WARM_UP);
            long log = Files.size(gateway.log());
            for (int round = 1; round <= Settings.ROUNDS; round++) {
                alone.add(stage.fixedRate(
                        gateway,
                        stage.notifications.file("flood-alone-" + round, 60 + round, GENUINE),
                        Settings.FLOOD_RATE,
                        Settings.OPEN_SECONDS));
                flooded.add(flooded(
                        stage, gateway, stage.notifications.file("flood-" + round, 70 + round, GENUINE), forgeries));
            }
            long refusals = stage.database.number("gateway", "select count(*) from refusal");
            Results.write("Flood", """
                    %,d genuine notifications a second for %d s, alone and beside %,d forgeries a second, each forgery one RSA
                    operation; latency in ms from due to answer, counted from the moment a request was due.

                    | | p50 | p99 | max |
                    |---|---|---|---|
                    %s%s
                    Of %,d forgeries every one was answered 400; they left %,d rows, as many messages, and %,d bytes of log.
                    """.formatted(
                            Settings.FLOOD_RATE,
                            Settings.OPEN_SECONDS,
                            TIMES * Settings.FLOOD_RATE,
                            row("alone", alone),
                            row("under the flood", flooded),
                            (long) TIMES * GENUINE * Settings.ROUNDS,
                            refusals,
                            Files.size(gateway.log()) - log));
        }
    }

    private static OpenLoad.Result flooded(Stage stage, Variant gateway, Path file, List<String> forgeries)
            throws Exception {
        long events = stage.database.number("gateway", "select count(*) from event");
        long refusals = stage.database.number("gateway", "select count(*) from refusal");
        CompletableFuture<OpenLoad.Result> flood = CompletableFuture.supplyAsync(() -> forge(gateway, forgeries));
        OpenLoad.Result genuine =
                OpenLoad.post(gateway.url(), lines(file), Settings.FLOOD_RATE, Settings.CONNECTIONS);
        OpenLoad.Result forged = flood.get();
        for (long before = -1, now; (now = stage.queues.waiting()) != before; before = now) {
            TimeUnit.SECONDS.sleep(2);
        }
        events = stage.database.number("gateway", "select count(*) from event") - events;
        refusals = stage.database.number("gateway", "select count(*) from refusal") - refusals;
        Queues.Drained queued = stage.queues.drain();
        boolean balanced = genuine.accepted() == genuine.sent()
                && events == genuine.sent()
                && queued.messages() == events + refusals
                && forged.accepted() == 0
                && forged.otherAnswer().startsWith("HTTP/1.1 400");
        if (!balanced) {
            throw new IOException(
                    "the flood does not balance: genuine %d of %d, events %d, refusals %d, %s, forgeries accepted %d, answered %s; see %s"
                            .formatted(
                                    genuine.accepted(),
                                    genuine.sent(),
                                    events,
                                    refusals,
                                    queued,
                                    forged.accepted(),
                                    forged.otherAnswer(),
                                    gateway.log()));
        }
        return genuine;
    }

    private static OpenLoad.Result forge(Variant gateway, List<String> forgeries) {
        try {
            return OpenLoad.post(
                    gateway.url(), forgeries, TIMES * Settings.FLOOD_RATE, Settings.CONNECTIONS);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.toList();
        }
    }

    private static String row(String name, List<OpenLoad.Result> rounds) {
        StringBuilder rows = new StringBuilder();
        for (OpenLoad.Result round : rounds) {
            rows.append("| %s | %.1f | %.1f | %.1f |%n"
                    .formatted(name, round.millis(0.5), round.millis(0.99), round.millis(1)));
        }
        return rows.toString();
    }
}
