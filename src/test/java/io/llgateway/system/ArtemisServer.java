package io.llgateway.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real Artemis from its distribution, with {@code deploy/artemis/broker.xml}, that can be killed and started again. */
public final class ArtemisServer implements AutoCloseable {
    static final String USER = "gateway";
    static final String PASSWORD = "only for tests";

    private static final Path DISTRIBUTION = Path.of("target", "artemis");
    private static final Path SETTINGS = Path.of("deploy", "artemis", "broker.xml");

    private final Path instance;
    private final int port;
    private List<String> arguments = List.of();
    private Process process;

    private ArtemisServer(Path instance, int port) {
        this.instance = instance;
        this.port = port;
    }

    /**
     * Makes a broker instance and starts it.
     *
     * @param instance its directory, not there yet
     */
    public static ArtemisServer start(Path instance) {
        ArtemisServer server = create(instance);
        server.start();
        return server;
    }

    /** Makes a broker instance that is not started, so that its settings can be replaced. */
    public static ArtemisServer create(Path instance) {
        try {
            run(
                    distribution().resolve("bin").resolve("artemis").toString(),
                    "create",
                    instance.toString(),
                    "--silent",
                    "--user=" + USER,
                    "--password=" + PASSWORD,
                    "--require-login",
                    "--no-autotune",
                    "--no-web");
            Files.copy(SETTINGS, settingsOf(instance), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ArtemisServer(instance, GatewayProcess.freePort());
    }

    /** @return its broker.xml */
    Path settings() {
        return settingsOf(instance);
    }

    /** From the next start on: its broker.xml, and these properties over it. */
    void useProperties(String properties) throws IOException {
        Path file = Files.writeString(settings().resolveSibling("test.properties"), properties);
        arguments = List.of("--properties", file.toAbsolutePath().toString());
    }

    private static Path settingsOf(Path instance) {
        return instance.resolve("etc").resolve("broker.xml");
    }

    /** Starts it, again on the same journal and port, and waits until it takes connections. */
    public void start() {
        launch();
        await("the broker; its log is " + log())
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(this::takesConnections);
    }

    /** Starts it and waits for nothing, as a backup that takes connections only when it has to. */
    void launch() {
        try {
            List<String> command = new ArrayList<>(
                    List.of(instance.resolve("bin").resolve("artemis").toString(), "run"));
            command.addAll(arguments);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
            builder.environment()
                    .put(
                            "JAVA_ARGS",
                            "-Xmx512m -Dlianlian.broker.host=localhost -Dlianlian.broker.port=" + port
                                    + " -Dhawtio.disableProxy=true");
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean takesConnections() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** @return for {@code spring.artemis.broker-url}, and for clients */
    public String url() {
        return "tcp://localhost:" + port;
    }

    /** @return its port */
    int port() {
        return port;
    }

    /** @return the settings that make a gateway use the broker at that URL */
    static String[] settingsOfGateway(String url) {
        return new String[] {
            "--spring.artemis.mode=native",
            "--spring.artemis.broker-url=" + url,
            "--spring.artemis.user=" + USER,
            "--spring.artemis.password=" + PASSWORD
        };
    }

    /** Ends it at once, as {@code kill -9} does. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        waitForEnd();
    }

    /** Stops all its processes where they are, connections stay open: it takes, and answers nothing. */
    void freeze() {
        signal("STOP");
    }

    /** Lets them run again. */
    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        process.descendants().forEach(descendant -> Signals.send(name, descendant.pid()));
        Signals.send(name, process.pid());
    }

    /** Asks it to end, as SIGTERM does, and waits. */
    public void stop() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        waitForEnd();
    }

    private void waitForEnd() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The broker does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Path log() {
        return instance.resolve("broker.log");
    }

    private static Path distribution() throws IOException {
        try (var entries = Files.list(DISTRIBUTION)) {
            return entries.filter(
                            entry -> Files.isExecutable(entry.resolve("bin").resolve("artemis")))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no Artemis distribution in " + DISTRIBUTION.toAbsolutePath()));
        }
    }

    private static void run(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            kill();
        }
    }
}
