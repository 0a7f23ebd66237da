package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock is set back an hour while messages are claimed and deliveries wait, and again while the gateway is down. */
@Tag("damage")
class ClockIT {
    @TempDir
    private Path directory;

    @Test
    void losesAndDoublesNothingOnServersOfItsOwnWhenTheClockIsSetBackAnHour() throws Exception {
        losesAndDoublesNothing(Plant.real(directory));
    }

    @Test
    void losesAndDoublesNothingOnTheEmbeddedDefaultsWhenTheClockIsSetBackAnHour() throws Exception {
        losesAndDoublesNothing(Plant.embedded(directory));
    }

    private void losesAndDoublesNothing(Plant begun) throws Exception {
        Path clock = directory.resolve("clock");
        Files.writeString(clock, "PT0S");
        try (Plant plant = begun) {
            GatewayProcess gateway = plant.prepare().launchedBy(TestGateway.withClock(clock));
            gateway.start();
            plant.erp.always(Behaviour.status(500));
            Load load = plant.load().start(3, Duration.ofMillis(5));
            load.acceptsFurther(150);
            await("deliveries that wait for a retry")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(plant.erp.calls()).hasSizeGreaterThan(150));

            set(clock, "PT-1H");
            Set<String> waiting =
                    plant.erp.calls().stream().map(ErpServer.Call::id).collect(Collectors.toSet());
            load.acceptsFurther(150);
            plant.erp.always(Behaviour.status(200));
            await("no delivery waits for the clock")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(plant.erp.acknowledged()).containsAll(waiting));

            plant.erp.always(Behaviour.status(500));
            load.acceptsFurther(50);
            gateway.kill();
            set(clock, "PT-2H");
            gateway.start();
            plant.erp.always(Behaviour.status(200));

            Balance balance = plant.comesToRestInBalance();

            assertThat(balance.events()).isGreaterThan(350);
            assertThat(balance.dead()).isEmpty();
        }
    }

    /** In one step, since the gateway reads the file all the time. */
    private static void set(Path clock, String offset) throws IOException {
        Path next = Files.writeString(clock.resolveSibling("next"), offset);
        Files.move(next, clock, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
