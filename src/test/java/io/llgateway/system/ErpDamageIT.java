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
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An ERP that does everything wrong, for some events or for all; the others must not wait for it. */
@Tag("damage")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
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

    private static final String GOOD_BANK = "01020000";
    private static final int EACH = 4;

    private Plant plant;
    private GatewayProcess gateway;
    private Load load;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        plant = Plant.embedded(directory);
        gateway = plant.start(
                "--gateway.erp.webhook.timeout=1s",
                "--gateway.erp.webhook.concurrency=8",
                "--gateway.erp.webhook.retry-schedule=200ms,200ms");
        load = plant.load();
    }

    @BeforeEach
    void erpIsWell() {
        plant.erp.always(Behaviour.status(200));
    }

    @AfterAll
    void comesToRest() throws Exception {
        try (Plant resting = plant) {
            resting.comesToRestInBalance();
        }
    }

    @Test
    void tellsTheOthersMeanwhileAndGivesUpOnlyWhereItMust() throws Exception {
        plant.erp.byBody(body -> BY_BANK.entrySet().stream()
                .filter(bank -> body.contains(bank.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Behaviour.status(200)));
        JsonNode before = plant.reported();
        Payments payments = new Payments("80");
        int number = 0;
        for (String bank : BY_BANK.keySet()) {
            for (int i = 0; i < EACH; i++) {
                load.posts(ofBank(payments, ++number, bank));
            }
        }
        for (int i = 0; i < 40; i++) {
            load.posts(ofBank(payments, ++number, GOOD_BANK));
        }

        await("the others are told, though some wait")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(idsOf(GOOD_BANK)).hasSize(40));
        await("every other is given up").atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode now = plant.reported();
            assertThat(now.path("waiting").asInt()).as(now.toString()).isZero();
            assertThat(now.path("dead").asInt() - before.path("dead").asInt()).isEqualTo(BY_BANK.size() * EACH);
            assertThat(now.path("delivered").asInt() - before.path("delivered").asInt())
                    .isEqualTo(40);
        });
        assertThat(callsOf("90000004")).as("410 is final").hasSize(EACH);
        for (String bank : BY_BANK.keySet()) {
            assertThat(idsOf(bank)).hasSize(EACH);
        }
        assertThat(callsOf("90000001")).as("500 is tried again").hasSize(EACH * 3);
        assertThat(callsOf("90000006"))
                .as("200 after the timeout is tried again")
                .hasSize(EACH * 3);
    }

    @Test
    void waitsAsLongAsTheErpAsks() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger early = new AtomicInteger();
        AtomicLong first = new AtomicLong();
        plant.erp.byBody(body -> {
            if (calls.incrementAndGet() == 1) {
                first.set(System.nanoTime());
                return Behaviour.status(429, "Retry-After: 3");
            }
            if (System.nanoTime() - first.get() < Duration.ofSeconds(3).toNanos()) {
                early.incrementAndGet();
            }
            return Behaviour.status(200);
        });
        int before = plant.reported().path("delivered").asInt();

        load.posts(new Payments("81").notification(1, "SUCCESS", "10.00"));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(plant.reported().path("delivered").asInt()).isEqualTo(before + 1));
        assertThat(calls).hasValue(2);
        assertThat(early).as("calls before the time it asked for").hasValue(0);
    }

    @Test
    void tellsDeadOnesWhenAnOperatorRedrivesThem() throws Exception {
        plant.erp.always(Behaviour.status(410));
        Sample notification = new Payments("82").notification(1, "SUCCESS", "10.00");
        String order = notification.fields().get("no_order");
        load.posts(notification);
        Operator operator = new Operator(gateway);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(operator.get("/ops/events?state=dead&no_order=" + order))
                        .hasSize(1));
        plant.erp.always(Behaviour.status(200));

        JsonNode redrive = operator.post(
                "/ops/redrive",
                "{\"filter\":{\"state\":\"dead\",\"no_order\":\"" + order
                        + "\"},\"target\":\"webhook\",\"why\":\"the ERP has the order now\"}");

        assertThat(redrive.path("events").asInt()).isEqualTo(1);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(operator.get("/ops/events?state=done&no_order=" + order))
                        .hasSize(1));
        assertThat(callsOf(order)).hasSize(2);
        assertThat(idsOf(order)).as("the same webhook-id").hasSize(1);
    }

    @Test
    void tellsEverythingWhenADeadErpIsBack(@TempDir Path directory) throws Exception {
        try (Plant other = Plant.real(directory)) {
            GatewayProcess restarted = other.start(
                    // a delivery is leased for twice that and ten seconds
                    "--gateway.erp.webhook.timeout=2s",
                    "--gateway.erp.webhook.retry-schedule=1s,1s,1s,1s,2s,2s,2s,2s,5s,5s,5s");
            other.erp.always(Behaviour.status(503));
            Load unheard = other.load().start(3, Duration.ofMillis(5));
            unheard.acceptsFurther(100);
            other.erp.refuse();
            restarted.kill();
            restarted.start();
            unheard.acceptsFurther(100);
            assertThat(other.erp.acknowledged()).isEmpty();
            await("the queues do not wait for the ERP")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            assertThat(other.reported().path("sent").asInt()).isGreaterThan(150));
            await("the gateway that was restarted has tried, and was refused")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(other.metric("gateway_delivery_attempts_total"))
                            .isPositive());
            other.erp.listen();
            other.erp.always(Behaviour.status(200));

            Balance balance = other.comesToRestInBalance();

            assertThat(balance.dead()).isEmpty();
            assertThat(other.erp.acknowledged()).containsExactlyInAnyOrderElementsOf(balance.delivered());
        }
    }

    @Test
    void sparesADeadErpAndTheAttemptsOfWhatWaits() throws Exception {
        int events = 200;
        plant.erp.always(Behaviour.status(503));
        JsonNode before = plant.reported();
        double attemptsBefore = plant.metric("gateway_delivery_attempts_total");
        Payments payments = new Payments("83");

        for (int number = 1; number <= events; number++) {
            load.posts(ofBank(payments, number, "01040000"));
        }
        await("it pauses").atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        plant.metric("gateway_delivery_paused"))
                .isEqualTo(1));
        await("it still asks").atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        plant.metric("gateway_delivery_attempts_total") - attemptsBefore)
                .isGreaterThan(12));

        assertThat(plant.metric("gateway_delivery_attempts_total") - attemptsBefore)
                .as("each would have been tried three times by now")
                .isLessThan(events);
        assertThat(plant.reported().path("waiting").asInt()).isGreaterThan(events / 2);
        plant.erp.always(Behaviour.status(200));
        await("all are told, but the few that asked too often")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    JsonNode now = plant.reported();
                    assertThat(now.path("waiting").asInt()).isZero();
                    assertThat(now.path("delivered").asInt()
                                    - before.path("delivered").asInt())
                            .isGreaterThan(events / 2);
                });
        assertThat(plant.metric("gateway_delivery_paused")).isZero();
    }

    private static Sample ofBank(Payments payments, int number, String bank) {
        return payments.notification(number, "SUCCESS", "10.00")
                .without("sign")
                .with("bank_code", bank)
                .signed();
    }

    private List<ErpServer.Call> callsOf(String inBody) {
        return plant.erp.calls().stream()
                .filter(call -> call.body().contains(inBody))
                .toList();
    }

    private Set<String> idsOf(String inBody) {
        return callsOf(inBody).stream().map(ErpServer.Call::id).collect(Collectors.toSet());
    }
}
