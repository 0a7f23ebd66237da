package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
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
    private static final int KILLS_EMBEDDED = 5;
    private static final int LONG_RUN = Integer.getInteger("crash.kills", 1000);

    @TempDir
    private Path directory;

    @Test
    @Tag("damage")
    void losesAndDoublesNothingOnServersOfItsOwnNorOnTheEmbeddedDefaults() throws Exception {
        killRepeatedly(KILLS, KILLS_EMBEDDED);
    }

    @Test
    @Tag("crash")
    void losesAndDoublesNothingInAThousandKills() throws Exception {
        killRepeatedly(LONG_RUN, LONG_RUN / 10);
    }

    private void killRepeatedly(int kills, int killsEmbedded) throws Exception {
        try (Plant real = Plant.real(Files.createDirectory(directory.resolve("real")));
                Plant embedded = Plant.embedded(Files.createDirectory(directory.resolve("embedded")))) {
            // one after the other, but both wait for the claims of the dead at the same time
            int acknowledged = killRepeatedly(real, kills);
            int acknowledgedEmbedded = killRepeatedly(embedded, killsEmbedded);
            holds(real, kills, acknowledged);
            holds(embedded, killsEmbedded, acknowledgedEmbedded);
        }
    }

    /** @return how many notifications were acknowledged at the first try */
    private static int killRepeatedly(Plant plant, int kills) throws Exception {
        GatewayProcess gateway = plant.prepare();
        Load load = plant.load().start(4, Duration.ofMillis(5));
        for (int kill = 1; kill <= kills; kill++) {
            gateway.launch();
            if (kill % 2 == 0) {
                // mostly while it still starts: recovery, migration, first claims
                pause(ThreadLocalRandom.current().nextInt(500, 5000));
            } else {
                gateway.awaitReady();
                pause(ThreadLocalRandom.current().nextInt(50, 1500));
            }
            gateway.kill();
        }
        gateway.start();
        load.stop();
        LOG.info("killed {} times, {} requests refused or lost meanwhile", kills, load.refused());
        return load.acknowledged().size();
    }

    private static void holds(Plant plant, int kills, int acknowledged) throws Exception {
        Balance balance = plant.comesToRestInBalance();
        LOG.info(
                "after {} kills: {} events acknowledged at once, {} events at the end, none lost, none doubled",
                kills,
                acknowledged,
                balance.events());
        assertThat(acknowledged).as("the load met a working gateway").isGreaterThan(kills);
    }

    private static void pause(int millis) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)).isFalse();
    }
}
