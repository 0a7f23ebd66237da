package io.llgateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pretend LianLian against an HTTP server that answers as it is told. */
class PretendLianLianTest {
    private static final String ACCEPTED = "{\"ret_code\":\"0000\",\"ret_msg\":\"ok\"}";
    private static final String REFUSED = "{\"ret_code\":\"9999\",\"ret_msg\":\"rejected\"}";

    private record Sent(String path, String contentType, String body) {}

    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final Queue<String> refusals = new ArrayDeque<>();
    private final ObjectMapper json = new ObjectMapper();
    private final Clock clock = Clock.systemUTC();
    private HttpServer gateway;
    private PretendLianLian lianlian;
    private SandboxMerchant merchant;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
        gateway.createContext("/", exchange -> {
            sent.add(new Sent(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            String refusal = refusals.poll();
            byte[] answer = (refusal == null ? ACCEPTED : refusal).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(refusal == null ? 200 : 503, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        gateway.start();
        merchant = SandboxMerchant.in(folder);
        lianlian =
                new PretendLianLian(merchant, json, clock, gateway.getAddress().getPort());
    }

    @AfterEach
    void close() {
        lianlian.stop();
        gateway.stop(0);
    }

    @Test
    void postsSignedJsonAsLianLianDoes() throws Exception {
        Play play = play(PlayedKind.ONLINE_BANKING, Rehearsal.Ways.NOTIFICATION_FIRST, 1, false);
        assertThat(play.attempts()).singleElement().matches(Play.Attempt::accepted);
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).path()).isEqualTo("/lianlian/notify_url");
        assertThat(sent.get(0).contentType()).isEqualTo("text/json;charset=utf-8");
        JsonNode message = json.readTree(sent.get(0).body());
        assertThat(message.path("no_order").asText()).isEqualTo(play.order().orderNumber());
        assertThat(message.path("sign").asText()).isEqualTo(merchant.sign(PlayedFields.notification(play.order())));
    }

    @Test
    void sendsPayoutsAndRefundsToTheirOwnPaths() {
        play(PlayedKind.PAYOUT, Rehearsal.Ways.NOTIFICATION_FIRST, 1, false);
        play(PlayedKind.REFUND_DOMESTIC, Rehearsal.Ways.NOTIFICATION_FIRST, 1, false);
        assertThat(sent)
                .extracting(Sent::path)
                .containsExactly("/lianlian/notify_url/payout", "/lianlian/notify_url/refund");
    }

    @Test
    void repeatsUntilTheExpectedAnswerComes() {
        refusals.addAll(List.of(REFUSED, "no JSON"));
        Play play = play(PlayedKind.ONLINE_BANKING, Rehearsal.Ways.NOTIFICATION_FIRST, 1, false);
        await().untilAsserted(() -> assertThat(play.attempts())
                .extracting(Play.Attempt::answer)
                .containsExactly("503, ret_code 9999", "503", "200, ret_code 0000"));
        assertThat(play.nextAt()).isNull();
    }

    @Test
    void repeatsWhenNobodyAnswers() {
        gateway.stop(0);
        Play play = play(PlayedKind.ONLINE_BANKING, Rehearsal.Ways.NOTIFICATION_FIRST, 1, false);
        assertThat(play.attempts()).first().matches(attempt -> attempt.answer().equals("no answer"));
        assertThat(play.nextAt()).isNotNull();
    }

    @Test
    void sendsCopiesOfBothMessagesAndLeavesTheLastReturnToTheBrowser() throws Exception {
        Play play = play(PlayedKind.ONLINE_BANKING, Rehearsal.Ways.NOTIFICATION_FIRST, 3, false);
        await().untilAsserted(() -> assertThat(play.attempts()).hasSize(3));
        List<Sent> returns = sent.stream()
                .filter(message -> message.path().equals("/lianlian/url_return"))
                .toList();
        assertThat(returns).hasSize(2);
        assertThat(returns.get(0).contentType()).isEqualTo("application/x-www-form-urlencoded");
        assertThat(URLDecoder.decode(returns.get(0).body(), StandardCharsets.UTF_8))
                .contains("sign=" + lianlian.returnForm(play).get("sign"));
    }

    @Test
    void losesTheNotificationWhenOnlyTheBrowserReturns() {
        Play play = play(PlayedKind.ONLINE_BANKING, Rehearsal.Ways.RETURN_ONLY, 1, false);
        assertThat(play.attempts()).isEmpty();
        assertThat(play.nextAt()).isNull();
        assertThat(sent).isEmpty();
    }

    @Test
    void notifiesLaterWhenTheBrowserReturnsFirst() {
        Play play = play(PlayedKind.ONLINE_BANKING, Rehearsal.Ways.RETURN_FIRST, 1, false);
        assertThat(sent).isEmpty();
        await().untilAsserted(() -> assertThat(play.attempts()).hasSize(1));
    }

    @Test
    void changesTheAmountAfterSigningWhenAskedTo() throws Exception {
        Play play = play(PlayedKind.ONLINE_BANKING, Rehearsal.Ways.NOTIFICATION_FIRST, 1, true);
        JsonNode message = json.readTree(sent.get(0).body());
        assertThat(message.path("money_order").asText()).isEqualTo("90.01");
        assertThat(message.path("sign").asText()).isEqualTo(merchant.sign(PlayedFields.notification(play.order())));
    }

    @Test
    void wrapsTheH5ReturnInOneFieldOfJson() throws Exception {
        Play play = play(PlayedKind.EASY_PAYMENT_H5, Rehearsal.Ways.RETURN_ONLY, 1, false);
        assertThat(lianlian.returnForm(play)).containsOnlyKeys("res_data");
        assertThat(json.readTree(lianlian.returnForm(play).get("res_data"))
                        .path("oid_paybill")
                        .asText())
                .isEqualTo(play.order().lianlianNumber());
    }

    @Test
    void remembersTheLastFiftyOrdersNewestFirst() {
        for (int i = 0; i < 51; i++) {
            play(PlayedKind.ONLINE_BANKING, Rehearsal.Ways.RETURN_ONLY, 1, false);
        }
        Play last = play(PlayedKind.PAYOUT, Rehearsal.Ways.RETURN_ONLY, 1, false);
        assertThat(lianlian.plays()).hasSize(50).first().isSameAs(last);
    }

    private Play play(PlayedKind kind, Rehearsal.Ways ways, int copies, boolean tampered) {
        CashierForm form = new CashierForm(
                kind, null, null, null, null, null, null, null, null, null, ways, copies, null, 120, tampered);
        return lianlian.play(form.order(clock), form.rehearsal());
    }
}
