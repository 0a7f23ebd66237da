package io.llgateway.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.llgateway.delivery.WebhookSettings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/**
 * The pretend ERP: verifies each webhook as a real one should (Standard Webhooks), keeps the last 200 and answers as it
 * is told to.
 */
@Component
@Conditional(SandboxMode.class)
class SandboxErp {
    /** Where the gateway posts its webhooks while the sandbox is on. */
    static final String PATH = "/sandbox/erp";

    private static final int REMEMBERED = 200;

    /**
     * One webhook that arrived.
     *
     * @param at when
     * @param id webhook-id, empty when it has none
     * @param type the event's type
     * @param orderNumber no_order or no_refund
     * @param genuine whether its signature is right and its time near
     * @param answered the status it was answered with
     * @param body the text, indented
     */
    record Received(
            Instant at, String id, String type, String orderNumber, boolean genuine, int answered, String body) {}

    /**
     * What the next webhooks are answered.
     *
     * @param status HTTP status
     * @param retryAfter seconds of the header Retry-After; 0 = no header
     * @param delay milliseconds before the answer
     * @param times how many webhooks are treated so before all is well again; 0 = every one
     */
    record Behaviour(int status, int retryAfter, int delay, int times) {
        static final Behaviour WELL = new Behaviour(200, 0, 0, 0);
    }

    private final List<String> secrets;
    private final ObjectMapper json;
    private final Clock clock;
    private final Deque<Received> received = new ArrayDeque<>();
    private Behaviour behaviour = Behaviour.WELL;

    SandboxErp(WebhookSettings webhook, ObjectMapper json, Clock clock) {
        this.secrets = webhook.secret();
        this.json = json;
        this.clock = clock;
    }

    /** @return how to answer; a webhook whose signature is wrong gets 401 whatever was told */
    synchronized Behaviour receive(byte[] body, Map<String, List<String>> headers) {
        String text = new String(body, StandardCharsets.UTF_8);
        boolean genuine = secrets.stream().anyMatch(secret -> verifies(secret, text, headers));
        Behaviour answer = genuine ? behaviour : new Behaviour(401, 0, 0, 0);
        JsonNode message = parsed(text);
        JsonNode fields = message.path("fields");
        received.addFirst(new Received(
                clock.instant(),
                headers.getOrDefault("webhook-id", List.of("")).get(0),
                message.path("type").asText(),
                fields.path("no_order").asText(fields.path("no_refund").asText()),
                genuine,
                answer.status(),
                message.isMissingNode() ? text : message.toPrettyString()));
        if (received.size() > REMEMBERED) {
            received.removeLast();
        }
        if (genuine && behaviour.times() > 0) {
            behaviour = behaviour.times() == 1
                    ? Behaviour.WELL
                    : new Behaviour(
                            behaviour.status(), behaviour.retryAfter(), behaviour.delay(), behaviour.times() - 1);
        }
        return answer;
    }

    /** @return what arrived last, newest first */
    synchronized List<Received> received() {
        return List.copyOf(received);
    }

    /** @return what it is told to do at present */
    synchronized Behaviour behaviour() {
        return behaviour;
    }

    /** Tells it how to answer from now on. */
    synchronized void behave(Behaviour told) {
        behaviour = told;
    }

    private static boolean verifies(String secret, String text, Map<String, List<String>> headers) {
        try {
            new Webhook(secret).verify(text, headers);
            return true;
        } catch (WebhookVerificationException | IllegalArgumentException wrong) {
            return false;
        }
    }

    private JsonNode parsed(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException notJson) {
            return json.missingNode();
        }
    }
}
