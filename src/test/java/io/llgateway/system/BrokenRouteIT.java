package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A route that an integrator broke: what it cannot send is parked and visible, the rest flows, and nothing is lost. */
class BrokenRouteIT {
    private static final String QUEUE = "lianlian.payment.success.personal-bank";

    @TempDir
    private Path directory;

    @Test
    @Tag("damage")
    void parksWhatItCannotSendUntilTheRouteIsRepairedOnServersOfItsOwn() throws Exception {
        parksWhatItCannotSend(Plant.real(directory));
    }

    @Test
    void parksWhatItCannotSendUntilTheRouteIsRepairedOnTheEmbeddedDefaults() throws Exception {
        parksWhatItCannotSend(Plant.embedded(directory));
    }

    private void parksWhatItCannotSend(Plant begun) throws Exception {
        try (Plant plant = begun) {
            GatewayProcess gateway = plant.prepare();
            Path route = Files.createDirectories(directory.resolve("gateway-1").resolve("routes"))
                    .resolve("2-dispatch.camel.yaml");
            try (var shipped = Files.list(Path.of("routes"))) {
                for (Path file : shipped.toList()) {
                    Files.copy(file, route.resolveSibling(file.getFileName()));
                }
            }
            String right = Files.readString(route);
            assertThat(right).contains(QUEUE);
            Files.writeString(route, right.replace(QUEUE, "lianlian.payment.success.personal-bnak"));
            gateway.start();
            plant.load().posts(30);
            Operator operator = new Operator(gateway);

            await("the others are sent, these are parked")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> {
                        JsonNode now = plant.reported();
                        assertThat(now.path("ready").asInt()).isZero();
                        assertThat(now.path("parked").asInt()).isPositive();
                        assertThat(now.path("sent").asInt()).isPositive();
                    });
            JsonNode parked = operator.get("/ops/events?state=parked");
            JsonNode timeline =
                    operator.get("/ops/events/" + parked.path(0).path("id").asText());
            JsonNode row = timeline.path("outbox").path(0);
            assertThat(row.path("reason").asText()).contains("personal-bnak");
            assertThat(row.path("next_at").asText()).isNotEmpty();
            assertThat(plant.metric("gateway_outbox_parked")).isEqualTo(parked.size());

            gateway.stop();
            Files.writeString(route, right);
            gateway.start();

            plant.comesToRestInBalance();
        }
    }
}
