package io.llgateway.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What {@code bench/run} may be told by environment variables. Every run is bounded by these. */
public final class Settings {
    /** The repository. */
    public static final Path ROOT = Path.of(System.getProperty("bench.root", ".")).toAbsolutePath().normalize();

    /** Where servers keep their data; emptied at every start. */
    public static final Path DATA = ROOT.resolve("bench/target/data");

    /** Signed notifications, kept from run to run. */
    public static final Path NOTIFICATIONS = ROOT.resolve("bench/target/notifications");

    /** The gateway as shipped. */
    public static final Path GATEWAY = Path.of(text("GATEWAY_JAR", ROOT.resolve("target/lianlian-notification-gateway.jar").toString()));

    /** The jar of the variant {@code gateway-other}: an earlier build, to see in one run what a change is worth. */
    public static final Path OTHER = Path.of(text("OTHER_JAR", GATEWAY.toString()));

    /** Variants to compare, in the order they take turns. */
    public static final List<String> VARIANTS =
            Arrays.asList(text("VARIANTS", "hand-written,plain-camel,gateway,floor").split(","));

    /** Turns of each variant. */
    public static final int ROUNDS = number("ROUNDS", 2);

    /** Distinct notifications offered in one turn. */
    public static final int COUNT = number("NOTIFICATIONS", 200_000);

    /** A turn ends after so many seconds, or when its notifications are used up. */
    public static final int SECONDS = number("SECONDS", 30);

    /** Seconds of load before anything counts. */
    public static final int WARM_UP = number("WARM_UP", 60);

    /** Distinct notifications offered during warm-up; they start again when used up (then duplicates). */
    public static final int WARM_UP_COUNT = number("WARM_UP_NOTIFICATIONS", 600_000);

    /** Seconds of one turn at a fixed rate. */
    public static final int OPEN_SECONDS = number("OPEN_SECONDS", 30);

    /** Genuine notifications per second beside the flood of forgeries. */
    public static final int FLOOD_RATE = number("FLOOD_RATE", 100);

    /** Connections of the load, closed or open. */
    public static final int CONNECTIONS = number("CONNECTIONS", 64);

    /** The JVM of every variant. */
    public static final String JAVA =
            text("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());

    /** The JVM flags of every variant. */
    public static final List<String> JAVA_FLAGS = Arrays.asList(text("JAVA_FLAGS", "-Xmx1g").split(" +"));

    /** Which ERPs {@code webhook} measures: fast, dead. */
    public static final List<String> ERPS = Arrays.asList(text("ERPS", "fast,dead").split(","));

    private Settings() {}

    private static String text(String name, String value) {
        return System.getenv().getOrDefault("BENCH_" + name, value);
    }

    private static int number(String name, int value) {
        return Integer.parseInt(text(name, Integer.toString(value)));
    }
}
