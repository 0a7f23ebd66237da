package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of the real PostgreSQL under load, connections cut in the middle of commits, and a frozen database; the
 * gateway is the same in all tests and is never restarted.
 */
@Tag("damage")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseDamageIT {
    private static final int KILLS = 2;
    private static final int CUTS = 6;

    private Plant plant;
    private GatewayProcess gateway;
    private QueueReader queues;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        plant = Plant.real(directory);
        queues = plant.queues();
        // a delivery is leased for twice that and ten seconds
        gateway = plant.start("--gateway.erp.webhook.timeout=2s");
    }

    @AfterAll
    void stop() {
        plant.close();
    }

    @Test
    void losesAndDoublesNothingWhenTheDatabaseIsKilledAgainAndAgain() throws Exception {
        Load load = plant.load().start(4, Duration.ofMillis(2));
        for (int kill = 1; kill <= KILLS; kill++) {
            load.acceptsFurther(100);
            plant.servers().database().kill();
            awaitReadiness(503);
            plant.servers().database().start();
            awaitReadiness(200);
        }
        load.acceptsFurther(100);

        plant.restsInBalance(queues);
    }

    @Test
    void losesAndDoublesNothingWhenConnectionsAreCutInTheMiddleOfCommits() throws Exception {
        Load load = plant.load().start(8, Duration.ZERO);
        for (int cut = 1; cut <= CUTS; cut++) {
            load.acceptsFurther(50);
            plant.servers().database().cutConnections();
        }
        load.acceptsFurther(50);

        plant.restsInBalance(queues);
    }

    @Test
    void answersWithinFiveSecondsWhenTheDatabaseDoesNot() throws Exception {
        Load load = plant.load().start(6, Duration.ofMillis(5));
        load.acceptsFurther(100);
        plant.servers().database().freeze();
        try {
            awaitReadiness(503);
            load.refusesFurther(5);
        } finally {
            plant.servers().database().thaw();
        }
        awaitReadiness(200);
        load.acceptsFurther(100);

        plant.restsInBalance(queues);

        assertThat(load.slowestMillis()).as("LianLian gives up after 5 s").isLessThan(5000);
    }

    private void awaitReadiness(int status) {
        await("readiness " + status).atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        gateway.get("/readyz").statusCode())
                .isEqualTo(status));
    }
}
