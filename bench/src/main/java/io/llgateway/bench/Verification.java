package io.llgateway.bench;

import io.llgateway.bench.load.Notifications;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Compiles and runs the JMH benchmark of verification against the classes in the packaged gateway. */
final class Verification {
    private static final Path TARGET = Settings.ROOT.resolve("bench/target");

    private Verification() {}

    static void run() throws Exception {
        Path forms = new Notifications().file("smoke", 90, 2000);
        Path classes = Files.createDirectories(TARGET.resolve("jmh-classes"));
        String classPath = String.join(
                File.pathSeparator,
                classes.toString(),
                unpacked(Settings.GATEWAY),
                unpacked(TARGET.resolve("bench.jar")));
        run("javac", "-cp", classPath, "-d", classes.toString(),
                "-processor", "org.openjdk.jmh.generators.BenchmarkProcessor",
                Settings.ROOT.resolve("bench/src/jmh/java/io/llgateway/verification/VerificationBenchmark.java").toString());
        Path csv = TARGET.resolve("verification.csv");
        run(Settings.JAVA, "-cp", classPath, "-Dbench.forms=" + forms,
                "-Dbench.keys=" + Settings.NOTIFICATIONS.resolve("key-pair"),
                "org.openjdk.jmh.Main", "-f", "2", "-wi", "3", "-w", "3", "-i", "5", "-r", "3", "-t", "1",
                "-rf", "csv", "-rff", csv.toString());
        StringBuilder table = new StringBuilder("| | µs per call | ± | × bare |\n|---|---|---|---|\n");
        double bare = 0;
        for (String line : Files.readAllLines(csv).stream().skip(1).toList()) {
            String[] columns = line.replace("\"", "").split(",");
            double micros = Double.parseDouble(columns[4]);
            bare = bare == 0 ? micros : bare;
            table.append(String.format(Locale.ROOT, "| %s | %.2f | %.2f | %.2f |%n",
                    columns[0].substring(columns[0].lastIndexOf('.') + 1), micros, Double.parseDouble(columns[5]), micros / bare));
        }
        Results.write("Verification", table.toString());
    }

    /** A Boot jar hides its classes from a class path; Boot's own tool unpacks it. */
    private static String unpacked(Path jar) throws Exception {
        Path folder = TARGET.resolve("unpacked").resolve(jar.getFileName());
        run(Settings.JAVA, "-Djarmode=tools", "-jar", jar.toString(), "extract", "--force", "--destination", folder.toString());
        return folder.resolve(jar.getFileName()) + File.pathSeparator + folder.resolve("lib") + "/*";
    }

    private static void run(String... command) throws Exception {
        int exit = new ProcessBuilder(List.of(command)).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IOException(command[0] + " failed");
        }
    }
}
