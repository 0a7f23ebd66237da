package io.llgateway.bench;

import io.llgateway.bench.load.OpenLoad;
import io.llgateway.bench.machine.Variant;
import java.nio.file.Path;

/** For CI: a few thousand notifications, new ones and known ones. Fails when the counts do not balance, never on a time. */
final class Smoke {
    private static final int RATE = 300;
    private static final int SECONDS = 7;

    private Smoke() {}

    static void run() throws Exception {
        try (Stage stage = new Stage();
                Variant gateway = stage.start("gateway", Settings.JAVA_FLAGS)) {
            Path file = stage.notifications.file("smoke", 90, RATE * SECONDS);
            OpenLoad.Result unseen = stage.fixedRate(gateway, file, RATE, SECONDS);
            OpenLoad.Result known = stage.fixedRateOfDuplicates(gateway, file, RATE, SECONDS);
            System.out.printf(
                    "balanced: %d new notifications acknowledged, recorded and queued once; %d duplicates acknowledged%n",
                    unseen.accepted(), known.accepted());
        }
    }
}
