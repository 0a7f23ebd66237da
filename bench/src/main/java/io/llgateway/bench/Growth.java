package io.llgateway.bench;

import io.llgateway.bench.load.OpenLoad;
import io.llgateway.bench.machine.Usage;
import io.llgateway.bench.machine.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The same gateway on an empty ledger and on one with ten million events, taking turns; and duplicates against new ones. */
final class Growth {
    private static final long EVENTS = Long.parseLong(System.getenv().getOrDefault("BENCH_EVENTS", "10000000"));

    private record Measured(List<Stage.Turn> turns, List<Stage.Turn> duplicates, List<OpenLoad.Result> open) {
        Measured() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        String row(String name) {
            return "| %s | %,.0f | %.0f | %,.0f | %.0f | %.2f / %.2f |%n"
                    .formatted(
                            name,
                            Comparison.median(turns, Stage.Turn::rate),
                            Comparison.median(turns, Stage.Turn::cpuMicros),
                            Comparison.median(duplicates, Stage.Turn::rate),
                            Comparison.median(duplicates, Stage.Turn::cpuMicros),
                            Comparison.median(open, result -> result.millis(0.5)),
                            Comparison.median(open, result -> result.millis(0.99)));
        }
    }

    private Growth() {}

    static void run() throws Exception {
        Map<Variant, Measured> variants = new LinkedHashMap<>();
        try (Stage stage = new Stage()) {
            for (String name : List.of("gateway-empty", "gateway-full")) {
                Variant variant = stage.start(name, Settings.JAVA_FLAGS);
                variants.put(variant, new Measured());
                if (name.endsWith("full")) {
                    stage.preload(name, EVENTS);
                }
                stage.warmUp(variant, Settings.WARM_UP);
            }
            double rate = 0;
            for (int round = 1; round <= Settings.ROUNDS; round++) {
                Path file = stage.notifications.file("round-" + round, 20 + round, Settings.COUNT);
                Path slow = stage.notifications.file("half-" + round, 40 + round, Settings.COUNT);
                for (Map.Entry<Variant, Measured> entry : variants.entrySet()) {
                    Variant variant = entry.getKey();
                    try (Usage usage = new Usage(variant.pid())) {
                        Stage.Turn turn = stage.fullSpeed(variant, usage, file, Settings.SECONDS);
                        rate = rate == 0 ? turn.rate() / 4 : rate;
                        entry.getValue().turns.add(turn);
                        // only what was surely posted before; the rest of the file may have been cut off by the time
                        Path known = first(file, (int) (turn.rate() * Settings.SECONDS / 2));
                        entry.getValue().duplicates.add(stage.duplicates(variant, usage, known, Settings.SECONDS));
                    }
                    entry.getValue().open.add(stage.fixedRate(variant, slow, rate, Settings.OPEN_SECONDS));
                    System.out.print(entry.getValue().row(variant.name()));
                }
            }
            StringBuilder table = new StringBuilder(
                    """
                    | ledger | new /s | CPU µs | duplicates /s | CPU µs | p50 / p99 ms at %,.0f/s |
                    |---|---|---|---|---|---|
                    """
                            .formatted(rate));
            variants.forEach((variant, measured) -> table.append(measured.row(variant.name())));
            table.append("%nThe full one started with %,d events.%n".formatted(EVENTS));
            Results.write("Growth", table.toString());
            for (Variant variant : variants.keySet()) {
                variant.close();
            }
        }
    }

    private static Path first(Path file, int count) throws Exception {
        Path part = Files.createDirectories(Settings.DATA).resolve("known.txt");
        try (var lines = Files.lines(file)) {
            Files.write(part, (Iterable<String>) lines.limit(count)::iterator);
        }
        return part;
    }
}
