package io.llgateway.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/**
 * Signs and sends what LianLian would: notifications to our own notify_url, repeated on LianLian's timing until the
 * expected answer comes (LianLian Pay "Asynchronous notification", spec section 2.1), and the form the shopper's
 * browser brings.
 */
@Component
@Conditional(SandboxMode.class)
class PretendLianLian {
    private static final int REMEMBERED = 50;

    private final SandboxMerchant merchant;
    private final ObjectMapper json;
    private final Clock clock;
    private final String gateway;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Rehearsal.ANSWER_WITHIN).build();
    private final ScheduledExecutorService later = Executors.newScheduledThreadPool(4, work -> {
        Thread thread = new Thread(work, "pretend-lianlian");
        thread.setDaemon(true);
        return thread;
    });
    private final Deque<Play> plays = new ArrayDeque<>();

    PretendLianLian(SandboxMerchant merchant, ObjectMapper json, Clock clock, @Value("${server.port}") int port) {
        this.merchant = merchant;
        this.json = json;
        this.clock = clock;
        this.gateway = "http://localhost:" + port;
    }

    /** Plays an order; returns once what must come before the browser's return has been answered. */
    Play play(PlayedOrder order, Rehearsal rehearsal) {
        Play play = new Play(order, rehearsal, clock.instant());
        remember(play);
        boolean first = rehearsal.ways() != Rehearsal.Ways.RETURN_FIRST
                && rehearsal.delay().isZero();
        if (rehearsal.notifies() && first) {
            attempt(play);
        } else if (rehearsal.notifies()) {
            play.due(clock.instant().plus(rehearsal.firstWait()));
            schedule(play, rehearsal.firstWait());
        }
        if (rehearsal.returns() && order.returnsToShop()) {
            // the browser brings the last copy itself
            for (int copy = 1; copy < rehearsal.copies(); copy++) {
                send("/lianlian/url_return", "application/x-www-form-urlencoded", form(returnForm(play)));
            }
        }
        return play;
    }

    /** @return the fields of the form that the shopper's browser posts to url_return, signed */
    Map<String, String> returnForm(Play play) {
        Map<String, String> fields = signed(PlayedFields.returned(play.order()), play.rehearsal());
        return play.order().kind().returnForm() == PlayedKind.ReturnForm.RES_DATA
                ? Map.of("res_data", write(fields))
                : fields;
    }

    /** @return what was played last, newest first */
    List<Play> plays() {
        synchronized (plays) {
            return List.copyOf(plays);
        }
    }

    private void attempt(Play play) {
        Map<String, String> fields = signed(PlayedFields.notification(play.order()), play.rehearsal());
        String answer = send(play.order().kind().notifyPath(), "text/json;charset=utf-8", write(fields));
        Duration pause = play.after(new Play.Attempt(clock.instant(), answer, answer.equals("200, ret_code 0000")));
        if (pause != null) {
            schedule(play, pause);
        }
    }

    private void schedule(Play play, Duration wait) {
        later.schedule(() -> attempt(play), wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Map<String, String> signed(Map<String, String> fields, Rehearsal rehearsal) {
        Map<String, String> signed = new LinkedHashMap<>(fields);
        signed.put("sign", merchant.sign(fields));
        if (rehearsal.tampered()) {
            signed.computeIfPresent("money_order", (name, amount) -> "9" + amount);
            signed.computeIfPresent("money_refund", (name, amount) -> "9" + amount);
        }
        return signed;
    }

    /** @return status and ret_code of the answer, or that there was none */
    private String send(String path, String contentType, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway + path))
                .timeout(Rehearsal.ANSWER_WITHIN)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + retCode(answer.body());
        } catch (IOException none) {
            return "no answer";
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return "no answer";
        }
    }

    private String retCode(String body) {
        try {
            String code = json.readTree(body).path("ret_code").asText();
            return code.isEmpty() ? "" : ", ret_code " + code;
        } catch (JsonProcessingException notJson) {
            return "";
        }
    }

    private String write(Map<String, String> fields) {
        try {
            return json.writeValueAsString(fields);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts are always JSON", impossible);
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private void remember(Play play) {
        synchronized (plays) {
            plays.addFirst(play);
            if (plays.size() > REMEMBERED) {
                plays.removeLast();
            }
        }
    }

    @PreDestroy
    void stop() {
        later.shutdownNow();
    }
}
