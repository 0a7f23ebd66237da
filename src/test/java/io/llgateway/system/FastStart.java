package io.llgateway.system;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The packaged jar, unpacked once per test machine by its own tools, with an archive of its loaded classes beside it: it
 * starts in a fraction of the time, for tests that start it very often.
 */
final class FastStart {
    private static final List<String> FLAGS = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1");

    private final Path jar;
    private final Path archive;

    private FastStart(Path directory) throws IOException, InterruptedException {
        Path packaged = Path.of(System.getProperty("packaged.jar", "target/lianlian-notification-gateway.jar"))
                .toAbsolutePath();
        Path unpacked = directory.resolve("unpacked");
        Program.run(
                        directory,
                        Map.of(),
                        java(),
                        "-Djarmode=tools",
                        "-jar",
                        packaged.toString(),
                        "extract",
                        "--destination",
                        unpacked.toString())
                .succeeded();
        jar = unpacked.resolve(packaged.getFileName());
        archive = directory.resolve("classes.jsa");
        try (GatewayProcess trained =
                GatewayProcess.prepare(Files.createDirectories(directory.resolve("training")), settings())) {
            trained.launchedBy(command("-XX:ArchiveClassesAtExit=" + archive, "-jar", jar.toString()))
                    .start();
            trained.stop();
        }
    }

    /** @return what follows {@code java} to start the gateway */
    static List<String> launcher() {
        FastStart fast = Shared.INSTANCE;
        return command(fast.useArchive(), "-jar", fast.jar.toString());
    }

    /**
     * @param property {@code -Dname=value}
     * @param classes what the main class needs besides the gateway
     * @return what follows {@code java} to start another main class with the gateway's classes
     */
    static List<String> launcher(String property, Path classes, Class<?> main) {
        FastStart fast = Shared.INSTANCE;
        return command(fast.useArchive(), property, "-cp", fast.jar + File.pathSeparator + classes, main.getName());
    }

    private String useArchive() {
        return "-XX:SharedArchiveFile=" + archive;
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(FLAGS);
        command.addAll(List.of(arguments));
        return command;
    }

    private static String[] settings() {
        return Stream.of(Payments.settings(), new String[] {"--gateway.broker.port=0"})
                .flatMap(Stream::of)
                .toArray(String[]::new);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Made at the first use. */
    private static final class Shared {
        static final FastStart INSTANCE = make();

        private static FastStart make() {
            try {
                Path directory = Files.createTempDirectory("fast-start");
                Runtime.getRuntime()
                        .addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(directory.toFile())));
                return new FastStart(directory);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
