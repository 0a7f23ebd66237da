package io.llgateway.bench;

import io.llgateway.bench.load.OpenLoad;
import io.llgateway.bench.machine.Queues;
import io.llgateway.bench.machine.Usage;
import io.llgateway.bench.machine.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One notification at a time: how long until a consumer has it; and what doing nothing costs. */
final class Idle {
    private static final int NOTIFICATIONS = 100;
    private static final int IDLE_SECONDS = 60;

    private Idle() {}

    static void run() throws Exception {
        try (Stage stage = new Stage();
                Variant gateway = stage.start("gateway", Settings.JAVA_FLAGS)) {
            stage.warmUp(gateway, Math.min(20, Settings.WARM_UP));
            Path file = stage.notifications.file("smoke", 90, 2000);
            List<Double> millis = new ArrayList<>();
            try (Queues consumer = new Queues(stage.broker.url());
                    Stream<String> forms = Files.lines(file)) {
                SynchronousQueue<Long> arrivals = new SynchronousQueue<>();
                consumer.listen(() -> arrivals.offer(System.nanoTime(), 10, TimeUnit.SECONDS));
                for (String form : forms.limit(NOTIFICATIONS).toList()) {
                    TimeUnit.MILLISECONDS.sleep(250);
                    long start = System.nanoTime();
                    OpenLoad.post(gateway.url(), List.of(form), 1000, 1);
                    Long arrival = arrivals.poll(10, TimeUnit.SECONDS);
                    if (arrival == null) {
                        throw new IllegalStateException("a notification did not reach its queue");
                    }
                    millis.add((arrival - start) / 1e6);
                }
            }
            TimeUnit.SECONDS.sleep(10);
            double before = Usage.cpuMicros(gateway.pid());
            TimeUnit.SECONDS.sleep(IDLE_SECONDS);
            double idle = (Usage.cpuMicros(gateway.pid()) - before) / (IDLE_SECONDS * 1e6);
            Results.write(
                    "Idle",
                    """
                    One notification, from its first byte to a consumer of its queue: median %.1f ms of %d. \
                    An idle gateway uses %.2f %% of a core (%d s).
                    """
                            .formatted(
                                    Comparison.median(millis, Double::doubleValue),
                                    NOTIFICATIONS,
                                    idle * 100,
                                    IDLE_SECONDS));
        }
    }
}
