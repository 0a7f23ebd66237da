package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the embedded defaults runs full: a file system of its own in memory, filled to the last byte. */
@Tag("system")
class DiskFullIT {
    @TempDir
    private Path directory;

    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectories(directory.resolve("gateway-1").resolve("data"));
        run("mount", "-t", "tmpfs", "-o", "size=160m", "tmpfs", disk.toString());
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", disk.toString());
    }

    @Test
    void acknowledgesNothingThatItCannotKeepAndRecoversWithoutARestart() throws Exception {
        try (Plant plant = Plant.embedded(directory)) {
            GatewayProcess gateway = plant.start("--management.health.diskspace.threshold=4MB");
            Load load = plant.load().start(4, Duration.ofMillis(2));
            load.acceptsFurther(200);

            Path filler = fill();
            await("readiness down").atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                            gateway.get("/readyz").statusCode())
                    .isEqualTo(503));
            load.refusesFurther(20);
            Files.delete(filler);
            await("readiness up again").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                            gateway.get("/readyz").statusCode())
                    .isEqualTo(200));
            load.acceptsFurther(200);

            plant.comesToRestInBalance();
        }
    }

    private Path fill() throws IOException {
        Path filler = disk.resolve("filler");
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            return filler;
        }
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    }
}
