package io.llgateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prints a result and keeps it in {@code bench/RESULTS.md}, with everything needed to judge it. */
final class Results {
    private static final Path FILE = Settings.ROOT.resolve("bench/RESULTS.md");

    private Results() {}

    /** Replaces one section of the file. */
    static void write(String title, String text) throws IOException {
        String section = "## %s%n%n%s%n%s%n".formatted(title, text.strip(), circumstances());
        System.out.println("\n" + section);
        String file = Files.exists(FILE)
                ? Files.readString(FILE)
                : "# Results\n\nWritten by `bench/run`; what the numbers mean is in `README.md` beside it.\n\n";
        Matcher old = Pattern.compile("(?ms)^## " + Pattern.quote(title) + "\\n.*?(?=^## |\\z)")
                .matcher(file);
        Files.writeString(
                FILE, old.find() ? old.replaceFirst(Matcher.quoteReplacement(section)) : file + section);
    }

    private static String circumstances() throws IOException {
        return """

                <sub>%s; %d cores (%s), %s RAM; %s; flags `%s`; commit %s; `bench/run %s`</sub>
                """
                .formatted(
                        LocalDate.now(),
                        Runtime.getRuntime().availableProcessors(),
                        value("/proc/cpuinfo", "model name"),
                        value("/proc/meminfo", "MemTotal"),
                        output(Settings.JAVA, "-version").lines().skip(1).findFirst().orElse("?"),
                        String.join(" ", Settings.JAVA_FLAGS),
                        output("git", "-C", Settings.ROOT.toString(), "describe", "--always", "--dirty")
                                .strip(),
                        System.getProperty("bench.command", ""));
    }

    private static String value(String file, String name) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("?");
    }

    private static String output(String... command) throws IOException {
        Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes());
    }
}
