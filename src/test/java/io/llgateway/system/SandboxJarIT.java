package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar, started in an empty directory as a newcomer would, with its sandbox. */
class SandboxJarIT {
    private static final String QUEUE = "lianlian.payment.success.personal-bank";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static int brokerPort;
    private static GatewayProcess gateway;

    @BeforeAll
    static void start(@TempDir Path directory) {
        brokerPort = GatewayProcess.freePort();
        gateway = GatewayProcess.start(directory, "--gateway.broker.port=" + brokerPort);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void forwardsTheDocumentsSampleOnceThoughItIsPostedTwoHundredTimesFromFiftyThreads() throws Exception {
        String form =
                sign("oid_partner=201304121000001004&sign_type=RSA&dt_order=20130224120224&no_order=2013099129111111"
                        + "&oid_paybill=2013099129232322&money_order=0.01&result_pay=SUCCESS&settle_date=20140109"
                        + "&info_order=Remarks&pay_type=1&bank_code=01020000");

        List<HttpResponse<String>> answers = postFromThreads(form, 200, 50);

        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(303);
        assertThat(answers)
                .extracting(answer -> answer.headers().firstValue("Location").orElseThrow())
                .as("one event, one result page")
                .containsOnly(answers.get(0).headers().firstValue("Location").orElseThrow());

        JsonNode message = JSON.readTree(receiveOnly(QUEUE));
        assertThat(message.path("type").asText()).isEqualTo("lianlian.payment.success");
        assertThat(message.path("sandbox").asBoolean()).isTrue();
        assertThat(message.path("amount").asText()).isEqualTo("0.01");
        assertThat(message.path("fields").path("no_order").asText()).isEqualTo("2013099129111111");
        assertThat(message.path("fields").has("sign")).isFalse();

        String id = message.path("id").asText();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(webhooks(id)).hasSize(1));
        HttpResponse<String> result = GatewayProcess.send(HttpRequest.newBuilder(gateway.uri(
                        answers.get(0).headers().firstValue("Location").orElseThrow()))
                .header("Accept", "application/json")
                .build());
        assertThat(JSON.readTree(result.body()).path("state").asText()).isEqualTo("paid");
    }

    private static String sign(String fields) throws IOException {
        return GatewayProcess.send(HttpRequest.newBuilder(gateway.uri("/sandbox/sign"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(fields))
                        .build())
                .body();
    }

    private static List<HttpResponse<String>> postFromThreads(String form, int posts, int threads) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            Callable<HttpResponse<String>> post =
                    () -> GatewayProcess.send(HttpRequest.newBuilder(gateway.uri("/lianlian/url_return"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(form))
                            .build());
            List<HttpResponse<String>> answers = new ArrayList<>();
            for (Future<HttpResponse<String>> answer : pool.invokeAll(Collections.nCopies(posts, post))) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            pool.shutdownNow();
        }
    }

    /** Takes one message, and makes sure that no second one is there. */
    private static String receiveOnly(String queue) throws JMSException {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("tcp://localhost:" + brokerPort);
                Connection connection = factory.createConnection()) {
            connection.start();
            Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
            var consumer = session.createConsumer(session.createQueue(queue));
            Message first = consumer.receive(20_000);
            assertThat(first).as("a message on " + queue).isInstanceOf(TextMessage.class);
            assertThat(consumer.receive(1_000))
                    .as("a second message on " + queue)
                    .isNull();
            return ((TextMessage) first).getText();
        }
    }

    private static List<JsonNode> webhooks(String id) throws IOException {
        JsonNode received = JSON.readTree(GatewayProcess.send(HttpRequest.newBuilder(gateway.uri("/sandbox/erp"))
                        .header("Accept", "application/json")
                        .build())
                .body());
        List<JsonNode> found = new ArrayList<>();
        received.forEach(webhook -> {
            if (webhook.toString().contains(id)) {
                found.add(webhook);
            }
        });
        return found;
    }
}
