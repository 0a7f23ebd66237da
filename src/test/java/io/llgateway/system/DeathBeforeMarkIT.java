package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway dies exactly between JMS commit and ledger commit: the next one finds a batch that the broker has already. */
@Tag("damage")
class DeathBeforeMarkIT {
    private static final int DEATHS = 2;

    @TempDir
    private Path directory;

    /** Both at the same time, since both wait 30 s for the claims of the dead. */
    @Test
    void queuesNothingTwiceOnServersOfItsOwnNorOnTheEmbeddedDefaults() throws Exception {
        try (Plant real = Plant.real(Files.createDirectory(directory.resolve("real")));
                Plant embedded = Plant.embedded(Files.createDirectory(directory.resolve("embedded")))) {
            QueueReader queues = real.queues();
            diesBeforeMarking(embedded.prepare(), embedded.load());
            GatewayProcess gateway = real.prepare();
            Load load = real.load();
            for (int death = 1; death <= DEATHS; death++) {
                diesBeforeMarking(gateway, load);
                queues.drain();
                try (Connection ledger = real.ledger()) {
                    assertThat(Balance.of(ledger).unknownToLedger(queues))
                            .as("sent, and the ledger does not know it")
                            .isNotEmpty();
                }
            }
            start(gateway);
            start(embedded.gateways.get(0));

            assertThat(real.comesToRestInBalance(queues).events()).isPositive();
            assertThat(embedded.comesToRestInBalance().events()).isPositive();
        }
    }

    private static void start(GatewayProcess gateway) {
        gateway.launchedBy(FastStart.launcher()).start();
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
