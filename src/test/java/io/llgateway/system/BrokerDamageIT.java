package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real broker is away when the gateway starts, killed under load, hangs, or is away for minutes. */
class BrokerDamageIT {
    private static final int KILLS = 3;

    @TempDir
    private Path directory;

    @Test
    @Tag("damage")
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

    @Test
    @Tag("damage")
    void queuesEverythingOnceWhenTheBrokerHangsUntilTheGatewayGivesItUp() throws Exception {
        try (Plant plant = Plant.real(directory)) {
            ArtemisServer broker = plant.servers().broker();
            GatewayProcess gateway = plant.start();
            Load load = plant.load().start(2, Duration.ofMillis(20));
            load.acceptsFurther(200);
            await("messages reach the broker").atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                            plant.reported().path("sent").asInt())
                    .isPositive());
            broker.freeze();
            try {
                load.acceptsFurther(400);
                await("it gives the broker up, whatever became of the batch under way")
                        .atMost(Duration.ofSeconds(120))
                        .until(() -> gateway.logText().contains("The broker is away"));
                assertThat(gateway.get("/readyz").statusCode()).isEqualTo(200);
            } finally {
                broker.thaw();
            }
            load.acceptsFurther(200);

            plant.comesToRestInBalance();
        }
    }

    @Test
    @Tag("crash")
    void queuesEverythingOnceWhenTheBrokerWasAwayForMinutes() throws Exception {
        try (Plant plant = Plant.real(directory)) {
            ArtemisServer broker = plant.servers().broker();
            plant.start();
            Load load = plant.load().start(2, Duration.ofMillis(20));
            load.acceptsFurther(200);
            broker.kill();
            try {
                await("messages that wait for minutes")
                        .atMost(Duration.ofMinutes(5))
                        .pollInterval(Duration.ofSeconds(1))
                        .untilAsserted(() -> assertThat(plant.metric("gateway_outbox_age_seconds"))
                                .isGreaterThan(180));
            } finally {
                broker.start();
            }
            load.acceptsFurther(200);

            plant.comesToRestInBalance();
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
