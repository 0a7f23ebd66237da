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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ErpClientTest {
    private static final int CONCURRENCY = 4;

    private final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newFixedThreadPool(CONCURRENCY);
    private HttpServer erp;
    private ErpClient client;

    @BeforeEach
    void start() throws Exception {
        erp = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        erp.setExecutor(threads);
        erp.createContext("/", exchange -> {
            connections.add(exchange.getRemoteAddress());
            exchange.getRequestBody().readAllBytes();
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
        client = new ErpClient(new WebhookTarget(settings), settings.timeout(), settings.concurrency());
    }

    @AfterEach
    void stop() {
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
}
