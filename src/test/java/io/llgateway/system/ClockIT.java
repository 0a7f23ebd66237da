package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock is set back an hour while messages are claimed and deliveries wait. */
@Tag("crash")
class ClockIT {
    @TempDir
    private Path directory;

    @Test
    void losesDoublesAndDelaysNothingWhenTheClockIsSetBackAnHour() throws Exception {
        Path clock = directory.resolve("clock");
        Files.writeString(clock, "PT0S");
        try (Plant plant = Plant.embedded(directory)) {
            GatewayProcess gateway = plant.prepare().launchedBy(TestGateway.withClock(clock));
            gateway.start();
            plant.erp.always(Behaviour.status(500));
            Load load = plant.load().start(3, Duration.ofMillis(5));
            load.acceptsFurther(150);
            // atomically, since the gateway reads it all the time
            Path next = Files.writeString(directory.resolve("next"), "PT-1H");
            Files.move(
                    next,
                    clock,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            load.acceptsFurther(150);
            gateway.kill();
            gateway.start();
            load.acceptsFurther(50);
            plant.erp.always(Behaviour.status(200));

            Balance balance = plant.comesToRestInBalance();

            assertThat(balance.events()).isGreaterThan(300);
            assertThat(balance.dead()).isEmpty();
        }
    }
}
