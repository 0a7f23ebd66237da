package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llgateway.notification.Sample;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten times as many forgeries as notifications: all are counted, few are kept, and no notification is lost. */
class FloodIT {
    private static final int GENUINE = 100;
    private static final int FORGED = 10 * GENUINE;
    /** What {@code Refusals} keeps at once, and each second. */
    private static final int BURST = 100;

    private static final int RATE = 20;

    @TempDir
    private Path directory;

    @Test
    void fillsNeitherLedgerNorQueueNorLog() throws Exception {
        try (Plant plant = Plant.embedded(directory)) {
            GatewayProcess gateway = plant.start();
            Load load = plant.load();
            Sample genuine = new Payments("77").notification(1, "SUCCESS", "10.00");
            List<Sample> forgeries = List.of(
                    genuine.with("money_order", "9999.00"),
                    genuine.with("sign_type", "MD5"),
                    genuine.with("oid_partner", "201304121000001011"),
                    genuine.without("oid_paybill"),
                    genuine.with("no_order", "\r\n2026-11-23 ERROR forged \u001b[2J"));
            long logged = Files.size(gateway.log());
            long begun = System.nanoTime();
            ExecutorService senders = Executors.newFixedThreadPool(4);
            List<Future<?>> flood = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                flood.add(senders.submit(forge(gateway, forgeries)));
            }

            load.posts(GENUINE);
            for (Future<?> sender : flood) {
                sender.get();
            }
            senders.shutdown();

            // a bound that holds on a slow machine, too: it may keep so many more each second
            long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds() + 2;
            assertThat(plant.metric("gateway_refused_total")).isEqualTo(FORGED);
            double unrecorded = plant.metric("gateway_refused_unrecorded_total");
            assertThat(FORGED - unrecorded).isBetween(1.0, (double) BURST + RATE * seconds);
            assertThat(Files.size(gateway.log()) - logged).as("bytes of log").isLessThan(2000 * (1 + seconds / 60));
            assertThat(gateway.logText()).contains("Refused: {").doesNotContain("forged", "\u001b");
            await("its messages").atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                            plant.queues().depth("lianlian.rejected"))
                    .isEqualTo((int) (FORGED - unrecorded)));
            plant.comesToRestInBalance();
        }
    }

    private static Callable<Void> forge(GatewayProcess gateway, List<Sample> forgeries) {
        return () -> {
            for (int i = 0; i < FORGED / 4; i++) {
                assertThat(send(gateway, forgeries.get(i % forgeries.size()))).isEqualTo(400);
            }
            return null;
        };
    }

    private static int send(GatewayProcess gateway, Sample forgery) throws IOException {
        return GatewayProcess.send(HttpRequest.newBuilder(gateway.uri("/lianlian/notify_url"))
                        .timeout(Duration.ofSeconds(30))
                        .POST(BodyPublishers.ofString(forgery.json()))
                        .build())
                .statusCode();
    }
}
