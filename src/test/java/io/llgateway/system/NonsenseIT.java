package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llgateway.notification.Samples;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that no client sends: each is answered with a refusal, or not at all, and none leaves more in the log than
 * the line a minute for refusals. What broke once is a case here.
 */
class NonsenseIT {
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static final String NOTIFY = "/lianlian/notify_url";

    private static GatewayProcess gateway;

    @BeforeAll
    static void start(@TempDir Path directory) {
        gateway = GatewayProcess.start(
                directory,
                "--gateway.broker.port=0",
                "--gateway.ops.user=" + Operator.NAME,
                "--gateway.ops.password=" + Operator.PASSWORD,
                "--gateway.merchants[0].oid-partner=" + Samples.OID_PARTNER,
                "--gateway.merchants[0].lianlian-public-keys[0]=" + Samples.publicKey());
    }

    @AfterAll
    static void stop() {
        try {
            assertThat(gateway.logText().lines().filter(line -> line.contains(" ERROR ") || line.contains("\tat ")))
                    .isEmpty();
            assertThat(gateway.logText().lines().filter(line -> line.contains(" WARN ")))
                    .allMatch(line -> line.contains("RefusalLog: Refused: "))
                    .hasSizeLessThan(5);
        } finally {
            gateway.close();
        }
    }

    static Stream<String> brokenHttp() {
        return Stream.of(
                // two lengths, so that two programs could see two requests
                post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\nGET /x HTTP/1.1\r\n\r\n"),
                post("Content-Length: 5\r\nContent-Length: 6\r\n", "abcdef"),
                post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "0\r\n\r\n"),
                post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"),
                post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"),
                post("Content-Length: -1\r\n", "{}"),
                post("Content-Length: 0x2\r\n", "{}"),
                post("Content-Length: 99999999999999999999\r\n", "{}"),
                post("Content-Length : 2\r\n", "{}"),
                post("X: a\r\n b\r\nContent-Length: 2\r\n", "{}"),
                post("Transfer-Encoding: chunked\r\n", "zz\r\n"),
                post("Transfer-Encoding: chunked\r\n", "-5\r\nabcde\r\n0\r\n\r\n"),
                post("Transfer-Encoding: chunked\r\n", "ffffffffffffffff\r\nabcde\r\n"),
                post("Transfer-Encoding: chunked\r\n", "5;" + "x".repeat(9000) + "\r\nabcde\r\n0\r\n\r\n"),
                post("Transfer-Encoding: chunked\r\n", "5\r\nabcde\r\n0\r\nX: " + "y".repeat(20_000) + "\r\n\r\n"),
                "GET /readyz HTTP/1.1\r\n\r\n",
                "GET /readyz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /readyz HTTP/1.1\r\nHost: a b@:\r\n\r\n",
                "GET /readyz HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET /" + "y".repeat(10_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /readyz HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(10_000) + "\r\n\r\n",
                "GET /readyz HTTP/1.1\r\nHost: localhost\r\n" + "X: y\r\n".repeat(500) + "\r\n",
                "GET /lianlian/back_url\u0000 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "\u0016\u0003\u0001\u0000\u00c8" + "\u0000".repeat(200),
                new Random(1).ints(5000, 0, 256).mapToObj(Character::toString).collect(Collectors.joining()));
    }

    @ParameterizedTest
    @MethodSource("brokenHttp")
    void refusesWhatIsNoHttp(String request) throws IOException {
        String answer = raw(request);

        assertThat(answer).matches("(?s)(HTTP/1.1 (400|408|413|414|431|501|505) .*)?");
        if (answer.contains("<html")) {
            assertThat(answer)
                    .contains("Content-Security-Policy: default-src 'none'")
                    .doesNotContain("Tomcat");
        }
    }

    static Stream<String> otherPaths() {
        return Stream.of(
                "//lianlian//notify_url",
                "/lianlian/notify_url;x=1",
                "/lianlian;/notify_url",
                "/lianlian/%6eotify_url",
                "/lianlian/x/../notify_url",
                "/lianlian/./url_return",
                "/lianlian/notify_url/%72efund",
                "/lianlian/notify_url//refund",
                "/lianlian/notify_url/",
                "/lianlian/notify_url/x",
                "/lianlian/notify_url%2frefund",
                "/lianlian/notify_url%00",
                "/LIANLIAN/notify_url",
                "/lianlian/url_return/x",
                "/lianlian/result/%00",
                "/lianlian/result/..%2f..",
                "/lianlian/result/%ff",
                "/lianlian/assets/..%2f..%2fapplication.yaml",
                "/lianlian/assets/page.css%00",
                "/ops;x/balance",
                "/ops%2fbalance",
                "/%6fps/balance",
                "/lianlian/../ops/balance",
                "/lianlian/..;/ops/balance",
                "//ops/balance",
                "/ops//balance",
                "/ops/balance/",
                "/ops/./balance",
                "/OPS/balance",
                "/error?trace=true",
                "/actuator/env");
    }

