package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that starts while the real broker is away, and {@code kill -9} of the broker under load. */
@Tag("damage")
class BrokerDamageIT {
    private static final int KILLS = 3;

    @TempDir
    private Path directory;

    @Test
    void acceptsWhileTheBrokerIsAwayAndQueuesEverythingOnceWhenItIsBack() throws Exception {
        try (Plant plant = Plant.real(directory)) {
            ArtemisServer broker = plant.servers().broker();
            broker.kill();
            Load load;
            try {
                GatewayProcess gateway = plant.start();
                load = plant.load().start(4, Duration.ofMillis(2));
                load.acceptsFurther(100);
                assertThat(gateway.get("/readyz").statusCode()).isEqualTo(200);
                assertThat(brokerHealth(plant)).isEqualTo("DOWN");
                assertThat(plant.metric("gateway_outbox_depth")).isPositive();
            } finally {
                broker.start();
            }
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(brokerHealth(plant)).isEqualTo("UP"));

            for (int kill = 1; kill <= KILLS; kill++) {
                load.acceptsFurther(200);
                broker.kill();
                load.acceptsFurther(200);
                broker.start();
            }

            assertThat(plant.comesToRestInBalance().events()).isGreaterThan(KILLS * 400);
        }
    }

    private static String brokerHealth(Plant plant) throws Exception {
        return plant.health("/actuator/health")
                .path("components")
                .path("broker")
                .path("status")
                .asText();
    }
}
