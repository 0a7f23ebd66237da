package io.llgateway.bench;

import io.llgateway.bench.load.OpenLoad;
import io.llgateway.bench.machine.Usage;
import io.llgateway.bench.machine.Variant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** All variants in one run, taking turns: full speed, then a fixed rate that the hand-written one can hold, then four times that. */
final class Comparison {
    private static final class Measured {
        final List<Stage.Turn> turns = new ArrayList<>();
        final List<OpenLoad.Result> half = new ArrayList<>();
        final List<OpenLoad.Result> fourfold = new ArrayList<>();
        double peakMegabytes;
    }

    private final Map<Variant, Usage> variants = new LinkedHashMap<>();
    private final Map<String, Measured> measured = new LinkedHashMap<>();

    static void run() throws Exception {
        new Comparison().compare();
    }

    private void compare() throws Exception {
        try (Stage stage = new Stage()) {
            for (String name : Settings.VARIANTS) {
                Variant variant = stage.start(name, Settings.JAVA_FLAGS);
                System.out.printf("warming up %s for %d s%n", name, Settings.WARM_UP);
                stage.warmUp(variant, Settings.WARM_UP);
                variants.put(variant, new Usage(variant.pid()));
                measured.put(name, new Measured());
            }
            for (int round = 1; round <= Settings.ROUNDS; round++) {
                fullSpeed(stage, round);
            }
            double half = reference() / 2;
            for (int round = 1; round <= Settings.ROUNDS; round++) {
                fixedRate(stage, round, half);
            }
            for (Map.Entry<Variant, Usage> entry : variants.entrySet()) {
                measured.get(entry.getKey().name()).peakMegabytes = entry.getValue().peakMegabytes();
                entry.getValue().close();
                entry.getKey().close();
            }
            report(half);
        }
    }

    private void fullSpeed(Stage stage, int round) throws Exception {
        Path file = stage.notifications.file("round-" + round, 20 + round, Settings.COUNT);
        for (Map.Entry<Variant, Usage> entry : variants.entrySet()) {
            Stage.Turn turn = stage.fullSpeed(entry.getKey(), entry.getValue(), file, Settings.SECONDS);
            measured.get(entry.getKey().name()).turns.add(turn);
            System.out.printf("round %d %-14s %s%n", round, entry.getKey().name(), turn);
        }
    }

    private void fixedRate(Stage stage, int round, double half) throws Exception {
        Path slow = stage.notifications.file("half-" + round, 40 + round, Settings.COUNT);
        Path fast = stage.notifications.file("fourfold-" + round, 60 + round, Settings.COUNT);
        for (Variant variant : variants.keySet()) {
            Measured of = measured.get(variant.name());
            of.half.add(stage.fixedRate(variant, slow, half, Settings.OPEN_SECONDS));
            System.out.printf("round %d %-14s %.0f/s %s%n", round, variant.name(), half, quantiles(of.half));
            // a variant that cannot hold four times the rate has no latency there, only a growing backlog
            if (median(of.turns, Stage.Turn::rate) > half * 4 * 1.05) {
                of.fourfold.add(stage.fixedRate(variant, fast, half * 4, Settings.OPEN_SECONDS));
                System.out.printf("round %d %-14s %.0f/s %s%n", round, variant.name(), half * 4, quantiles(of.fourfold));
            }
        }
    }

    /** The full speed of the hand-written variant, or of the first one when it does not take part. */
    private double reference() {
        Measured reference = measured.getOrDefault("hand-written", measured.values().iterator().next());
        return median(reference.turns, Stage.Turn::rate);
    }

    private void report(double half) throws Exception {
        StringBuilder table = new StringBuilder(
                """
                | variant | acknowledged and queued /s (each turn) | × hand-written | late | p50 / p99 / p99.9 ms at %1$,.0f/s | p50 / p99 / p99.9 ms at %2$,.0f/s | CPU µs per notification (+ database + broker) | allocated KB per notification | peak RSS MB |
                |---|---|---|---|---|---|---|---|---|
                """
                        .formatted(half, half * 4));
        measured.forEach((name, of) -> table.append("| %s | %,.0f (%s) | %.1f | %d | %s | %s | %.0f (+ %.0f + %.0f) | %.1f | %.0f |%n"
                .formatted(
                        name,
                        median(of.turns, Stage.Turn::rate),
                        String.join(
                                ", ",
                                of.turns.stream().map(turn -> "%,.0f".formatted(turn.rate())).toList()),
                        median(of.turns, Stage.Turn::rate) / reference(),
                        of.turns.stream().mapToLong(Stage.Turn::late).max().orElse(0),
                        quantiles(of.half),
                        of.fourfold.isEmpty() ? "cannot hold it" : quantiles(of.fourfold),
                        median(of.turns, Stage.Turn::cpuMicros),
                        median(of.turns, Stage.Turn::databaseMicros),
                        median(of.turns, Stage.Turn::brokerMicros),
                        median(of.turns, Stage.Turn::kilobytes),
                        of.peakMegabytes)));
        table.append(
                """

                %d turns of at most %d s or %,d distinct notifications per variant, A B A B, medians; %d connections; \
                warm-up %d s per variant; fixed rates for %d s, latency from the moment a request was due. Every turn \
                balanced: acknowledged = distinct durable messages = rows. "Late" was acknowledged but not queued 1 s \
                after the last answer, and is not in the rate.
                """
                        .formatted(
                                Settings.ROUNDS,
                                Settings.SECONDS,
                                Settings.COUNT,
                                Settings.CONNECTIONS,
                                Settings.WARM_UP,
                                Settings.OPEN_SECONDS));
        Results.write("Comparison", table.toString());
    }

    private static String quantiles(List<OpenLoad.Result> results) {
        return "%.2f / %.2f / %.2f"
                .formatted(
                        median(results, result -> result.millis(0.5)),
                        median(results, result -> result.millis(0.99)),
                        median(results, result -> result.millis(0.999)));
    }

    static <T> double median(List<T> values, ToDoubleFunction<T> value) {
        double[] sorted = values.stream().mapToDouble(value).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
