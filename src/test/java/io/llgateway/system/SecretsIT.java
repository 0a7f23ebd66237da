package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.llgateway.notification.Sample;
import io.llgateway.notification.Samples;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Keys, signatures and personal data take every way through the gateway, also those on which something fails, and are
 * looked for afterwards in its log (at DEBUG), answers, queues, webhooks, metrics, operator's answers and ledger.
 */
class SecretsIT {
    private static final String MD5_PARTNER = "201304121000001009";
    private static final String MD5_KEY = "planted-md5-key-7f3a";
    private static final String ID_NO = "330106199001015555";
    private static final String NAME = "\u8d75\u79d8\u5bc6";
    private static final String CARD = "6217009876501234567";
    /** What Camel, Spring, Thymeleaf, Logback, a database or a shell would run, if a text of a message ever reached them. */
    private static final String PROGRAM =
            "${camelContext.stop()} {{gateway.ops.password}} #{T(java.lang.Runtime)} ${gateway.ops.password} [[${7*7}]] '); drop table arrival; -- `id`";

    private static final List<String> PERSONAL = List.of("id_no", "acct_name", "card_no");

    @TempDir
    private Path directory;

    private final Secrets secrets = new Secrets();
    private final List<String> pages = new ArrayList<>();
    private GatewayProcess gateway;
    private int number;

