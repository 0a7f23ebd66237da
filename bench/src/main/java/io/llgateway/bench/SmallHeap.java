package io.llgateway.bench;

import io.llgateway.bench.machine.Usage;
import io.llgateway.bench.machine.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Sixty seconds at full speed inside {@code -Xmx256m}, from a cold start. */
final class SmallHeap {
    private static final int SECONDS = 60;

    private SmallHeap() {}

    static void run() throws Exception {
        try (Stage stage = new Stage();
                Variant gateway = stage.start("gateway", List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"));
                Usage usage = new Usage(gateway.pid())) {
            Path file = stage.notifications.file("warm-up", 10, Settings.WARM_UP_COUNT);
            Stage.Turn turn = stage.fullSpeed(gateway, usage, file, SECONDS);
            if (!gateway.isAlive() || Files.readString(gateway.log()).contains("OutOfMemoryError")) {
                throw new IllegalStateException("out of memory, see " + gateway.log());
            }
            Results.write(
                    "Small heap",
                    """
                    %d s at full speed inside `-Xmx256m`, from a cold start: %,.0f/s acknowledged and queued, %d late, \
                    no OutOfMemoryError, peak RSS %.0f MB; the counts balance.
                    """
                            .formatted(SECONDS, turn.rate(), turn.late(), usage.peakMegabytes()));
        }
    }
}
