package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs another program to its end and keeps what it said. */
record Program(int exitCode, String output) {
    /**
     * @param folder where it runs
     * @param environment variables besides the inherited ones
     * @param command the program, which must be installed, and its arguments
     */
    static Program run(Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Program(process.exitValue(), output);
    }

    /** @return itself, when it ended well; else the test fails with what it said */
    Program succeeded() {
        assertThat(exitCode).as(output).isZero();
        return this;
    }
}
