package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llgateway.notification.Sample;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways on one PostgreSQL and one Artemis. */
@Tag("crash")
class TwoGatewaysIT {
    private static final int RACES = 40;

    @TempDir
    private Path directory;

    @Test
    void takeOverFromEachOtherWithoutLossOrDuplicate() throws Exception {
        try (Plant plant = Plant.real(directory)) {
            GatewayProcess first = plant.start();
            GatewayProcess second = plant.start();
            Load load = plant.load().start(6, Duration.ofMillis(1));
            load.acceptsFurther(300);

            first.kill();
            load.acceptsFurther(200);
            first.start();
            load.acceptsFurther(200);
            second.kill();
            load.acceptsFurther(200);

            plant.comesToRestInBalance();
        }
    }

    @Test
    void makeOneEventOfANotificationThatComesToBothAtOnce() throws Exception {
        try (Plant plant = Plant.real(directory)) {
            plant.start();
            plant.start();
            Load load = plant.load();
            Payments payments = new Payments("83");
            for (int race = 1; race <= RACES; race++) {
                Sample notification = payments.notification(race, "SUCCESS", "10.00");
                load.postsToAllAtOnce(notification);
            }

            Balance balance = plant.comesToRestInBalance();

            assertThat(balance.events()).isEqualTo(RACES);
            assertThat(load.refused()).as("both were answered well").isZero();
        }
    }

    @Test
    void takeOverWhatAFrozenOneHasClaimedAndHearNothingTwiceWhenItThaws() throws Exception {
        try (Plant plant = Plant.real(directory)) {
            GatewayProcess first = plant.start();
            Load onFirst = plant.load().start(4, Duration.ZERO);
            onFirst.acceptsFurther(500);
            // a claim lasts some milliseconds, so freeze it until one is caught
            await("a claim of the frozen gateway")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        Signals.send("STOP", first.pid());
                        if (plant.claimedRows() > 0) {
                            return true;
                        }
                        Signals.send("CONT", first.pid());
                        return false;
                    });
            long claimed = plant.claimedRows();
            assertThat(claimed).isPositive();
            GatewayProcess second = plant.start();
            assertThat(second.isReady()).isTrue();

            await("the claim of the frozen gateway expires and the other takes its rows")
                    .atMost(Duration.ofSeconds(50))
                    .untilAsserted(() -> assertThat(plant.unsentRows()).isZero());
            Signals.send("CONT", first.pid());

            plant.comesToRestInBalance();
        }
    }
}
