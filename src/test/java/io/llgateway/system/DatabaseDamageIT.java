package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the real PostgreSQL under load, connections cut in the middle of commits, and a frozen database. */
@Tag("crash")
class DatabaseDamageIT {
    private static final int KILLS = 3;
    private static final int CUTS = 15;

    @TempDir
    private Path directory;

    @Test
    void losesAndDoublesNothingWhenTheDatabaseIsKilledAgainAndAgain() throws Exception {
        try (Plant plant = Plant.real(directory)) {
            GatewayProcess gateway = plant.start();
            Load load = plant.load().start(4, Duration.ofMillis(2));
            for (int kill = 1; kill <= KILLS; kill++) {
                load.acceptsFurther(100);
                plant.servers().database().kill();
                awaitReadiness(gateway, 503);
                plant.servers().database().start();
                awaitReadiness(gateway, 200);
            }
            load.acceptsFurther(100);

            plant.comesToRestInBalance();
        }
    }

    @Test
    void losesAndDoublesNothingWhenConnectionsAreCutInTheMiddleOfCommits() throws Exception {
        try (Plant plant = Plant.real(directory)) {
            plant.start();
            Load load = plant.load().start(8, Duration.ZERO);
            for (int cut = 1; cut <= CUTS; cut++) {
                load.acceptsFurther(50);
                plant.servers().database().cutConnections();
            }
            load.acceptsFurther(50);

            plant.comesToRestInBalance();
        }
    }

    @Test
    void answersWithinFiveSecondsWhenTheDatabaseDoesNot() throws Exception {
        try (Plant plant = Plant.real(directory)) {
            GatewayProcess gateway = plant.start();
            Load load = plant.load().start(6, Duration.ofMillis(5));
            load.acceptsFurther(100);
            plant.servers().database().freeze();
            try {
                awaitReadiness(gateway, 503);
                load.refusesFurther(5);
            } finally {
                plant.servers().database().thaw();
            }
            awaitReadiness(gateway, 200);
            load.acceptsFurther(100);

            plant.comesToRestInBalance();

            assertThat(load.slowestMillis()).as("LianLian gives up after 5 s").isLessThan(5000);
        }
    }

    private static void awaitReadiness(GatewayProcess gateway, int status) {
        await("readiness " + status).atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        gateway.get("/readyz").statusCode())
                .isEqualTo(status));
    }
}
