package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.llgateway.GatewayApplication;
import io.llgateway.notification.Sample;
import io.llgateway.notification.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Every documented shape of a notification, by each channel it comes on, in both orders and with duplicates: exactly the
 * expected messages on the expected queues, and the same at the ERP. Real ledger, real broker, real HTTP.
 */
class EveryShapeIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PERSONAL = "lianlian.payment.success.personal-bank";
    private static final AtomicLong NUMBERS = new AtomicLong(3_000_000_000_000_000L);

    private static ErpServer erp;
    private static ConfigurableApplicationContext gateway;
    private static QueueReader queues;
    private static int port;

    @BeforeAll
    static void start(@TempDir Path data) {
        erp = ErpServer.start();
        int brokerPort = GatewayProcess.freePort();
        List<String> settings = new ArrayList<>(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--gateway.data-dir=" + data,
                "--gateway.broker.port=" + brokerPort,
                "--gateway.merchants[0].oid-partner=" + Samples.OID_PARTNER,
                "--gateway.merchants[0].lianlian-public-keys[0]=" + Samples.publicKey()));
        settings.addAll(List.of(erp.settings()));
        gateway = SpringApplication.run(GatewayApplication.class, settings.toArray(String[]::new));
        queues = new QueueReader("tcp://localhost:" + brokerPort, "", "");
        port = gateway.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        erp.close();
    }

    /** One message: how a sample is sent. */
    private enum Way {
        RETURN("/lianlian/url_return"),
        H5_RETURN("/lianlian/url_return"),
        NOTIFY("/lianlian/notify_url"),
        NOTIFY_PAYOUT("/lianlian/notify_url/payout"),
        NOTIFY_REFUND("/lianlian/notify_url/refund");

        private final String path;

        Way(String path) {
            this.path = path;
        }

        String body(Sample sample) {
            return switch (this) {
                case RETURN -> sample.form();
                case H5_RETURN -> sample.resDataForm();
                default -> sample.json();
            };
        }
    }

    private record Told(Way way, Sample sample) {}

    static Stream<Arguments> timelines() {
        Sample sync = Samples.synchronousNotification();
        return Stream.of(
                expect("return alone", List.of(told(Way.RETURN, sync)), PERSONAL),
                expect("return, then notification", List.of(told(Way.RETURN, sync), told(Way.NOTIFY, sync)), PERSONAL),
                expect("notification, then return", List.of(told(Way.NOTIFY, sync), told(Way.RETURN, sync)), PERSONAL),
                expect("online banking", Way.NOTIFY, Samples.onlineBanking(), PERSONAL),
                expect("credit card", Way.NOTIFY, Samples.onlineBanking().with("pay_type", "8"), PERSONAL),
                expect(
                        "business",
                        Way.NOTIFY,
                        Samples.onlineBanking().with("pay_type", "9"),
                        "lianlian.payment.success.business-bank"),
                expect(
                        "balance",
                        Way.NOTIFY,
                        Samples.aggregate().with("pay_type", "0"),
                        "lianlian.payment.success.wallet"),
                expect(
                        "WeChat",
                        Way.NOTIFY,
                        Samples.aggregate().with("pay_type", "I"),
                        "lianlian.payment.success.wallet"),
                expect(
                        "American Express",
                        Way.NOTIFY,
                        Samples.mpay().with("pay_type", "27"),
                        "lianlian.payment.success.express"),
                expect("MPAY", Way.NOTIFY, Samples.mpay(), "lianlian.payment.success.express"),
                expect(
                        "new authenticated",
                        Way.NOTIFY,
                        Samples.mpay().with("pay_type", "P"),
                        "lianlian.payment.success.verified"),
                expect(
                        "easy payment",
                        Way.NOTIFY,
                        Samples.easyPayment().with("pay_type", "M"),
                        "lianlian.payment.success.easypay"),
                expect(
                        "authorised only",
                        Way.NOTIFY,
                        Samples.easyPaymentAuthorization(),
                        "lianlian.payment.authorized"),
                expect("exchange", Way.NOTIFY, Samples.exchange(), "lianlian.payment.success.verified"),
                expect(
                        "exchange misspelt",
                        Way.NOTIFY,
                        Samples.exchangeMisspelt(),
                        "lianlian.payment.success.verified"),
                expect(
                        "unknown pay_type",
                        Way.NOTIFY,
                        Samples.aggregate().with("pay_type", "X"),
                        "lianlian.payment.success.other"),
                expect(
                        "no pay_type",
                        Way.NOTIFY,
                        Samples.aggregate().without("pay_type"),
                        "lianlian.payment.success.other"),
                expect(
                        "processing",
                        Way.NOTIFY,
                        Samples.exchange().with("result_pay", "PROCESSING"),
                        "lianlian.payment.pending"),
                expect(
                        "failure",
                        Way.NOTIFY,
                        Samples.onlineBanking().with("result_pay", "FAILURE"),
                        "lianlian.payment.failure"),
                expect(
                        "undocumented result",
                        Way.NOTIFY,
                        Samples.onlineBanking().with("result_pay", "PENDING_X"),
                        "lianlian.unrouted"),
                expect("payout", Way.NOTIFY_PAYOUT, Samples.payout(), "lianlian.payout.success"),
                expect("failed payout", Way.NOTIFY_PAYOUT, Samples.payoutFailure(), "lianlian.payout.failure"),
                expect(
                        "bounced payout",
                        List.of(
                                told(Way.NOTIFY_PAYOUT, Samples.payout()),
                                told(Way.NOTIFY_PAYOUT, Samples.payout().with("result_pay", "CANCEL"))),
                        "lianlian.payout.success",
                        "lianlian.payout.cancelled"),
                expect("foreign refund", Way.NOTIFY_REFUND, Samples.crossBorderRefund(), "lianlian.refund.success"),
                expect("domestic refund", Way.NOTIFY_REFUND, Samples.domesticRefund(), "lianlian.refund.success"),
                expect(
                        "refund failed",
                        Way.NOTIFY_REFUND,
                        Samples.domesticRefund().with("sta_refund", "3"),
                        "lianlian.refund.failure"),
                expect(
                        "refund under way, then done",
                        List.of(
                                told(Way.NOTIFY_REFUND, Samples.domesticRefund().with("sta_refund", "1")),
                                told(Way.NOTIFY_REFUND, Samples.domesticRefund())),
                        "lianlian.refund.pending",
                        "lianlian.refund.success"),
                expect("H5 return alone", List.of(told(Way.H5_RETURN, Samples.h5Return()))),
                expect("easy payment return alone", List.of(told(Way.RETURN, Samples.easyPaymentReturn()))),
                expect(
                        "H5 return, then notification",
                        List.of(told(Way.H5_RETURN, Samples.h5Return()), told(Way.NOTIFY, sync)),
                        PERSONAL),
                expect(
                        "notification, then H5 return",
                        List.of(told(Way.NOTIFY, sync), told(Way.H5_RETURN, Samples.h5Return())),
                        PERSONAL),
                expect(
                        "easy payment return, then notification",
                        List.of(
                                told(Way.RETURN, Samples.easyPaymentReturn()),
                                told(Way.NOTIFY, sync.with("pay_type", "M"))),
                        "lianlian.payment.success.easypay"),
                expect(
                        "notification, then easy payment return",
                        List.of(
                                told(Way.NOTIFY, sync.with("pay_type", "M")),
                                told(Way.RETURN, Samples.easyPaymentReturn())),
                        "lianlian.payment.success.easypay"),
                expect(
                        "easy payment return of a mere authorisation",
                        List.of(
                                told(Way.RETURN, Samples.easyPaymentReturn()),
                                told(Way.NOTIFY, sync.with("pay_type", "F"))),
                        "lianlian.payment.authorized"),
                expect(
                        "aggregate return, then notification",
                        List.of(
                                told(Way.RETURN, sync.with("pay_type", "0")),
                                told(Way.NOTIFY, sync.with("pay_type", "0"))),
                        "lianlian.payment.success.wallet"),
                expect(
                        "authorised, then paid",
                        List.of(
                                told(Way.NOTIFY, sync.with("pay_type", "F")),
                                told(Way.NOTIFY, sync.with("pay_type", "M"))),
                        "lianlian.payment.authorized",
                        "lianlian.payment.success.easypay"),
                expect(
                        "paid, then authorised",
                        List.of(
                                told(Way.NOTIFY, sync.with("pay_type", "M")),
                                told(Way.NOTIFY, sync.with("pay_type", "F"))),
                        "lianlian.payment.success.easypay",
                        "lianlian.review"),
                expect(
                        "success, then pending: late",
                        List.of(told(Way.NOTIFY, sync), told(Way.NOTIFY, sync.with("result_pay", "PROCESSING"))),
                        PERSONAL),
                expect(
                        "success against failure",
                        List.of(told(Way.NOTIFY, sync), told(Way.NOTIFY, sync.with("result_pay", "FAILURE"))),
                        PERSONAL,
                        "lianlian.review"),
                expect(
                        "another amount",
                        List.of(told(Way.RETURN, sync), told(Way.NOTIFY, sync.with("money_order", "0.02"))),
                        PERSONAL,
                        "lianlian.review"),
                expect(
                        "the same amount in other words",
                        List.of(
                                told(Way.RETURN, sync.with("money_order", "5.0")),
                                told(Way.NOTIFY, sync.with("money_order", "5.00"))),
                        PERSONAL),
                expect(
                        "one number as payment and payout",
                        List.of(told(Way.NOTIFY, sync), told(Way.NOTIFY_PAYOUT, sync)),
                        PERSONAL,
                        "lianlian.review"),
                expect(
                        "a signed field outside its grammar",
                        Way.NOTIFY,
                        sync.with("bank_code", "X"),
                        "lianlian.review"));
    }

    /** Everything is told three times; only the first time counts. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("timelines")
    void forwardsEachEventOnceToItsQueueAndToTheErp(String name, List<Told> timeline, List<String> expected)
            throws Exception {
        String number = String.valueOf(NUMBERS.incrementAndGet());
        for (Told told : timeline) {
            for (int repeat = 0; repeat < 3; repeat++) {
                send(told.way(), numbered(told.sample(), number).signed());
            }
        }

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            queues.drain();
            assertThat(queuesOf(number)).containsExactlyInAnyOrderElementsOf(expected);
        });
        List<String> forTheErp = expected.stream()
                .filter(queue -> !queue.equals("lianlian.review"))
                .toList();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(webhooks(number)).hasSameSizeAs(forTheErp));
        queues.drain();
        assertThat(queuesOf(number)).as("nothing came behind").hasSameSizeAs(expected);
        assertThat(idsOnQueues(number))
                .as("the ERP hears the ids of the queues")
                .containsAll(webhooks(number));
    }

    @Test
    void tellsTheQueueOfRefusedMessagesOnlyWhoSentHowMuchAndWhy() throws Exception {
        Sample forged = Samples.synchronousNotification().signed().with("money_order", "9.99");
        HttpResponse<String> answer = GatewayProcess.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/lianlian/url_return"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(forged.form()))
                        .build());
        assertThat(answer.statusCode()).isEqualTo(400);

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            queues.drain();
            assertThat(queues.bodies().getOrDefault("lianlian.rejected", List.of()))
                    .anyMatch(body -> body.contains("signature-wrong"));
        });
        for (String body : queues.bodies().get("lianlian.rejected")) {
            assertThat(violations(body)).as(body).isEmpty();
            assertThat(body)
                    .doesNotContain("9.99")
                    .doesNotContain(forged.fields().get("sign"));
        }
    }

    /** What an independent validator holds against a captured message. */
    private static Set<ValidationMessage> violations(String body) throws IOException {
        JsonNode message = JSON.readTree(body);
        String schema =
                switch (message.path("type").asText()) {
                    case "lianlian.review" -> "review";
                    case "lianlian.rejected" -> "rejected";
                    default -> "event";
                };
        try (InputStream in = EveryShapeIT.class.getResourceAsStream("/schema/" + schema + ".schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in)
                    .validate(message);
        }
    }

    private static Sample numbered(Sample sample, String number) {
        Sample numbered = sample.fields().containsKey("oid_refundno")
                ? sample.with("oid_refundno", number).with("no_refund", "R" + number)
                : sample.with("oid_paybill", number).with("no_order", "N" + number);
        return numbered;
    }

    private static void send(Way way, Sample sample) throws IOException {
        boolean form = way == Way.RETURN || way == Way.H5_RETURN;
        HttpResponse<String> answer =
                GatewayProcess.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + way.path))
                        .header("Content-Type", form ? "application/x-www-form-urlencoded" : "text/json;charset=utf-8")
                        .POST(HttpRequest.BodyPublishers.ofString(way.body(sample)))
                        .build());
        boolean outsideGrammar = "X".equals(sample.fields().get("bank_code"));
        assertThat(answer.statusCode()).isEqualTo(outsideGrammar ? 400 : form ? 303 : 200);
    }

    private static List<String> queuesOf(String number) {
        List<String> found = new ArrayList<>();
        queues.bodies()
                .forEach((queue, bodies) ->
                        bodies.stream().filter(body -> body.contains(number)).forEach(body -> found.add(queue)));
        return found;
    }

    private static List<String> idsOnQueues(String number) throws IOException {
        List<String> ids = new ArrayList<>();
        for (List<String> bodies : queues.bodies().values()) {
            for (String body : bodies) {
                JsonNode message = JSON.readTree(body);
                if (body.contains(number)) {
                    ids.add(message.path("id").asText());
                }
            }
        }
        return ids;
    }

    private static List<String> webhooks(String number) {
        return erp.calls().stream()
                .filter(call -> call.body().contains(number))
                .peek(call -> assertThat(call.genuine()).isTrue())
                .map(ErpServer.Call::id)
                .distinct()
                .toList();
    }

    private static Told told(Way way, Sample sample) {
        return new Told(way, sample);
    }

    private static Arguments expect(String name, Way way, Sample sample, String queue) {
        return expect(name, List.of(told(way, sample)), queue);
    }

    private static Arguments expect(String name, List<Told> timeline, String... queues) {
        return Arguments.of(name, timeline, List.of(queues));
    }
}
