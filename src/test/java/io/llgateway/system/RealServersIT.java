package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged gateway on a real PostgreSQL and a real Artemis with {@code deploy/artemis/broker.xml}: broker and ERP fail
 * for a while, acceptance does not, and everything arrives once when they are back.
 */
class RealServersIT {
    @TempDir
    private Path directory;

    @Test
    void acceptsWhileBrokerAndErpAreAwayAndForwardsOnceWhenTheyAreBack() throws Exception {
        try (Plant plant = Plant.real(directory)) {
            plant.start();
            Load load = plant.load().start(4, Duration.ofMillis(5));
            load.acceptsFurther(200);
            plant.servers().broker().kill();
            plant.erp.always(Behaviour.status(500));
            load.acceptsFurther(200);
            plant.servers().broker().start();
            load.acceptsFurther(100);
            plant.erp.always(Behaviour.status(200));

            Balance balance = plant.comesToRestInBalance();

            assertThat(balance.events()).isGreaterThan(400);
            assertThat(balance.dead()).isEmpty();
        }
    }
}
