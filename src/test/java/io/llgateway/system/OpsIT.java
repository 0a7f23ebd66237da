package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does over HTTP, from password to queue. */
@Tag("damage")
class OpsIT {
    /** What has happened once by then. */
    private static final List<String> METRICS = List.of(
            "gateway_accepted_total",
            "gateway_duplicates_total",
            "gateway_refused_total",
            "gateway_ledger_record_seconds_count",
            "gateway_delivery_attempts_total");

    @TempDir
    private Path directory;

    @Test
    void findsRedrivesAndReviewsAndRecordsWhoAndWhy() throws Exception {
        try (Plant plant = Plant.embedded(directory)) {
            GatewayProcess gateway = plant.start();
            Operator operator = new Operator(gateway);
            Payments payments = new Payments("85");
            Load load = plant.load();
            load.posts(payments.notification(1, "SUCCESS", "10.00"));
            load.posts(payments.notification(1, "SUCCESS", "99.99"));
            String sent = operator.get("/ops/events?state=dispatched")
                    .path(0)
                    .path("id")
                    .asText();
            await("the first has left").atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                            operator.get("/ops/events/" + sent).path("outbox").toString())
                    .contains("\"sent\""));

            JsonNode review = operator.get("/ops/events?state=review");
            assertThat(review).hasSize(1);
            String inReview = review.path(0).path("id").asText();
            assertThat(operator.send(
                                    "/ops/events/" + inReview + "/reject",
                                    "POST",
                                    HttpRequest.BodyPublishers.ofString("{\"why\":\"\"}"),
                                    Operator.PASSWORD)
                            .statusCode())
                    .as("without a reason")
                    .isEqualTo(400);
            operator.post("/ops/events/" + inReview + "/release", "{\"why\":\"LianLian confirmed 99.99\"}");
            String order = review.path(0).path("no_order").asText();
            operator.post(
                    "/ops/redrive",
                    "{\"filter\":{\"no_order\":\"" + order
                            + "\",\"state\":\"sent\"},\"target\":\"queue\",\"why\":\"consumer lost it\"}");
            await("the redriven message has left")
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(operator.get("/ops/events/" + sent)
                                    .path("outbox")
                                    .toString())
                            .contains("redrive")
                            .doesNotContain("ready"));

            assertThat(operator.get("/ops/events?oid_paybill="
                            + review.path(0).path("oid_paybill").asText() + "&from="
                            + Instant.now().minusSeconds(600)
                            + "&to=" + Instant.now()))
                    .as("the payment and its contradiction")
                    .hasSize(2);
            load.posts(payments.notification(1, "SUCCESS", "10.00"));
            load.posts(payments.notification(2, "SUCCESS", "10.00").with("money_order", "11.00"));
            for (String metric : METRICS) {
                assertThat(plant.metric(metric)).as(metric).isPositive();
            }
            assertThat(plant.metric("gateway_deliveries_dead")).isZero();

            JsonNode actions = operator.get("/ops/actions");
            assertThat(actions.toString()).contains("consumer lost it", "LianLian confirmed 99.99", Operator.NAME);
            assertThat(operator.get("/ops/balance").path("holds").asBoolean()).isTrue();
            QueueReader queues = plant.queues();
            queues.drain();
            assertThat(queues.bodies().values().stream()
                            .flatMap(List::stream)
                            .filter(body -> body.contains(sent))
                            .filter(body -> !body.contains("lianlian.review")))
                    .as("the message and its redrive")
                    .hasSize(2);
        }
    }

    @Test
    void staysClosedWithoutPasswordAndSlowsGuessing() throws Exception {
        try (Plant plant = Plant.embedded(directory)) {
            GatewayProcess gateway = plant.start();
            Operator operator = new Operator(gateway);
            HttpRequest.BodyPublisher nothing = HttpRequest.BodyPublishers.noBody();

            assertThat(gateway.get("/ops/balance").statusCode()).isEqualTo(401);
            for (int guess = 1; guess <= 10; guess++) {
                assertThat(operator.send("/ops/balance", "GET", nothing, "guess " + guess)
                                .statusCode())
                        .isEqualTo(401);
            }
            assertThat(operator.send("/ops/balance", "GET", nothing, "guess 11").statusCode())
                    .isEqualTo(429);
            assertThat(operator.send("/ops/balance", "GET", nothing, Operator.PASSWORD)
                            .statusCode())
                    .as("even the right one, for a minute")
                    .isEqualTo(429);
            gateway.stop();
            GatewayProcess closed = plant.start("--gateway.ops.password=");
            assertThat(closed.get("/ops/balance").statusCode()).isEqualTo(404);
        }
    }
}
