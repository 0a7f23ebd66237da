package io.llgateway.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llgateway.GatewayApplication;
import io.llgateway.notification.Sample;
import io.llgateway.notification.Samples;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
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
import org.springframework.jdbc.core.JdbcTemplate;

/** The shipped intake routes over real HTTP, into the real ledger: contract section 2, line by line. */
class IntakeRouteTest {
    private static final String OK = "{\"ret_code\":\"0000\",\"ret_msg\":\"ok\"}";
    private static final String REJECTED = "{\"ret_code\":\"9999\",\"ret_msg\":\"rejected\"}";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static ConfigurableApplicationContext gateway;
    private static JdbcTemplate ledger;
    private static MeterRegistry meters;
    private static int port;

    @BeforeAll
    static void start(@TempDir Path data) {
        gateway = SpringApplication.run(
                GatewayApplication.class,
                "--server.port=0",
                "--management.server.port=0",
                "--gateway.data-dir=" + data,
                "--gateway.broker.port=0",
                "--gateway.intake.allowed-sources=127.0.0.1",
                "--gateway.intake.trusted-proxies=127.0.0.1",
                "--gateway.merchants[0].oid-partner=" + Samples.OID_PARTNER,
                "--gateway.merchants[0].lianlian-public-keys[0]=" + Samples.publicKey());
        ledger = gateway.getBean(JdbcTemplate.class);
        meters = gateway.getBean(MeterRegistry.class);
        port = gateway.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void sendsTheBrowserToTheResultPageOfTheEvent() throws Exception {
        HttpResponse<String> answer = postReturn(order("see-other").form());

        assertThat(answer.statusCode()).isEqualTo(303);
        String location = answer.headers().firstValue("Location").orElseThrow();
        assertThat(location).matches("/lianlian/result/[0-9a-f]{32}");
        assertThat(get(location, "Accept", "application/json").body())
                .isEqualTo("{\"state\":\"paid\",\"no_order\":\"see-other\",\"amount\":\"0.01\",\"currency\":\"CNY\"}");
    }

    @Test
    void givesEveryArrivalOfAnEventTheSameResultPageAndAcknowledgement() throws Exception {
        Sample sample = order("same-event");
        String first = location(postReturn(sample.form()));

        assertThat(location(postReturn(sample.form()))).isEqualTo(first);
        assertThat(postNotify("", sample.json()).body()).isEqualTo(OK);
        assertThat(events("same-event")).isEqualTo(1);
        assertThat(arrivals("same-event")).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("contentTypes")
    void acknowledgesLianLiansOwnCallWhateverItsContentType(String name, String[] header) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/lianlian/notify_url"))
                .POST(HttpRequest.BodyPublishers.ofString(order("type-" + name).json()));
        if (header.length > 0) {
            request.headers(header);
        }
        HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(OK);
        assertThat(events("type-" + name)).isEqualTo(1);
    }

    static Stream<Arguments> contentTypes() {
        return Stream.of(
                Arguments.of("none", new String[0]),
                Arguments.of("text-json", new String[] {"Content-Type", "text/json;charset=utf-8"}),
                Arguments.of("json", new String[] {"Content-Type", "application/json"}),
                Arguments.of("form", new String[] {"Content-Type", "application/x-www-form-urlencoded"}));
    }

    @Test
    void takesPayoutsAndRefundsAtPathsOfTheirOwn() throws Exception {
        assertThat(postNotify("/payout", Samples.payout().signed().json()).body())
                .isEqualTo(OK);
        assertThat(postNotify("/refund", Samples.crossBorderRefund().signed().json())
                        .body())
                .isEqualTo(OK);
        assertThat(ledger.queryForList(
                        "select distinct kind from event where kind in ('payout', 'refund')", String.class))
                .containsExactlyInAnyOrder("payout", "refund");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messagesNotBelieved")
    void refusesAndKeepsOnlyTheReason(String reason, String channel, String body) throws Exception {
        double counted = refused(reason, channel);
        int kept = refusals(reason);
        int events = ledger.queryForObject("select count(*) from event", Integer.class);

        HttpResponse<String> answer = channel.equals("url_return") ? postReturn(body) : postNotify("", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        if (channel.equals("url_return")) {
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        } else {
            assertThat(answer.body()).isEqualTo(REJECTED);
        }
        assertThat(answer.body()).doesNotContain(reason).doesNotContain("2013099129232322");
        assertThat(refused(reason, channel)).isEqualTo(counted + 1);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(refusals(reason)).isEqualTo(kept + 1));
        assertThat(ledger.queryForObject("select count(*) from event", Integer.class))
                .isEqualTo(events);
    }

    static Stream<Arguments> messagesNotBelieved() {
        Sample sample = Samples.synchronousNotification().signed();
        return Stream.of(
                form("form-percent-escape", s -> s + "&x=%zz"),
                form("form-duplicate-name", s -> s + "&no_order=2"),
                Arguments.of(
                        "field-missing",
                        "url_return",
                        sample.without("oid_paybill").signed().form()),
                Arguments.of(
                        "signature-wrong",
                        "url_return",
                        sample.with("money_order", "9.01").form()),
                Arguments.of(
                        "sign-type-not-pinned",
                        "url_return",
                        sample.signedWithMd5("").form()),
                Arguments.of(
                        "merchant-unknown",
                        "url_return",
                        sample.with("oid_partner", "201304121000001005")
                                .signed()
                                .form()),
                Arguments.of("json-syntax", "notify_url", "{"),
                Arguments.of(
                        "json-duplicate-name", "notify_url", sample.json().replaceFirst("\\{", "{\"no_order\":\"2\",")),
                Arguments.of(
                        "field-missing",
                        "notify_url",
                        Samples.apiReply().signed().json()),
                Arguments.of(
                        "signature-wrong",
                        "notify_url",
                        sample.with("money_order", "9.01").json()),
                Arguments.of(
                        "merchant-unknown",
                        "notify_url",
                        sample.with("oid_partner", "201304121000001005")
                                .signed()
                                .json()));
    }

    private static Arguments form(String reason, UnaryOperator<String> change) {
        return Arguments.of(
                reason,
                "url_return",
                change.apply(Samples.synchronousNotification().signed().form()));
    }

    @Test
    void answersProblemJsonToAClientThatAsksForJson() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri("/lianlian/url_return"))
                .headers("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("a=b")));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).isEqualTo("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400}");
    }

