package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM under load: what was taken in is answered, the batch is finished, and the end comes in time. */
@Tag("damage")
class StopIT {
    /** {@code stop_grace_period} of docker-compose.yml is 60 s. */
    private static final Duration IN_TIME = Duration.ofSeconds(45);

    @TempDir
    private Path directory;

    @Test
    void answersWhatItTookAndLeavesNoClaimBehind() throws Exception {
        try (Plant plant = Plant.real(directory)) {
            // a delivery that was leased is told again after twice that and ten seconds
            GatewayProcess gateway = plant.start("--gateway.erp.webhook.timeout=2s");
            Load load = plant.load().start(8, Duration.ZERO);
            load.acceptsFurther(500);

            gateway.terminate();
            gateway.waitForEnd(IN_TIME);

            assertThat(gateway.exitValue()).as("143 = ended by SIGTERM").isEqualTo(143);
            try (Connection ledger = plant.ledger()) {
                assertThat(Balance.of(ledger).unknownTo(load))
                        .as("recorded, but the sender was not told")
                        .isEmpty();
            }
            assertThat(plant.claimedRows()).as("rows left claimed").isZero();
            gateway.start();
            plant.comesToRestInBalance();
        }
    }
}
