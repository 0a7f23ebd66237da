package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An ERP that is not written in Java takes the gateway's messages over AMQP 1.0, with a selector. */
@Tag("system")
class AmqpConsumerIT {
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
    void takesTheMessageThatItsSelectorNamesAsTheShippedSchemaDescribesIt(@TempDir Path folder) throws Exception {
        pay("amqp-first", "2013099129232301");
        pay("amqp-second", "2013099129232302");
        pay("amqp-third", "2013099129232303");

        JsonNode message = JSON.readTree(consume(QUEUE, "no_order = 'amqp-second' AND pay_type = '1'")
                .succeeded()
                .output());

        assertThat(message.path("type").asText()).isEqualTo("lianlian.payment.success");
        assertThat(message.path("correlation_id").asText()).isEqualTo("amqp-second");
        assertThat(message.path("durable").asBoolean()).isTrue();
        JsonNode properties = message.path("properties");
        assertThat(properties.path("kind").asText()).isEqualTo("payment");
        assertThat(properties.path("outcome").asText()).isEqualTo("success");
        assertThat(properties.path("channel").asText()).isEqualTo("url_return");
        assertThat(properties.path("result_pay").asText()).isEqualTo("SUCCESS");
        assertThat(properties.path("pay_type").asText()).isEqualTo("1");
        assertThat(properties.path("oid_partner").asText()).isEqualTo("201304121000001004");
        assertThat(properties.path("no_order").asText()).isEqualTo("amqp-second");
        assertThat(properties.path("oid_paybill").asText()).isEqualTo("2013099129232302");

        Path captured = Files.writeString(
                folder.resolve("message.json"), message.path("body").toString());
        Path schema = Path.of("src/main/resources/schema/event.schema.json").toAbsolutePath();
        assertThat(Node.run("validate-message.mjs", schema.toString(), captured.toString())
                        .succeeded()
                        .output())
                .startsWith("valid");
    }

    @Test
    void isToldWhenTheQueueIsMisspelt() throws Exception {
        Program consumer = consume("lianlian.payment.success.personalbank", "kind = 'payment'");
        assertThat(consumer.exitCode()).isNotZero();
        assertThat(consumer.output()).contains("amqp:not-found");
    }

    private static Program consume(String queue, String selector) throws IOException, InterruptedException {
        return Node.run("amqp-consumer.mjs", Integer.toString(brokerPort), queue, selector);
    }

    private static void pay(String order, String lianlianNumber) throws IOException {
        String form = post(
                        "/sandbox/sign",
                        "dt_order=20130224120224&no_order=" + order + "&oid_paybill=" + lianlianNumber
                                + "&money_order=0.01&result_pay=SUCCESS&settle_date=20140109&pay_type=1&bank_code=01020000")
                .body();
        assertThat(post("/lianlian/url_return", form).statusCode()).isEqualTo(303);
    }

    private static HttpResponse<String> post(String path, String form) throws IOException {
        return GatewayProcess.send(HttpRequest.newBuilder(gateway.uri(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
    }
}