    @Test
    void refusesASignedFieldOutsideItsGrammarAndLetsAPersonLookOnce() throws Exception {
        Sample sample = order("outside-grammar").with("bank_code", "0102").signed();
        int before = reviews();

        assertThat(postReturn(sample.form()).statusCode()).isEqualTo(400);
        assertThat(postNotify("", sample.json()).statusCode()).isEqualTo(400);
        assertThat(postNotify("", sample.json()).body()).isEqualTo(REJECTED);

        assertThat(reviews()).isEqualTo(before + 1);
        assertThat(events("outside-grammar")).as("no facts are taken from it").isZero();
    }

    @Test
    void believesNothingOfATextWithSeveralReadingsButAcknowledgesIt() throws Exception {
        // signed: bank_code=01020000&dt_order=... reads as well as one unknown field "a" that holds bank_code
        Sample sample = order("several-readings").with("a", "x").signed();
        int before = reviews();

        HttpResponse<String> answer = postReturn(sample.form());
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(get(location(answer), "Accept", "application/json").body()).contains("\"state\":\"confirming\"");
        assertThat(postNotify("", sample.json()).body()).isEqualTo(OK);
        assertThat(reviews()).isEqualTo(before + 1);
        assertThat(events("several-readings")).isZero();
    }

    @ParameterizedTest
    @MethodSource("otherMethods")
    void answersOtherMethodsWithAllowAndTheNeutralPage(String method, String path, String type) throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(uri(path)).method(method, HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
    }

    static Stream<Arguments> otherMethods() {
        return Stream.of("GET", "PUT", "DELETE", "PATCH", "OPTIONS")
                .flatMap(method -> Stream.of(
                        Arguments.of(method, "/lianlian/url_return", "text/html"),
                        Arguments.of(method, "/lianlian/notify_url", "application/json"),
                        Arguments.of(method, "/lianlian/notify_url/refund", "application/json")));
    }

    @Test
    void answersAnotherContentTypeOnTheReturnWith415() throws Exception {
        for (String type : List.of("application/json", "multipart/form-data; boundary=x", "text/plain")) {
            HttpResponse<String> answer = send(HttpRequest.newBuilder(uri("/lianlian/url_return"))
                    .header("Content-Type", type)
                    .POST(HttpRequest.BodyPublishers.ofString(order("type").form())));
            assertThat(answer.statusCode()).as(type).isEqualTo(415);
        }
        assertThat(events("type")).isZero();
    }

    @Test
    void answersTooLargeBodiesWith413WhetherTheyAnnounceTheirSizeOrNot() throws Exception {
        byte[] large = ("info_order=" + "x".repeat(17_000)).getBytes(StandardCharsets.US_ASCII);
        for (String path : List.of("/lianlian/url_return", "/lianlian/notify_url", "/lianlian/notify_url/payout")) {
            assertThat(post(path, HttpRequest.BodyPublishers.ofByteArray(large)).statusCode())
                    .as(path)
                    .isEqualTo(413);
            assertThat(post(
                                    path,
                                    HttpRequest.BodyPublishers.ofInputStream(
                                            () -> new java.io.ByteArrayInputStream(large)))
                            .statusCode())
                    .as(path + " chunked")
                    .isEqualTo(413);
        }
    }

