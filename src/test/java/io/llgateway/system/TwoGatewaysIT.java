package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llgateway.notification.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways on one PostgreSQL and one Artemis, the same two in all tests. */
@Tag("damage")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoGatewaysIT {
    private static final int RACES = 40;

    private Plant plant;
    private GatewayProcess first;
    private GatewayProcess second;
    private QueueReader queues;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        plant = Plant.real(directory);
        queues = plant.queues();
        // a delivery is leased for twice that and ten seconds
        first = plant.prepare("--gateway.erp.webhook.timeout=2s");
        second = plant.prepare("--gateway.erp.webhook.timeout=2s");
        first.launch();
        second.start();
        first.awaitReady();
    }

    @AfterAll
    void stop() {
        plant.close();
    }

    @Test
    void makeOneEventOfANotificationThatComesToBothAtOnce() throws Exception {
        Load load = plant.load();
        int before = plant.reported().path("accepted").asInt();
        Payments payments = new Payments("83");
        for (int race = 1; race <= RACES; race++) {
            Sample notification = payments.notification(race, "SUCCESS", "10.00");
            load.postsToAllAtOnce(notification);
        }

        Balance balance = plant.restsInBalance(queues);

        assertThat(balance.events()).isEqualTo(before + RACES);
        assertThat(load.refused()).as("both were answered well").isZero();
    }

    @Test
    void takeOverFromAFrozenAndAKilledOneAndDoubleNothingWhenTheyAreBack() throws Exception {
        Load onFirst = plant.loadOn(List.of(first)).start(4, Duration.ZERO);
        Load onSecond = plant.loadOn(List.of(second)).start(4, Duration.ofMillis(2));
        onFirst.acceptsFurther(500);
        freezeWithRowsClaimed(first);
        assertThat(plant.claimedRows()).isPositive();

        onSecond.acceptsFurther(200);
        second.kill();
        second.start();
        onSecond.acceptsFurther(200);
        onSecond.stop();
        await("claims of the frozen and the killed one expire and the other takes the rows")
                .atMost(Duration.ofSeconds(50))
                .untilAsserted(() -> assertThat(plant.unsentRows()).isZero());
        Signals.send("CONT", first.pid());
        onFirst.acceptsFurther(100);

        plant.restsInBalance(queues);
    }

    /** A claim lasts some milliseconds, so the gateway is frozen until one is caught. */
    private void freezeWithRowsClaimed(GatewayProcess gateway) {
        await("a claim of the frozen gateway")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    Signals.send("STOP", gateway.pid());
                    if (plant.claimedRows() > 0) {
                        return true;
                    }
                    Signals.send("CONT", gateway.pid());
                    return false;
                });
    }
}
