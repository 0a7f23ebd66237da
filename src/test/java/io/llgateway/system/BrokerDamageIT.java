package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the real broker under load, and a gateway that starts while the broker is away. */
@Tag("damage")
class BrokerDamageIT {
    private static final int KILLS = 4;

    @TempDir
    private Path directory;

    @Test
    void losesAndDoublesNothingWhenTheBrokerIsKilledAgainAndAgain() throws Exception {
        try (Plant plant = Plant.real(directory)) {
            plant.start();
            Load load = plant.load().start(4, Duration.ofMillis(2));
            for (int kill = 1; kill <= KILLS; kill++) {
                load.acceptsFurther(200);
                plant.servers().broker().kill();
                load.acceptsFurther(200);
                plant.servers().broker().start();
            }

            Balance balance = plant.comesToRestInBalance();

            assertThat(balance.events()).isGreaterThan(KILLS * 400);
        }
    }

    @Test
    void acceptsWhileTheBrokerIsAwayFromTheStartAndSaysSoInTheDetailsOnly() throws Exception {
        try (Plant plant = Plant.real(directory)) {
            plant.servers().broker().kill();
            GatewayProcess gateway;
            try {
                gateway = plant.start();
                plant.load().start(2, Duration.ofMillis(5)).acceptsFurther(100);
                assertThat(gateway.get("/readyz").statusCode()).isEqualTo(200);
                assertThat(plant.health("/actuator/health")
                                .path("components")
                                .path("broker")
                                .path("status")
                                .asText())
                        .isEqualTo("DOWN");
                assertThat(plant.metric("gateway_outbox_depth")).isPositive();
            } finally {
                plant.servers().broker().start();
            }
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(plant.health("/actuator/health")
                            .path("components")
                            .path("broker")
                            .path("status")
                            .asText())
                    .isEqualTo("UP"));

            plant.comesToRestInBalance();
        }
    }
}