    @Test
    void turnsAwayCallersOfNotifyUrlBeyondTheAllowedSources() throws Exception {
        Sample sample = order("stranger");
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri("/lianlian/notify_url"))
                .header("X-Forwarded-For", "203.0.113.9")
                .POST(HttpRequest.BodyPublishers.ofString(sample.json())));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(events("stranger")).isZero();

        HttpResponse<String> shopper = send(HttpRequest.newBuilder(uri("/lianlian/url_return"))
                .headers("X-Forwarded-For", "203.0.113.9", "Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(sample.form())));
        assertThat(shopper.statusCode())
                .as("the list is for LianLian's calls only")
                .isEqualTo(303);
    }

    @Test
    void sendsNoHeaderAndNoFieldOfTheRequestBack() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri("/lianlian/url_return"))
                .headers("Content-Type", "application/x-www-form-urlencoded", "X-Planted", "planted-header")
                .headers("CamelHttpResponseCode", "299", "JMSType", "planted-type")
                .POST(HttpRequest.BodyPublishers.ofString(order("no-echo")
                        .with("CamelHttpUri", "planted-field")
                        .signed()
                        .form())));
        assertThat(answer.headers().map().toString() + answer.body())
                .doesNotContain("planted")
                .doesNotContainIgnoringCase("camel");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void asksTheSenderToSendAgainWhileTheLedgerIsDown() throws Exception {
        Sample sample = order("ledger-down")
                .with("info_order", "\"><script>alert(1)</script>")
                .signed();
        ledger.execute("alter table event rename to event_away");
        try {
            asksToSendAgain(sample);
        } finally {
            ledger.execute("alter table event_away rename to event");
        }
        assertThat(events("ledger-down")).isZero();
        // the writer goes on refusing until its probe has found that the ledger can be written
        await("once the ledger is back")
                .untilAsserted(
                        () -> assertThat(postReturn(sample.form()).statusCode()).isEqualTo(303));
    }

    private void asksToSendAgain(Sample sample) throws Exception {
        HttpResponse<String> page = send(HttpRequest.newBuilder(uri("/lianlian/url_return?try=1"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(sample.form())));
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.headers().firstValue("Retry-After")).isPresent();
        assertThat(page.body())
                .contains("action=\"/lianlian/url_return?try=2\"")
                .contains("name=\"sign\"")
                .contains("value=\"" + sample.fields().get("oid_paybill") + "\"")
                .doesNotContain("<script>alert(1)");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("'nonce-");

        HttpResponse<String> forged =
                postReturn(sample.with("money_order", "9.00").form());
        assertThat(forged.statusCode()).isEqualTo(400);
        assertThat(forged.body())
                .as("only a verified form comes back")
                .doesNotContain(sample.fields().get("oid_paybill"));

        HttpResponse<String> call = postNotify("", sample.json());
        assertThat(call.statusCode()).isEqualTo(503);
        assertThat(call.body()).isEqualTo(REJECTED);
    }

    private static Sample order(String number) {
        return Samples.synchronousNotification()
                .with("no_order", number)
                .with("oid_paybill", String.valueOf(2_000_000_000_000_000L + Math.abs(number.hashCode())))
                .signed();
    }

    private int events(String order) {
        return ledger.queryForObject("select count(*) from event where order_number = ?", Integer.class, order);
    }

    private int arrivals(String order) {
        return ledger.queryForObject(
                "select sum(arrival_count) from event where order_number = ?", Integer.class, order);
    }

    private int reviews() {
        return ledger.queryForObject("select count(*) from outbox where type = 'lianlian.review'", Integer.class);
    }

    private int refusals(String reason) {
        return ledger.queryForObject("select count(*) from refusal where reason = ?", Integer.class, reason);
    }

    private double refused(String reason, String channel) {
        Counter counter = meters.find("gateway.refused")
                .tags("reason", reason, "channel", channel)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    private HttpResponse<String> postReturn(String form) throws Exception {
        return post("/lianlian/url_return", HttpRequest.BodyPublishers.ofString(form));
    }

    private HttpResponse<String> postNotify(String path, String json) throws Exception {
        return send(HttpRequest.newBuilder(uri("/lianlian/notify_url" + path))
                .header("Content-Type", "text/json;charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private HttpResponse<String> post(String path, HttpRequest.BodyPublisher body) throws Exception {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(body));
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).headers(headers));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
