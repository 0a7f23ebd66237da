package io.llgateway.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionTimeoutException;

/** The packaged gateway as a process of its own, started as a user would start it, in a directory of its own. */
public final class GatewayProcess implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Linux gives ports from 32768 on to outgoing connections. */
    private static final int LAST_PORT = 32_000;

    /** Test machines that run at the same time begin at different ports. */
    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger((int) (12_000 + ProcessHandle.current().pid() % 180 * 100));

    private final Path directory;
    private final List<String> settings;
    private final int port;
    private final int managementPort;
    private List<String> launcher = List.of(
            "-Xmx512m",
            "-jar",
            Path.of(System.getProperty("packaged.jar", "target/lianlian-notification-gateway.jar"))
                    .toAbsolutePath()
                    .toString());

    private List<String> tracer = List.of();
    private HttpClient client = HTTP;
    private String scheme = "http";
    private Process process;

    private GatewayProcess(Path directory, List<String> settings) {
        this.directory = directory;
        this.settings = settings;
        this.port = freePort();
        this.managementPort = freePort();
    }

    /**
     * Starts the packaged jar and waits until it is ready.
     *
     * @param directory the working directory; its {@code routes} are the shipped ones unless it has some already
     * @param settings command-line settings such as {@code --gateway.broker.port=0}
     */
    public static GatewayProcess start(Path directory, String... settings) {
        GatewayProcess gateway = prepare(directory, settings);
        gateway.start();
        return gateway;
    }

    /** The same, but does not start it yet. */
    public static GatewayProcess prepare(Path directory, String... settings) {
        return new GatewayProcess(directory, List.of(settings));
    }

    /** From the next start on: what follows {@code java} instead of the packaged jar. */
    public GatewayProcess launchedBy(List<String> launcher) {
        this.launcher = launcher;
        return this;
    }

    /** From the next start on: the program that runs {@code java}, for example a tracer. */
    public GatewayProcess tracedBy(String... tracer) {
        this.tracer = List.of(tracer);
        return this;
    }

    /** From the next start on: TLS on the main port, and who trusts its certificate. */
    GatewayProcess speaking(HttpClient tls) {
        client = tls;
        scheme = "https";
        return this;
    }

    /** Starts the process again on the same directory and ports, and waits until it is ready. */
    public void start() {
        launch();
        awaitReady();
    }

    /** Waits until it is ready. */
    public void awaitReady() {
        try {
            await("readiness")
                    .atMost(Duration.ofSeconds(180))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> isReady() || !process.isAlive());
        } catch (ConditionTimeoutException late) {
            throw new IllegalStateException("The gateway does not get ready:\n" + logText(), late);
        }
        if (!process.isAlive()) {
            throw new IllegalStateException("The gateway stopped with " + process.exitValue() + ":\n" + logText());
        }
    }

    /** Starts the process again and waits for nothing. */
    public void launch() {
        List<String> command = new ArrayList<>(tracer);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(launcher);
        command.addAll(List.of("--server.port=" + port, "--management.server.port=" + managementPort));
        command.addAll(settings);
        try {
            Path routes = directory.resolve("routes");
            if (Files.notExists(routes)) {
                Files.createDirectories(routes);
                try (var shipped = Files.list(Path.of("routes"))) {
                    for (Path route : shipped.toList()) {
                        Files.copy(route, routes.resolve(route.getFileName()));
                    }
                }
            }
            process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return whether it takes notifications */
    public boolean isReady() {
        try {
            return get("/readyz").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** @return the answer to a GET of a path on the main port */
    public HttpResponse<String> get(String path) throws IOException {
        return send(
                client,
                HttpRequest.newBuilder(uri(path))
                        .timeout(Duration.ofSeconds(15))
                        .build());
    }

    /** @return the answer to a request, redirects not followed */
    public static HttpResponse<String> send(HttpRequest request) throws IOException {
        return send(HTTP, request);
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** @return the address of a path on the main port */
    public URI uri(String path) {
        return URI.create(scheme + "://localhost:" + port + path);
    }

    /** @return the address of a path on the management port */
    public URI managementUri(String path) {
        return URI.create("http://localhost:" + managementPort + path);
    }

    /** @return the process id */
    public long pid() {
        return process.pid();
    }

    /** @return how many files and connections the process has open; Linux only */
    long openFiles() throws IOException {
        try (var open = Files.list(Path.of("/proc", Long.toString(pid()), "fd"))) {
            return open.count();
        }
    }

    /** Ends the process at once, as {@code kill -9} does. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        waitForEnd(Duration.ofSeconds(30));
    }

    /** Asks the process to end, as SIGTERM does, and does not wait. */
    public void terminate() {
        // a tracer either has become the gateway, or has it as its child
        List<ProcessHandle> children = process.children().toList();
        if (tracer.isEmpty() || children.isEmpty()) {
            process.destroy();
        } else {
            children.forEach(ProcessHandle::destroy);
        }
    }

    /** Asks the process to end, as SIGTERM does, and waits. */
    public void stop() {
        terminate();
        waitForEnd(Duration.ofSeconds(60));
    }

    /** @return whether the process runs */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** @return the exit value of the process that has ended; 137 = killed */
    public int exitValue() {
        return process.exitValue();
    }

    /** Waits until the process has ended. */
    public void waitForEnd(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("The gateway did not end within " + limit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return the file that holds everything the process printed */
    public Path log() {
        return directory.resolve("gateway.log");
    }

    /** @return everything the process printed */
    public String logText() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return a port that is free now, and none that the system gives to an outgoing connection before it is used */
    public static int freePort() {
        while (true) {
            int port = NEXT_PORT.getAndIncrement();
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                if (port > LAST_PORT) {
                    throw new UncheckedIOException(taken);
                }
            }
        }
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            kill();
        }
    }
}
