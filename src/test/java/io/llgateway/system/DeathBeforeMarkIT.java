package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway dies exactly between JMS commit and ledger commit: the next one finds a batch that the broker has already. */
class DeathBeforeMarkIT {
    private static final int DEATHS = 3;

    @TempDir
    private Path directory;

    @Test
    void queuesNothingTwiceOnServersOfItsOwn() throws Exception {
        try (Plant plant = Plant.real(directory)) {
            GatewayProcess gateway = plant.prepare();
            Load load = plant.load();
            QueueReader queues = plant.queues();
            for (int death = 1; death <= DEATHS; death++) {
                diesBeforeMarking(gateway, load);
                queues.drain();
                try (Connection ledger = plant.ledger()) {
                    assertThat(Balance.of(ledger).unknownToLedger(queues))
                            .as("sent, and the ledger does not know it")
                            .isNotEmpty();
                }
            }
            gateway.launchedBy(FastStart.launcher()).start();

            assertThat(plant.comesToRestInBalance(queues).events()).isPositive();
        }
    }

    @Test
    void queuesNothingTwiceOnTheEmbeddedDefaults() throws Exception {
        try (Plant plant = Plant.embedded(directory)) {
            GatewayProcess gateway = plant.prepare();
            Load load = plant.load();
            for (int death = 1; death <= DEATHS; death++) {
                diesBeforeMarking(gateway, load);
            }
            gateway.launchedBy(FastStart.launcher()).start();

            assertThat(plant.comesToRestInBalance().events()).isPositive();
        }
    }

    private static void diesBeforeMarking(GatewayProcess gateway, Load load) throws InterruptedException {
        gateway.launchedBy(TestGateway.dyingAtBatch(1)).launch();
        await("death")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    load.posts(20);
                    return !gateway.isAlive();
                });
        assertThat(gateway.exitValue())
                .as("it died where it should: " + gateway.logText())
                .isEqualTo(137);
    }
}
