package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code kill -9} of the gateway at random moments under load, at its start as well as in the middle of work. */
class GatewayKilledIT {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayKilledIT.class);
    private static final int KILLS = 25;
    private static final int KILLS_EMBEDDED = 6;
    private static final int LONG_RUN = Integer.getInteger("crash.kills", 1000);

    @TempDir
    private Path directory;

    @Test
    @Tag("damage")
    void losesAndDoublesNothingOnServersOfItsOwn() throws Exception {
        try (Plant plant = Plant.real(directory)) {
            killRepeatedly(plant, KILLS);
        }
    }

    @Test
    @Tag("damage")
    void losesAndDoublesNothingOnTheEmbeddedDefaults() throws Exception {
        try (Plant plant = Plant.embedded(directory)) {
            killRepeatedly(plant, KILLS_EMBEDDED);
        }
    }

    @Test
    @Tag("crash")
    void losesAndDoublesNothingInAThousandKillsOnServersOfItsOwn() throws Exception {
        try (Plant plant = Plant.real(directory)) {
            killRepeatedly(plant, LONG_RUN);
        }
    }

    @Test
    @Tag("crash")
    void losesAndDoublesNothingInManyKillsOnTheEmbeddedDefaults() throws Exception {
        try (Plant plant = Plant.embedded(directory)) {
            killRepeatedly(plant, LONG_RUN / 10);
        }
    }

    private static void killRepeatedly(Plant plant, int kills) throws Exception {
        GatewayProcess gateway = plant.prepare();
        Load load = plant.load().start(4, Duration.ofMillis(5));
        for (int kill = 1; kill <= kills; kill++) {
            gateway.launch();
            if (kill % 4 == 0) {
                // while it still starts: recovery, migration, first claims
                pause(ThreadLocalRandom.current().nextInt(500, 4000));
            } else {
                gateway.awaitReady();
                pause(ThreadLocalRandom.current().nextInt(50, 1500));
            }
            gateway.kill();
        }
        gateway.start();
        load.stop();
        int acknowledged = load.acknowledged().size();
        Balance balance = plant.comesToRestInBalance();
        LOG.info(
                "killed {} times, {} events acknowledged at the first try, {} in the ledger at the end",
                kills,
                acknowledged,
                balance.events());
        assertThat(acknowledged).as("the load met a working gateway").isGreaterThan(kills);
    }

    private static void pause(int millis) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)).isFalse();
    }
}