    @ParameterizedTest
    @MethodSource("otherPaths")
    void knowsNoOtherSpellingOfAPath(String path) throws IOException {
        String genuine = Samples.onlineBanking().signed().json();

        for (String request : List.of(
                request("GET", path, "", ""), request("POST", path, "Content-Type: application/json\r\n", genuine))) {
            assertThat(raw(request)).matches("(?s)HTTP/1.1 4\\d\\d .*").doesNotContain("0000", "holds");
        }
    }

    static Stream<String> headers() {
        return Stream.of(
                "Accept: " + "a/b,".repeat(1500),
                "Accept: ,,,;q=abc",
                "Accept: text/html;charset=\"",
                "Accept-Language: ,,;q=x",
                "Accept-Language: " + "zh-CN;q=0.1,".repeat(600),
                "Authorization: Basic !!!",
                "Content-Encoding: gzip",
                "Content-Type: multipart/form-data",
                "Content-Type: multipart/form-data; boundary=x",
                "Content-Type: application/x-www-form-urlencoded; charset=nonsense",
                "Range: bytes=0-1,2-3",
                "If-Modified-Since: x",
                "Upgrade: websocket\r\nConnection: Upgrade",
                "X-HTTP-Method-Override: DELETE",
                "CamelHttpUri: http://127.0.0.1:1/",
                "X-Forwarded-For: " + "1,".repeat(3000));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void isNotImpressedByHeaders(String header) throws IOException {
        for (String request : List.of(
                request("POST", "/lianlian/url_return", header + "\r\n" + FORM, "a=b"),
                request("POST", NOTIFY, header + "\r\n", "{\"a\":\"1\"}"),
                request("GET", "/lianlian/result/" + "0".repeat(32), header + "\r\n", ""),
                request("GET", "/lianlian/back_url", header + "\r\n", ""),
                request("GET", "/lianlian/assets/page.css", header + "\r\n", ""),
                request("GET", "/nowhere", header + "\r\n", ""),
                request("GET", "/", header + "\r\n", ""),
                request("POST", "/lianlian/result/" + "0".repeat(32), header + "\r\n", "a=b"),
                request("POST", "/ops/redrive", header + "\r\n", "a=b"))) {
            assertThat(raw(request)).matches("(?s)HTTP/1.1 (206|[24]\\d\\d) .*");
        }
    }

    @Test
    void refusesEveryMessageThatIsPutTogetherByChance() throws IOException {
        String[] pieces =
                "& = % %00 %0d%0a %ff %E4%BD%A0 sign oid_partner=201304121000001004 sign_type=RSA res_data= %7B %22 + ; { } [ ] \" : , null 1e999 -0 \\u0000 \\ud800 \"sign\":\"x\" <script> ${jndi:ldap://x} \u00ff"
                        .split(" ");
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            String body = random.ints(random.nextInt(1, 60), 0, pieces.length)
                    .mapToObj(piece -> pieces[piece])
                    .collect(Collectors.joining());
            assertThat(raw(
                            i % 2 == 0
                                    ? request("POST", "/lianlian/url_return", FORM, body)
                                    : request("POST", NOTIFY, "", body)))
                    .as(body)
                    .startsWith("HTTP/1.1 400 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {NOTIFY, NOTIFY + "/refund", "/lianlian/url_return"})
    void endsABodyThatDripsInForever(String path) throws IOException {
        try (Socket slow = new Socket("localhost", gateway.uri("/").getPort())) {
            String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + FORM + "Content-Length: 9000\r\n\r\n";
            slow.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

            await("an answer to a body that never pauses long enough")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> {
                        slow.getOutputStream().write('a');
                        return slow.getInputStream().available() > 0;
                    });
            byte[] answer = slow.getInputStream().readNBytes(12);
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 408");
        }
    }

    /** A spreadsheet would run a remark that begins with an equals sign. */
    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "application/vnd.ms-excel", "text/tab-separated-values", "text/html"})
    void givesOperatorsNothingThatASpreadsheetOpens(String type) throws IOException {
        String login = Base64.getEncoder()
                .encodeToString((Operator.NAME + ":" + Operator.PASSWORD).getBytes(StandardCharsets.UTF_8));
        for (String path : List.of("/ops/events", "/ops/actions", "/ops/balance")) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(gateway.uri(path)).header("Authorization", "Basic " + login);
            assertThat(GatewayProcess.send(request.copy().header("Accept", type).build())
                            .statusCode())
                    .isEqualTo(406);
            HttpResponse<String> json = GatewayProcess.send(request.build());
            assertThat(json.headers().firstValue("Content-Type")).hasValue("application/json");
            assertThat(json.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        }
    }

    private static String post(String headers, String body) {
        return "POST " + NOTIFY + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n" + body;
    }

    private static String request(String method, String path, String headers, String body) {
        return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers
                + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n") + "\r\n" + body;
    }

    /** @return the whole answer; empty when the connection just ends */
    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", gateway.uri("/").getPort())) {
            socket.setSoTimeout(20_000);
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (java.net.SocketException reset) {
                return "";
            }
        }
    }
}
