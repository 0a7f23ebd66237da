package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clock is set back an hour while messages are claimed and deliveries wait. Only what waits for a retry waits longer,
 * until the clock is where it was.
 */
@Tag("crash")
class ClockIT {
    @TempDir
    private Path directory;

    @Test
    void losesAndDoublesNothingWhenTheClockIsSetBackAnHour() throws Exception {
        Path clock = directory.resolve("clock");
        Files.writeString(clock, "PT0S");
        try (Plant plant = Plant.embedded(directory)) {
            GatewayProcess gateway = plant.prepare().launchedBy(TestGateway.withClock(clock));
            gateway.start();
            plant.erp.always(Behaviour.status(500));
            Load load = plant.load().start(3, Duration.ofMillis(5));
            load.acceptsFurther(150);
            set(clock, "PT-1H");
            load.acceptsFurther(150);
            gateway.kill();
            gateway.start();
            load.acceptsFurther(50);
            plant.erp.always(Behaviour.status(200));
            await("new events go out at once")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(plant.erp.acknowledged()).hasSizeGreaterThan(50));
            await("no message waits for the clock")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            assertThat(plant.reported().path("sent").asInt()).isGreaterThan(350));
            set(clock, "PT0S");

            Balance balance = plant.comesToRestInBalance();

            assertThat(balance.events()).isGreaterThan(300);
            assertThat(balance.dead()).isEmpty();
        }
    }

    /** In one step, since the gateway reads the file all the time. */
    private static void set(Path clock, String offset) throws IOException {
        Path next = Files.writeString(clock.resolveSibling("next"), offset);
        Files.move(next, clock, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
