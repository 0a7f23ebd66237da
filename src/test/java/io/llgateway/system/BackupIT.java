package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Collection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger is lost, and restored from a dump that was taken while the gateway worked and messages were waiting. */
@Tag("system")
class BackupIT {
    @TempDir
    private Path directory;

    @Test
    void knowsEverythingUpToTheDumpAndSendsNothingTwiceThatLeftSince() throws Exception {
        try (Plant plant = Plant.real(directory)) {
            PostgresServer database = plant.servers().database();
            QueueReader queues = plant.queues();
            // a delivery is leased for twice that and ten seconds
            GatewayProcess gateway = plant.start("--gateway.erp.webhook.timeout=2s");
            Load load = plant.load().start(4, Duration.ofMillis(2));
            load.acceptsFurther(200);
            plant.servers().broker().kill();
            load.acceptsFurther(100);
            Collection<String> known = load.acknowledged();
            Path dump = directory.resolve("ledger.sql");
            database.dump(dump);
            plant.servers().broker().start();
            load.acceptsFurther(100);
            int before = plant.restsInBalance(queues).events();
            int messages = count(queues);
            gateway.stop();

            database.restore(dump);
            gateway.start();
            plant.comesToRest();
            queues.drain();

            assertThat(count(queues)).as("the broker drops what it had").isEqualTo(messages);
            try (Connection ledger = plant.ledger()) {
                Balance balance = Balance.of(ledger).isAllSent().holdsAtLeastFor(queues);
                assertThat(balance.keys()).containsAll(known);
                assertThat(balance.events())
                        .as("what came after the dump is forgotten")
                        .isLessThan(before);
            }
        }
    }

    private static int count(QueueReader queues) {
        return queues.bodies().values().stream().mapToInt(Collection::size).sum();
    }
}
