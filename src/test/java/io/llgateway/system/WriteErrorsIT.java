package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk of the embedded defaults fails for a while, as libfiu pretends between the gateway and the system: what the
 * gateway cannot keep it does not acknowledge, and when the disk works again so does the gateway, without a restart.
 */
@Tag("system")
class WriteErrorsIT {
    private static final String LEDGER_WRITE = "posix/io/rw/pwrite";
    /** H2 syncs with this, Artemis with the other. */
    private static final String LEDGER_SYNC = "posix/io/sync/fsync";

    private static final String JOURNAL_SYNC = "posix/io/sync/fdatasync";

    @TempDir
    private Path directory;

    private GatewayProcess gateway;

    @Test
    void losesAndDoublesNothingWhenLedgerAndJournalCannotBeWritten() throws Exception {
        try (Plant plant = Plant.embedded(directory)) {
            gateway = plant.prepare()
                    .tracedBy(
                            "fiu-run", "-x", "-f", directory.resolve("control").toString());
            gateway.start();
            Load load = plant.load().start(3, Duration.ofMillis(5));
            load.acceptsFurther(100);

            for (String call : new String[] {LEDGER_SYNC, LEDGER_WRITE}) {
                control("enable name=" + call + ",failinfo=5");
                load.refusesFurther(10);
                awaitReadiness(503);
                control("disable name=" + call);
                awaitReadiness(200);
                load.acceptsFurther(100);
            }

            for (int failure = 1; failure <= 2; failure++) {
                control("enable name=" + JOURNAL_SYNC + ",failinfo=5");
                awaitBroker(plant, "DOWN");
                load.acceptsFurther(50);
                assertThat(gateway.get("/readyz").statusCode())
                        .as("acceptance does not need the broker")
                        .isEqualTo(200);
                control("disable name=" + JOURNAL_SYNC);
                awaitBroker(plant, "UP");
            }

            plant.comesToRestInBalance();
        }
    }

    private void control(String command) throws IOException, InterruptedException {
        Program.run(
                        directory,
                        Map.of(),
                        "fiu-ctrl",
                        "-f",
                        directory.resolve("control").toString(),
                        "-c",
                        command,
                        Long.toString(gateway.pid()))
                .succeeded();
    }

    private void awaitReadiness(int status) {
        await("readiness " + status).atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        gateway.get("/readyz").statusCode())
                .isEqualTo(status));
    }

    private static void awaitBroker(Plant plant, String status) {
        await("broker " + status).atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode broker =
                    plant.health("/actuator/health").path("components").path("broker");
            assertThat(broker.path("status").asText()).isEqualTo(status);
        });
    }
}
