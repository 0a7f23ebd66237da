package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.llgateway.notification.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An ERP that does everything wrong, for some events or for all; the others must not wait for it. */
@Tag("damage")
class ErpDamageIT {
    /** What the ERP does with an event of that bank, and where its delivery ends. */
    private static final Map<String, Behaviour> BY_BANK = Map.of(
            "90000001", Behaviour.status(500),
            "90000002", Behaviour.hang(),
            "90000003", Behaviour.resets(),
            "90000004", Behaviour.status(410),
            "90000005", Behaviour.status(301, "Location: http://localhost:1/"),
            "90000006", Behaviour.late(Duration.ofMillis(2500)),
            "90000007", Behaviour.status(400));

    private static final int EACH = 4;

    @TempDir
    private Path directory;

    @Test
    void tellsTheOthersMeanwhileAndGivesUpOnlyWhereItMust() throws Exception {
        try (Plant plant = Plant.embedded(directory)) {
            plant.start(
                    "--gateway.erp.webhook.timeout=1s",
                    "--gateway.erp.webhook.concurrency=8",
                    "--gateway.erp.webhook.retry-schedule=200ms,200ms");
            plant.erp.byBody(body -> BY_BANK.entrySet().stream()
                    .filter(bank -> body.contains(bank.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(Behaviour.status(200)));
            Load load = plant.load();
            Payments payments = new Payments("80");
            int number = 0;
            for (String bank : BY_BANK.keySet()) {
                for (int i = 0; i < EACH; i++) {
                    load.posts(ofBank(payments, ++number, bank));
                }
            }
            for (int i = 0; i < 40; i++) {
                load.posts(ofBank(payments, ++number, "01020000"));
            }

            Balance balance = plant.comesToRestInBalance();

            assertThat(balance.delivered()).as("told at once").hasSize(40);
            assertThat(balance.dead()).hasSize(BY_BANK.size() * EACH);
            assertThat(plant.erp.acknowledged().size())
                    .as("answered 2xx, though some too late to be heard")
                    .isEqualTo(40 + EACH);
            assertThat(callsOf(plant, "90000004")).as("410 is final").hasSize(EACH);
            assertThat(callsOf(plant, "90000001")).as("500 is tried again").hasSize(EACH * 3);
            assertThat(callsOf(plant, "90000006"))
                    .as("200 after the timeout is tried again")
                    .hasSize(EACH * 3);
        }
    }

    @Test
    void waitsAsLongAsTheErpAsks() throws Exception {
        try (Plant plant = Plant.embedded(directory)) {
            plant.start("--gateway.erp.webhook.retry-schedule=100ms,100ms,100ms,100ms,100ms,100ms");
            AtomicInteger calls = new AtomicInteger();
            AtomicInteger early = new AtomicInteger();
            long[] first = new long[1];
            plant.erp.byBody(body -> {
                if (calls.incrementAndGet() == 1) {
                    first[0] = System.nanoTime();
                    return Behaviour.status(429, "Retry-After: 3");
                }
                if (System.nanoTime() - first[0] < Duration.ofSeconds(3).toNanos()) {
                    early.incrementAndGet();
                }
                return Behaviour.status(200);
            });
            plant.load().posts(new Payments("81").notification(1, "SUCCESS", "10.00"));

            Balance balance = plant.comesToRestInBalance();

            assertThat(balance.delivered()).hasSize(1);
            assertThat(calls).hasValue(2);
            assertThat(early).as("calls before the time it asked for").hasValue(0);
        }
    }

    @Test
    void tellsEverythingWhenADeadErpIsBack() throws Exception {
        try (Plant plant = Plant.embedded(directory)) {
            GatewayProcess gateway = plant.start(
                    // a delivery is leased for twice that and ten seconds
                    "--gateway.erp.webhook.timeout=2s",
                    "--gateway.erp.webhook.retry-schedule=1s,1s,1s,1s,2s,2s,2s,2s,5s,5s,5s");
            plant.erp.always(Behaviour.status(503));
            Load load = plant.load().start(3, Duration.ofMillis(5));
            load.acceptsFurther(100);
            gateway.kill();
            gateway.start();
            load.acceptsFurther(100);
            Set<String> onQueues = Set.copyOf(load.acknowledged());
            assertThat(onQueues).isNotEmpty();
            assertThat(plant.erp.acknowledged()).isEmpty();
            await("the queues do not wait for the ERP")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            assertThat(plant.reported().path("sent").asInt()).isGreaterThan(150));
            plant.erp.always(Behaviour.status(200));

            Balance balance = plant.comesToRestInBalance();

            assertThat(balance.dead()).isEmpty();
            assertThat(plant.erp.acknowledged()).containsExactlyInAnyOrderElementsOf(balance.delivered());
        }
    }

    @Test
    void tellsDeadOnesWhenAnOperatorRedrivesThem() throws Exception {
        try (Plant plant = Plant.embedded(directory)) {
            plant.start("--gateway.erp.webhook.retry-schedule=100ms");
            plant.erp.always(Behaviour.status(410));
            Load load = plant.load();
            load.posts(new Payments("82").notification(1, "SUCCESS", "10.00"));
            Operator operator = new Operator(plant.gateways.get(0));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(operator.get("/ops/events?state=dead")).hasSize(1));
            plant.erp.always(Behaviour.status(200));

            JsonNode redrive = operator.post(
                    "/ops/redrive",
                    "{\"filter\":{\"state\":\"dead\"},\"target\":\"webhook\",\"why\":\"the ERP has the order now\"}");

            assertThat(redrive.path("events").asInt()).isEqualTo(1);
            Balance balance = plant.comesToRestInBalance();
            assertThat(balance.delivered()).hasSize(1);
            List<String> ids =
                    plant.erp.calls().stream().map(ErpServer.Call::id).toList();
            assertThat(ids).hasSize(2).as("the same webhook-id").containsOnly(ids.get(0));
        }
    }

    private static Sample ofBank(Payments payments, int number, String bank) {
        return payments.notification(number, "SUCCESS", "10.00")
                .without("sign")
                .with("bank_code", bank)
                .signed();
    }

    private static List<ErpServer.Call> callsOf(Plant plant, String bank) {
        return plant.erp.calls().stream()
                .filter(call -> call.body().contains(bank))
                .collect(Collectors.toList());
    }
}