    @ParameterizedTest
    @ValueSource(strings = {"omit", "forward"})
    void nobodyFindsAPlantedSecret(String personalData) throws Exception {
        String privateKey = Base64.getEncoder()
                .encodeToString(Samples.newKeyPair(1024).getPrivate().getEncoded());
        secrets.plant("md5-key", MD5_KEY);
        secrets.plant("private-key", privateKey.substring(60, 120));
        secrets.plant("webhook secret", ErpServer.SECRET.substring(6));
        secrets.plant("ops password", Operator.PASSWORD);
        secrets.plant("broker password", ArtemisServer.PASSWORD);
        secrets.plant("id_no", ID_NO);
        secrets.plant("acct_name", NAME);
        secrets.plant("card_no", CARD);
        try (Plant plant = Plant.real(directory)) {
            gateway = plant.prepare(
                    "--logging.level.io.llgateway=DEBUG",
                    "--gateway.message.personal-data=" + personalData,
                    "--gateway.merchants[0].private-key=" + privateKey,
                    "--gateway.merchants[1].oid-partner=" + MD5_PARTNER,
                    "--gateway.merchants[1].sign-type=MD5",
                    "--gateway.merchants[1].md5-key=" + MD5_KEY,
                    "--gateway.erp.webhook.retry-schedule=200ms");
            breakRoutes(directory.resolve("gateway-1").resolve("routes"));
            gateway.start();
            plant.erp.byBody(body -> body.contains("erp-fails") ? Behaviour.status(500) : Behaviour.status(200));

            everyWayThatIsAccepted();
            everyWayThatIsRefused();
            everyWayOnWhichTheLedgerFails(plant);
            Operator operator = new Operator(gateway);
            await("what can be sent is sent, and the rest is parked")
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> {
                        JsonNode now = plant.reported();
                        assertThat(now.path("ready").asInt()).isZero();
                        assertThat(now.path("waiting").asInt()).isZero();
                        assertThat(now.path("dead").asInt()).isPositive();
                        assertThat(operator.get("/ops/events?state=parked")).hasSize(2);
                    });

            QueueReader queues = plant.queues();
            queues.drain();
            boolean forwards = personalData.equals("forward");
            List<String> allowed = forwards ? PERSONAL : List.of();
            assertThat(queues.bodies().toString().contains(NAME)).isEqualTo(forwards);
            queues.bodies().forEach((queue, bodies) -> secrets.lookIn(queue, bodies.toString(), allowed));
            queues.properties().forEach(properties -> secrets.lookIn("message properties", properties));
            assertThat(queues.bodies().get("lianlian.payment.success.express"))
                    .as("a text stays a text")
                    .anyMatch(body -> body.contains(PROGRAM));
            assertThat(queues.bodies().get("lianlian.rejected")).isNotEmpty();
            assertThat(queues.bodies().get("lianlian.review")).hasSizeGreaterThanOrEqualTo(3);
            plant.erp.calls().forEach(call -> secrets.lookIn("webhook", call.body(), allowed));
            lookAtWhatOperatorsSee(operator);
            lookAtTheLedger(plant, allowed);
            gateway.stop();
            assertThat(gateway.logText())
                    .contains("DEBUG")
                    .contains("is parked")
                    .contains("cannot be recorded");
            secrets.lookIn("log", gateway.logText());
            secrets.assertNoneFound();
        }
    }

    /** MPAY's own number for each, so that every message is an event of its own unless it is meant not to be. */
    private Sample payment() {
        number++;
        return Samples.mpay()
                .with("no_order", "secret-" + number)
                .with("oid_paybill", String.valueOf(2016112300000000L + number))
                .with("id_no", ID_NO)
                .with("acct_name", NAME)
                .with("card_no", CARD);
    }

    private void everyWayThatIsAccepted() throws IOException {
        Sample payment = payment().signed();
        notify("", payment);
        notify("", payment);
        returns(payment.form());
        notify("", payment.with("money_order", "9.99").signed());
        notify("", payment.with("result_pay", "WAITING").signed());
        notify("", payment.with("result_pay", "FAILURE").signed());
        notify("", payment().with("info_order", "erp-fails").signed());
        notify("", payment().with("info_order", PROGRAM).signed());
        // parked: a misspelt queue, and a step that fails with the message in its text
        notify("", payment().with("pay_type", "D").signed());
        notify("", payment().with("pay_type", "P").signed());
        notify("", payment().with("acct_name", NAME + "&bank_code=01020000").signed());
        notify("", payment().with("bank_code", "no bank").signed());
        notify("", payment().without("card_no").signed().with("card_no", CARD));
        notify("/payout", payment().signed());
        notify(
                "/refund",
                Samples.crossBorderRefund()
                        .with("acct_name", NAME)
                        .with("card_no", CARD)
                        .signed());
        Sample md5 = payment().with("oid_partner", MD5_PARTNER).signedWithMd5(MD5_KEY);
        notify("", md5);
        returns(Samples.h5Return().with("acct_name", NAME).signed().resDataForm());
        returns(Samples.easyPaymentReturn().with("card_no", CARD).signed().form());
    }

    private void everyWayThatIsRefused() throws IOException {
        Sample payment = payment().signed();
        for (UnaryOperator<Sample> change : List.<UnaryOperator<Sample>>of(
                sample -> sample.with("money_order", "9999.00"),
                sample -> sample.with("id_no", ID_NO + "X"),
                sample -> sample.with("sign_type", "MD5"),
                sample -> sample.with("oid_partner", "201304121000001011"),
                sample -> sample.without("no_order"),
                sample -> sample.with("sign", "!" + sample.fields().get("sign")),
                sample -> sample.with("acct_name", NAME + "\u0000"))) {
            Sample changed = change.apply(payment);
            notify("", changed);
            returns(changed.form());
        }
        String json = payment.json();
        post("/lianlian/notify_url", "text/json", json.substring(0, json.length() - 5));
        post("/lianlian/notify_url", "text/json", "{\"id_no\":\"1\"," + json.substring(1));
        post("/lianlian/notify_url", "text/json", json + json);
        post("/lianlian/notify_url", "text/json", json + " ".repeat(20_000));
        returns(payment.form() + "&id_no=" + ID_NO);
        returns(payment.form() + "&x=%zz");
        post("/lianlian/url_return", "application/json", json);
        post("/lianlian/back_url", "application/x-www-form-urlencoded", payment.form());
        post("/lianlian/url_return?" + payment.form(), "application/x-www-form-urlencoded", payment.form() + "&%00=1");
        for (String path : List.of("url_return", "notify_url", "back_url", "result/" + ID_NO, "nowhere")) {
            keep(GatewayProcess.send(HttpRequest.newBuilder(gateway.uri("/lianlian/" + path + "?" + payment.form()))
                    .header("X-Planted", CARD)
                    .header("Cookie", "id=" + ID_NO)
                    .build()));
        }
        post("/ops/redrive", "application/json", json);
        post("/sandbox/sign", "application/x-www-form-urlencoded", payment.form());
    }

    /** PostgreSQL names the values of the row that breaks a rule. */
    private void everyWayOnWhichTheLedgerFails(Plant plant) throws IOException, SQLException {
        try (Connection ledger = plant.ledger();
                Statement statement = ledger.createStatement()) {
            statement.execute("alter table event add constraint broken check (bank_code <> '01030000')");
        }
        Sample payment = payment().with("bank_code", "01030000").signed();
        notify("", payment);
        HttpResponse<String> again = GatewayProcess.send(form(payment.form()));
        assertThat(again.statusCode()).isEqualTo(503);
        assertThat(again.body())
                .as("the one page that carries its form, back to the browser that posted it")
                .contains(ID_NO);
        secrets.lookIn("headers", again.headers().map().toString());
    }

    private void lookAtWhatOperatorsSee(Operator operator) throws IOException {
        JsonNode events = operator.get("/ops/events?limit=500");
        assertThat(events.size()).isGreaterThan(12);
        secrets.lookIn("/ops/events", events.toString());
        for (JsonNode event : events) {
            String id = event.path("id").asText();
            secrets.lookIn(
                    "/ops/events/" + id, operator.get("/ops/events/" + id).toString());
        }
        String review =
                operator.get("/ops/events?state=review").path(0).path("id").asText();
        for (String[] action : new String[][] {
            {"/ops/events/" + review + "/reject", "{\"why\":\"\",\"" + CARD + "\":1}"},
            {"/ops/events/" + review + "/reject", "{\"why\":\"wrong\"}"},
            {"/ops/redrive", "{\"filter\":{\"no_order\":\"secret-1\"},\"target\":\"" + ID_NO + "\",\"why\":\"x\"}"}
        }) {
            secrets.lookIn(
                    action[0],
                    operator.send(action[0], "POST", BodyPublishers.ofString(action[1]), Operator.PASSWORD)
                            .body());
        }
        secrets.lookIn("/ops/actions", operator.get("/ops/actions").toString());
        secrets.lookIn("/ops/balance", operator.get("/ops/balance").toString());
        pages.forEach(page -> secrets.lookIn("answer", page));
        for (String path :
                List.of("", "/health", "/prometheus", "/metrics", "/gateway-balance", "/env", "/configprops")) {
            HttpRequest request = HttpRequest.newBuilder(gateway.managementUri("/actuator" + path))
                    .build();
            secrets.lookIn("/actuator" + path, GatewayProcess.send(request).body());
        }
    }

    /** Every column of every table; with "forward", the message is kept as it is sent. */
    private void lookAtTheLedger(Plant plant, List<String> allowed) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Connection ledger = plant.ledger();
                Statement statement = ledger.createStatement()) {
            try (ResultSet names = ledger.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
                while (names.next()) {
                    tables.add(names.getString("TABLE_NAME"));
                }
            }
            assertThat(tables).contains("event", "arrival", "outbox", "outbox_batch", "refusal");
            for (String table : tables) {
                try (ResultSet rows = statement.executeQuery("select * from " + table)) {
                    while (rows.next()) {
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            String column = rows.getMetaData().getColumnName(i);
                            boolean holdsMessages =
                                    List.of("event.message", "outbox.body").contains(table + "." + column);
                            secrets.lookIn(
                                    table + "." + column,
                                    String.valueOf(rows.getString(i)),
                                    holdsMessages ? allowed : List.of());
                        }
                    }
                }
            }
        }
    }

    private void notify(String path, Sample sample) throws IOException {
        plantSign(sample);
        post("/lianlian/notify_url" + path, "text/json;charset=utf-8", sample.json());
    }

    private void plantSign(Sample sample) {
        secrets.plant(
                "sign " + number + " " + sample.hashCode(),
                sample.fields().get("sign").substring(0, 32));
    }

    private void returns(String form) throws IOException {
        HttpResponse<String> answer = GatewayProcess.send(form(form));
        keep(answer);
        String page = answer.headers().firstValue("Location").orElse(null);
        if (page != null) {
            keep(gateway.get(page));
        }
    }

    private HttpRequest form(String form) {
        return HttpRequest.newBuilder(gateway.uri("/lianlian/url_return"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
    }

    private void post(String path, String type, String body) throws IOException {
        keep(GatewayProcess.send(HttpRequest.newBuilder(gateway.uri(path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build()));
    }

    private void keep(HttpResponse<String> answer) {
        pages.add(answer.statusCode() + " " + answer.headers().map() + " " + answer.body());
    }

    private static void breakRoutes(Path routes) throws IOException {
        Files.createDirectories(routes);
        try (var shipped = Files.list(Path.of("routes"))) {
            for (Path file : shipped.toList()) {
                Files.copy(file, routes.resolve(file.getFileName()));
            }
        }
        Path dispatch = routes.resolve("2-dispatch.camel.yaml");
        String broken = """
                - expression:
                    simple:
                      expression: "${header.pay_type} == 'P' && ${body.nothing} == 'x'"
                  steps:
                    - setProperty:
                        id: to-nowhere
                        name: queue
                        expression:
                          constant:
                            expression: lianlian.nowhere
                - expression:
                    simple:
                      expression: "${header.pay_type} == 'D'"
                  steps:
                    - setProperty:
                        id: to-misspelt
                        name: queue
                        expression:
                          constant:
                            expression: lianlian.misspelt
                """;
        String when = "\n" + " ".repeat(24) + "when:\n";
        String right = Files.readString(dispatch);
        assertThat(right).contains(when);
        Files.writeString(dispatch, right.replace(when, when + broken.indent(26)));
    }
}
