package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

    /** A delivery that was leased is told again after twice that and ten seconds. */
    private static final String LEASE = "--gateway.erp.webhook.timeout=2s";

    @TempDir
    private Path directory;

    @Test
    void answersWhatItTookAndLeavesNoClaimBehindOnServersOfItsOwn() throws Exception {
        try (Plant plant = Plant.real(directory)) {
            answersWhatItTookAndLeavesNoClaimBehind(plant);
        }
    }

    @Test
    void answersWhatItTookAndLeavesNoClaimBehindOnTheEmbeddedDefaults() throws Exception {
        try (Plant plant = Plant.embedded(directory)) {
            answersWhatItTookAndLeavesNoClaimBehind(plant);
        }
    }

    private static void answersWhatItTookAndLeavesNoClaimBehind(Plant plant) throws Exception {
        GatewayProcess gateway = plant.start(LEASE);
        Load load = plant.load().start(8, Duration.ZERO);
        load.acceptsFurther(500);

        ends(gateway);

        try (Connection ledger = plant.ledger()) {
            assertThat(Balance.of(ledger).unknownTo(load))
                    .as("recorded, but the sender was not told")
                    .isEmpty();
        }
        await("no rows left claimed; those given back are due after a second")
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(plant.claimedRows()).isZero());
        gateway.start();
        plant.comesToRestInBalance();
    }

    @Test
    void endsInTimeAlthoughTheBrokerDoesNotAnswer() throws Exception {
        try (Plant plant = Plant.real(directory)) {
            ArtemisServer broker = plant.servers().broker();
            GatewayProcess gateway = plant.start(LEASE);
            Load load = plant.load().start(4, Duration.ofMillis(2));
            load.acceptsFurther(200);
            await("messages reach the broker").atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                            plant.reported().path("sent").asInt())
                    .isPositive());
            broker.freeze();
            try {
                load.acceptsFurther(400);

                ends(gateway);
            } finally {
                broker.thaw();
            }
            gateway.start();
            plant.comesToRestInBalance();
        }
    }

    @Test
    void endsInTimeAlthoughTheBrokerHasNoRoom() throws Exception {
        try (ArtemisServer broker = ArtemisServer.create(directory.resolve("broker"))) {
            broker.useProperties("maxDiskUsage=0");
            broker.start();
            try (Plant plant = Plant.real(directory, broker.url())) {
                GatewayProcess gateway = plant.start(LEASE);
                Load load = plant.load().start(4, Duration.ofMillis(2));
                load.acceptsFurther(1000);
                assertThat(plant.unsentRows()).as("none leaves").isGreaterThan(900);

                ends(gateway);

                broker.stop();
                broker.useProperties("");
                broker.start();
                gateway.start();
                plant.comesToRestInBalance();
            }
        }
    }

    private static void ends(GatewayProcess gateway) {
        gateway.terminate();
        gateway.waitForEnd(IN_TIME);
        assertThat(gateway.exitValue()).as("143 = ended by SIGTERM").isEqualTo(143);
    }
}
