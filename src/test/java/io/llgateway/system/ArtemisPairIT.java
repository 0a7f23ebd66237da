package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A primary and a backup of the real distribution on one store, with the files of {@code deploy/artemis}: {@code kill -9}
 * of whichever works, under load, there and back.
 */
@Tag("crash")
class ArtemisPairIT {
    @TempDir
    private Path directory;

    @Test
    void losesAndDoublesNothingWhenTheBackupTakesOverAndThePrimaryComesBack() throws Exception {
        try (ArtemisServer primary = ArtemisServer.create(directory.resolve("primary"));
                ArtemisServer backup = ArtemisServer.create(directory.resolve("backup"))) {
            primary.useProperties(properties("primary", primary, backup));
            backup.useProperties(properties("backup", backup, primary));
            primary.start();
            backup.launch();
            try (Plant plant = Plant.real(directory, "(" + primary.url() + "," + backup.url() + ")?ha=true")) {
                plant.start();
                Load load = plant.load().start(4, Duration.ofMillis(2));
                load.acceptsFurther(300);
                sentGrowsBy(plant, 200);
                assertThat(backup.takesConnections()).as("it only waits").isFalse();

                primary.kill();
                load.acceptsFurther(300);
                sentGrowsBy(plant, 500);
                assertThat(backup.takesConnections()).isTrue();

                primary.launch();
                load.acceptsFurther(100);
                backup.kill();
                load.acceptsFurther(300);
                sentGrowsBy(plant, 500);

                assertThat(plant.comesToRestInBalance().events()).isGreaterThan(1000);
            }
        }
    }

    private static void sentGrowsBy(Plant plant, int messages) throws IOException {
        int before = plant.reported().path("sent").asInt();
        await("messages reach the broker that works")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(
                        () -> assertThat(plant.reported().path("sent").asInt()).isGreaterThan(before + messages));
    }

    private String properties(String role, ArtemisServer self, ArtemisServer other) throws IOException {
        String shipped = Files.readString(Path.of("deploy", "artemis", role + ".properties"));
        return shipped.replaceAll("host=\\w+\\.example", "host=localhost")
                .replace("self.params.port=61616", "self.params.port=" + self.port())
                .replace("other.params.port=61616", "other.params.port=" + other.port())
                .replace("=/store/", "=" + directory.resolve("store") + "/");
    }
}
