package io.llgateway.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The scripts of {@code src/test/node}, run outside the source tree with exactly the packages of their lock file. The
 * packages are fetched from the npm registry once per build.
 */
final class Node {
    private static final Path SOURCE = Path.of("src/test/node");
    private static final Path FOLDER = Path.of("target/node");

    private Node() {}

    /** Runs a script; a missing node or package fails the test. */
    static Program run(String script, String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), script, arguments);
    }

    /** Runs a script with environment variables, for what must not stand on a command line. */
    static Program run(Map<String, String> environment, String script, String... arguments)
            throws IOException, InterruptedException {
        install();
        String[] command =
                Stream.concat(Stream.of("node", script), Stream.of(arguments)).toArray(String[]::new);
        return Program.run(FOLDER, environment, command);
    }

    private static synchronized void install() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        Path installed = FOLDER.resolve("installed-package-lock.json");
        Path lock = SOURCE.resolve("package-lock.json");
        copySources();
        if (!Files.exists(installed) || Files.mismatch(lock, installed) >= 0) {
            Program.run(FOLDER, Map.of(), "npm", "ci").succeeded();
            Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void copySources() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(SOURCE)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
