package io.llgateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ErpClientTest {
    private static final int CONCURRENCY = 4;
    private static final String HANGS = "hangs";

    private final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer erp;
    private ErpClient client;

    @BeforeEach
    void start() throws Exception {
        erp = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        erp.setExecutor(threads);
        erp.createContext("/", exchange -> {
            connections.add(exchange.getRemoteAddress());
            exchange.getRequestBody().readAllBytes();
            String id = exchange.getRequestHeaders().getFirst("webhook-id");
            heard.add(id);
            if (id.startsWith(HANGS)) {
                await(ended);
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        erp.start();
        WebhookSettings settings = new WebhookSettings(
                "http://localhost:" + erp.getAddress().getPort() + "/",
                List.of(),
                Duration.ofSeconds(30),
                CONCURRENCY,
                List.of(),
                true,
                true);
        client = new ErpClient(new WebhookTarget(settings), settings.timeout());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        ended.countDown();
        client.close();
        erp.stop(0);
        threads.shutdownNow();
    }

    @Test
    void keepsItsConnectionsFromCallToCall() throws Exception {
        for (int round = 0; round < 50; round++) {
            List<CompletableFuture<WebhookAnswer>> calls = new ArrayList<>();
            for (int i = 0; i < CONCURRENCY; i++) {
                calls.add(client.post(Map.of("webhook-id", round + "-" + i), "{}"));
            }
            for (CompletableFuture<WebhookAnswer> call : calls) {
                assertThat(call.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
            }
        }

        assertThat(connections).hasSizeLessThanOrEqualTo(CONCURRENCY);
    }

    @Test
    void makesEachCallThatItIsToldTo() {
        for (int i = 0; i < 3 * CONCURRENCY; i++) {
            client.post(Map.of("webhook-id", HANGS + i), "{}");
        }

        // a call that waited here for another's connection would be an attempt the ERP never heard of
        Awaitility.await().untilAsserted(() -> assertThat(heard).hasSize(3 * CONCURRENCY));
    }
}
