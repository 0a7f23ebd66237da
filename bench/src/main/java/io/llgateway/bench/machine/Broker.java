package io.llgateway.bench.machine;

import io.llgateway.bench.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A standalone Artemis from the real distribution on a free port, its journal synced, with the product's broker.xml. */
public final class Broker implements AutoCloseable {
    private final int port = Ports.free();
    private final Process process;

    /** Creates an instance and starts it. */
    public Broker() throws Exception {
        Path instance = Settings.DATA.resolve("artemis");
        Path home;
        try (Stream<Path> homes = Files.list(Settings.ROOT.resolve("bench/target/artemis"))) {
            home = homes.findFirst().orElseThrow();
        }
        File log = Files.createDirectories(Settings.DATA).resolve("artemis.log").toFile();
        int created = new ProcessBuilder(List.of(
                        home.resolve("bin/artemis").toString(), "create", instance.toString(), "--silent",
                        "--user", "bench", "--password", "bench", "--require-login", "--no-autotune", "--nio",
                        "--no-amqp-acceptor", "--no-hornetq-acceptor", "--no-mqtt-acceptor", "--no-stomp-acceptor",
                        "--host", "localhost", "--http-host", "localhost", "--default-port", Integer.toString(port)))
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start()
                .waitFor();
        if (created != 0) {
            throw new IOException("artemis create failed, see " + log);
        }
        configure(instance.resolve("etc"));
        ProcessBuilder run = new ProcessBuilder(instance.resolve("bin/artemis").toString(), "run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        run.environment()
                .put("JAVA_ARGS_APPEND", "-Dlianlian.broker.host=localhost -Dlianlian.broker.port=" + port);
        process = run.start();
        // a killed benchmark leaves nothing behind
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        awaitStart(log);
    }

    /** The product's own broker.xml; no web console, which would take a fixed port. */
    private void configure(Path etc) throws IOException {
        Path bootstrap = etc.resolve("bootstrap.xml");
        Files.writeString(bootstrap, Files.readString(bootstrap).replaceAll("(?s)<web .*</web>", ""));
        Files.copy(
                Settings.ROOT.resolve("deploy/artemis/broker.xml"),
                etc.resolve("broker.xml"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private void awaitStart(File log) throws Exception {
        for (long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1); System.nanoTime() < end; ) {
            try (Queues queues = new Queues(url())) {
                queues.waiting();
                return;
            } catch (Exception notYet) {
                TimeUnit.MILLISECONDS.sleep(300);
            }
            if (!process.isAlive()) {
                break;
            }
        }
        throw new IOException("the broker did not start, see " + log);
    }

    /** @return its CORE address */
    public String url() {
        return "tcp://localhost:" + port;
    }

    /** @return its process */
    public long pid() {
        return process.pid();
    }

    /** @return processor time of the broker */
    public double cpuMicros() throws IOException {
        return Usage.cpuMicros(process.pid());
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
