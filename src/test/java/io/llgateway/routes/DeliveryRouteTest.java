package io.llgateway.routes;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.llgateway.delivery.DeliveryRows;
import io.llgateway.delivery.WebhookSettings;
import io.llgateway.ledger.Databases;
import io.llgateway.ledger.Deliveries;
import io.llgateway.ledger.DeliveryHandOver;
import io.llgateway.ledger.LedgerDatabase;
import io.llgateway.ledger.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jms.JmsAutoConfiguration;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Starts the real route file on a real ledger database, against a real HTTP server in the ERP's place. */
@CamelSpringBootTest
@SpringBootTest(
        classes = DeliveryRouteTest.Delivery.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "camel.main.routes-include-pattern=file:routes/3-delivery.camel.yaml,file:routes/errors.camel.yaml",
            "gateway.data-dir=target/delivery-route-test",
            "gateway.erp.webhook.timeout=3s",
            "gateway.erp.webhook.concurrency=4",
            "gateway.erp.webhook.retry-schedule=100ms,100ms",
            "management.endpoint.health.validate-group-membership=false"
        })
class DeliveryRouteTest {
    private static final String OLD_SECRET = secret("the old key of 24 bytes!");
    private static final String NEW_SECRET = secret("the new key of 24 bytes!");
    private static final WireMockServer ERP =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().containerThreads(32));

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = {FlywayAutoConfiguration.class, ArtemisAutoConfiguration.class, JmsAutoConfiguration.class})
    @ComponentScan("io.llgateway.delivery")
    static class Delivery {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        WebhookSettings webhookSettings(Environment environment) {
            return Binder.get(environment)
                    .bind("gateway.erp.webhook", WebhookSettings.class)
                    .get();
        }

        @Bean
        DataSource dataSource() throws IOException {
            return Databases.h2(Files.createTempDirectory(Path.of("target"), "delivery-route-test"));
        }

        @Bean
        Outbox outbox(DataSource dataSource, Clock clock) {
            return new Outbox(new LedgerDatabase(dataSource), clock);
        }

        @Bean
        DeliveryHandOver deliveryHandOver(Deliveries deliveries) {
            return new DeliveryHandOver(deliveries);
        }

        @Bean
        Deliveries deliveries(DataSource dataSource, Clock clock) {
            return new Deliveries(new LedgerDatabase(dataSource), clock);
        }
    }

    @DynamicPropertySource
    static void webhook(DynamicPropertyRegistry settings) {
        ERP.start();
        settings.add("gateway.erp.webhook.url", () -> "http://localhost:" + ERP.port() + "/events?tenant=1&x=%20y");
        settings.add("gateway.erp.webhook.secret", () -> OLD_SECRET + "," + NEW_SECRET);
    }

    @AfterAll
    static void stopErp() {
        ERP.stop();
    }

    @Autowired
    CamelContext camel;

    @Autowired
    MeterRegistry meters;

    private final DeliveryRows rows;

    @Autowired
    DeliveryRouteTest(DataSource dataSource) {
        rows = new DeliveryRows(dataSource);
    }

    @BeforeEach
    void forget() {
        rows.giveUpWaiting();
        ERP.resetAll();
    }

    @Test
    void startsExactlyTheTwoRoutesOfDelivery() {
        assertThat(camel.getRoutes())
                .extracting(Route::getId)
                .containsExactlyInAnyOrder("delivery-due", "delivery-webhook");
    }

    @Test
    void postsTheLedgersTextSignedWithEverySecret() throws WebhookVerificationException {
        answers(aResponse().withStatus(204));

        UUID id = rows.add();

        await().until(() -> rows.stateOf(id).equals("done"));
        LoggedRequest request = requestsFor(id).get(0);
        assertThat(request.getMethod().value()).isEqualTo("POST");
        assertThat(request.getUrl()).isEqualTo("/events?tenant=1&x=%20y");
        assertThat(request.getBodyAsString()).isEqualTo(DeliveryRows.bodyOf(id));
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(request.getHeaders().keys())
                .map(String::toLowerCase)
                .containsExactlyInAnyOrder(
                        "content-type",
                        "webhook-id",
                        "webhook-timestamp",
                        "webhook-signature",
                        "content-length",
                        "host",
                        "connection",
                        "user-agent");
        verify(request, OLD_SECRET);
        verify(request, NEW_SECRET);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void isDoneAtEverySuccess(int status) {
        answers(aResponse().withStatus(status));

        UUID id = rows.add();

        await().until(() -> rows.stateOf(id).equals("done"));
        assertThat(rows.attemptsOf(id)).containsExactly(String.valueOf(status));
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 307, 308, 400, 401, 404, 409, 429, 500, 502, 503, 504})
    void triesAgainAtEveryOtherAnswerAndFollowsNoRedirect(int status) throws WebhookVerificationException {
        answersFirst(
                aResponse().withStatus(status).withHeader("Location", ERP.baseUrl() + "/elsewhere"),
                aResponse().withStatus(200));

        UUID id = rows.add();

        await().until(() -> rows.stateOf(id).equals("done"));
        assertThat(rows.attemptsOf(id)).containsExactly(String.valueOf(status), "200");
        assertThat(requestsFor(id)).hasSize(2).allMatch(request -> request.getUrl()
                .startsWith("/events"));
        verify(requestsFor(id).get(1), NEW_SECRET);
    }

    @Test
    void givesUpAtOnceWhenTheWebhookIsGone() {
        answers(aResponse().withStatus(410));

        UUID id = rows.add();

        await().until(() -> rows.stateOf(id).equals("dead"));
        assertThat(rows.attemptsOf(id)).containsExactly("410");
    }

    @Test
    void isDeadWhenTheScheduleIsUsedUp() {
        answers(aResponse().withStatus(500));

        UUID id = rows.add();

        await().until(() -> rows.stateOf(id).equals("dead"));
        assertThat(rows.attemptsOf(id)).containsExactly("500", "500", "500");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void waitsAsLongAsTheErpAsks(int status) {
        Instant before = Instant.now();
        answers(aResponse().withStatus(status).withHeader("Retry-After", "600"));

        UUID id = rows.add();

        await().until(() -> rows.attemptsOf(id).size() == 1);
        assertThat(rows.nextAtOf(id))
                .isBetween(before.plusSeconds(600), Instant.now().plusSeconds(720));
    }

    @Test
    void waitsUntilTheDateTheErpNamesButNotLongerThanADay() {
        String inAWeek = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plus(Duration.ofDays(7)).atOffset(ZoneOffset.UTC));
        Instant before = Instant.now();
        answers(aResponse().withStatus(503).withHeader("Retry-After", inAWeek));

        UUID id = rows.add();

        await().until(() -> rows.attemptsOf(id).size() == 1);
        assertThat(rows.nextAtOf(id))
                .isBetween(before.plus(Duration.ofHours(24)), Instant.now().plus(Duration.ofHours(29)));
    }

    @Test
    void ignoresRetryAfterOfAnyOtherAnswer() {
        answersFirst(
                aResponse().withStatus(500).withHeader("Retry-After", "600"),
                aResponse().withStatus(200));

        UUID id = rows.add();

        await().until(() -> rows.stateOf(id).equals("done"));
        assertThat(rows.attemptsOf(id)).containsExactly("500", "200");
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void triesAgainWhenTheConnectionBreaks(Fault fault) {
        answersFirst(aResponse().withFault(fault), aResponse().withStatus(200));

        UUID id = rows.add();

        await().until(() -> rows.stateOf(id).equals("done"));
        assertThat(rows.attemptsOf(id)).hasSize(2).endsWith("200").first().isNotEqualTo("200");
    }

    @Test
    void endsAnAttemptThatIsNotAnswered() {
        answersFirst(
                aResponse().withStatus(200).withFixedDelay(10_000), aResponse().withStatus(200));

        UUID id = rows.add();

        await().until(() -> rows.stateOf(id).equals("done"));
        assertThat(rows.attemptsOf(id)).containsExactly("timeout", "200");
        assertThat(rows.millisOfFirstAttempt(id)).isBetween(2_900L, 8_000L);
    }

    @Test
    void endsAnAttemptWhoseAnswerDripsInForever() {
        answersFirst(
                aResponse().withStatus(200).withBody("x".repeat(1000)).withChunkedDribbleDelay(100, 20_000),
                aResponse().withStatus(200));

        UUID id = rows.add();

        await().until(() -> rows.stateOf(id).equals("done"));
        assertThat(rows.attemptsOf(id)).containsExactly("timeout", "200");
        assertThat(rows.millisOfFirstAttempt(id)).isBetween(2_900L, 8_000L);
    }

    @Test
    void readsOnlyASmallPartOfALongAnswer() {
        answers(aResponse().withStatus(200).withBody("x".repeat(2_000_000)).withChunkedDribbleDelay(40, 20_000));

        UUID id = rows.add();

        await().until(() -> rows.stateOf(id).equals("done"));
        assertThat(rows.attemptsOf(id)).containsExactly("200");
    }

    @Test
    void doesNotUnpackAnAnswer() {
        answers(aResponse()
                .withStatus(200)
                .withHeader("Content-Encoding", "gzip")
                .withBody("no gzip"));

        UUID id = rows.add();

        await().until(() -> rows.stateOf(id).equals("done"));
        assertThat(rows.attemptsOf(id)).containsExactly("200");
    }

    @Test
    void deliversTheOthersWhileSomeHang() {
        answers(aResponse().withStatus(200));
        List<UUID> first = rows.add(3);
        first.forEach(id -> ERP.stubFor(post(anyUrl())
                .withHeader("webhook-id", equalTo(id.toString()))
                .willReturn(aResponse().withStatus(200).withFixedDelay(10_000))));

        List<UUID> others = rows.add(40);

        await().until(() -> others.stream().allMatch(id -> rows.stateOf(id).equals("done")));
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void asksAnErpThatIsAwayWithFewCallsAndLosesNoOtherAttempt(int status) {
        answers(aResponse().withStatus(status));
        List<UUID> first = rows.add(12);
        await().until(() -> paused() == 1);
        int before = attempts(first);
        List<UUID> others = rows.add(60);
        await("it goes on asking").until(() -> attempts(first) + attempts(others) >= before + 4);

        List<UUID> untried = untried(others);
        assertThat(untried)
                .as("not tried at once, as each would be")
                .hasSizeGreaterThan(40)
                .allMatch(id -> rows.stateOf(id).equals("waiting"));
        answers(aResponse().withStatus(200));

        await().until(() -> others.stream().noneMatch(id -> rows.stateOf(id).equals("waiting")));
        assertThat(paused()).isZero();
        assertThat(untried).allSatisfy(id -> {
            assertThat(rows.stateOf(id)).isEqualTo("done");
            assertThat(rows.attemptsOf(id)).endsWith("200").hasSizeLessThan(3);
        });
    }

    @Test
    void goesOnWhenTheErpRefusesMessages() {
        answers(aResponse().withStatus(500));

        List<UUID> ids = rows.add(60);

        await().until(() -> ids.stream().allMatch(id -> rows.stateOf(id).equals("dead")));
    }

    private double paused() {
        return meters.get("gateway.delivery.paused").gauge().value();
    }

    private int attempts(List<UUID> ids) {
        return ids.stream().mapToInt(id -> rows.attemptsOf(id).size()).sum();
    }

    private List<UUID> untried(List<UUID> ids) {
        return ids.stream().filter(id -> rows.attemptsOf(id).isEmpty()).toList();
    }

    private static void answers(ResponseDefinitionBuilder answer) {
        ERP.stubFor(any(anyUrl()).willReturn(answer));
    }

    private static void answersFirst(ResponseDefinitionBuilder first, ResponseDefinitionBuilder then) {
        ERP.stubFor(any(anyUrl())
                .inScenario("retry")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(first)
                .willSetStateTo("then"));
        ERP.stubFor(
                any(anyUrl()).inScenario("retry").whenScenarioStateIs("then").willReturn(then));
    }

    private static List<LoggedRequest> requestsFor(UUID id) {
        return ERP.findAll(com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor(anyUrl())
                .withHeader("webhook-id", equalTo(id.toString())));
    }

    private static void verify(LoggedRequest request, String secret) throws WebhookVerificationException {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
            headers.put(name, List.of(request.getHeader(name)));
        }
        new Webhook(secret).verify(request.getBodyAsString(), headers);
    }

    private static String secret(String key) {
        return "whsec_" + Base64.getEncoder().encodeToString(key.getBytes());
    }
}
