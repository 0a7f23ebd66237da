package io.llgateway.bench.machine;

import io.llgateway.bench.Settings;
import io.llgateway.bench.load.Notifications;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One of the compared applications, running as its own process. */
public final class Variant implements AutoCloseable {
    private static final String OTHER = "gateway-other";

    private final String name;
    private final int port;
    private final Process process;
    private final File log;

    /** Starts a process and returns at once; {@link #awaitStart()} waits. */
    private Variant(String name, List<String> flags, List<String> arguments) throws IOException {
        this.name = name;
        this.port = Ports.free();
        this.log = Files.createDirectories(Settings.DATA).resolve(name + ".log").toFile();
        List<String> command = new ArrayList<>(List.of(Settings.JAVA));
        command.addAll(flags);
        command.add("-jar");
        if (name.startsWith("gateway")) {
            command.add((name.equals(OTHER) ? Settings.OTHER : Settings.GATEWAY).toString());
            command.add("--gateway.data-dir=" + Settings.DATA.resolve(name));
            command.add("--gateway.routes-dir=" + Settings.ROOT.resolve("routes"));
            command.add("--management.server.port=" + Ports.free());
        } else {
            command.add(Settings.ROOT.resolve("bench/target/bench.jar").toString());
            command.add(name);
            command.add("--bench.data-dir=" + Settings.DATA.resolve(name));
        }
        command.add("--server.port=" + port);
        command.add("--server.address=localhost");
        command.addAll(arguments);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        // a killed benchmark leaves nothing behind
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /**
     * Starts a variant on the standalone database and broker.
     *
     * @param name floor, hand-written, plain-camel, or gateway with any ending
     * @param flags of its JVM
     * @param more settings
     */
    public static Variant start(
            String name, Postgres database, Broker broker, Notifications notifications, List<String> flags, String... more)
            throws Exception {
        List<String> arguments = new ArrayList<>(merchant(notifications));
        arguments.add("--spring.datasource.url=" + database.url(name));
        arguments.add("--spring.datasource.username=postgres");
        arguments.add("--spring.artemis.mode=native");
        arguments.add("--spring.artemis.broker-url=" + broker.url());
        arguments.add("--spring.artemis.user=bench");
        arguments.add("--spring.artemis.password=bench");
        arguments.addAll(List.of(more));
        Variant variant = new Variant(name, flags, arguments);
        variant.awaitStart();
        return variant;
    }

    /** Starts a variant on its embedded database and broker, without waiting. */
    public static Variant startEmbedded(String name, Notifications notifications) throws IOException {
        List<String> arguments = new ArrayList<>(merchant(notifications));
        if (name.startsWith("gateway")) {
            arguments.add("--gateway.broker.port=0");
        }
        return new Variant(name, Settings.JAVA_FLAGS, arguments);
    }

    private static List<String> merchant(Notifications notifications) {
        return List.of(
                "--bench.oid-partner=" + Notifications.OID_PARTNER,
                "--bench.public-key=" + notifications.publicKey(),
                "--gateway.merchants[0].oid-partner=" + Notifications.OID_PARTNER,
                "--gateway.merchants[0].lianlian-public-keys[0]=" + notifications.publicKey());
    }

    private void awaitStart() throws Exception {
        for (long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2); System.nanoTime() < end; ) {
            if (!process.isAlive()) {
                break;
            }
            // the port opens before the routes start
            if (Files.readString(log.toPath()).contains("Application in ")) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new IOException(name + " did not start, see " + log);
    }

    /** @return its name */
    public String name() {
        return name;
    }

    /** @return where notifications go */
    public String url() {
        return "http://localhost:" + port + "/lianlian/url_return";
    }

    /** @return its process */
    public long pid() {
        return process.pid();
    }

    /** @return whether it still runs */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** @return its output */
    public Path log() {
        return log.toPath();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(40, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
