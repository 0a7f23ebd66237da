package io.llgateway.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** A person with the password for {@code /ops}. */
final class Operator {
    static final String NAME = "operator";
    static final String PASSWORD = "only for tests";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final GatewayProcess gateway;

    Operator(GatewayProcess gateway) {
        this.gateway = gateway;
    }

    /** @return the answer's JSON */
    JsonNode get(String path) throws IOException {
        return json(send(path, "GET", HttpRequest.BodyPublishers.noBody(), PASSWORD));
    }

    /** @return the answer's JSON; a missing node when it has none */
    JsonNode post(String path, String body) throws IOException {
        return json(send(path, "POST", HttpRequest.BodyPublishers.ofString(body), PASSWORD));
    }

    /** @return the answer, whatever it is */
    HttpResponse<String> send(String path, String method, HttpRequest.BodyPublisher body, String password)
            throws IOException {
        String login = Base64.getEncoder().encodeToString((NAME + ":" + password).getBytes(StandardCharsets.UTF_8));
        return GatewayProcess.send(HttpRequest.newBuilder(gateway.uri(path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
