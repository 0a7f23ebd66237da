package io.llgateway.shopper;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real browser keeps a form until the ledger is back: every field of every try is what LianLian signed. */
@Tag("system")
class SendAgainBrowserIT {
    private static final Map<String, String> FORM = new LinkedHashMap<>();

    static {
        FORM.put("no_order", "2013099129111111");
        FORM.put("info_order", "备注 \"a'=1&b<2>\" %41+ ");
        FORM.put("bank_code", "");
        FORM.put("sign", "ab+/cd==");
    }

    private final List<String> queries = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> forms = new CopyOnWriteArrayList<>();
    private final ShopperPages pages = PagesForTests.pages(false, "");
    private HttpServer server;
    private Charset charset = StandardCharsets.UTF_8;
    private int failures;
    private int triesBefore;
    private Playwright playwright;
    private Browser browser;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/lianlian/url_return", this::take);
        server.createContext("/done", exchange -> answer(exchange, 200, "text/html", "<h1>recorded</h1>"));
        server.createContext("/lianlian/assets", exchange -> answer(exchange, 404, "text/plain", ""));
        server.start();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(List.of("--no-sandbox")));
    }

    @AfterEach
    void close() {
        playwright.close();
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GBK", "GB18030"})
    void submitsTheSameFieldsUntilTheyAreRecorded(String name) {
        charset = Charset.forName(name);
        failures = 2;
        Page page = browser.newPage();
        page.navigate(uri("/lianlian/url_return"));
        page.waitForURL("**/done");
        assertThat(page.locator("h1")).hasText("recorded");
        assertThat(queries).containsExactly("try=1", "try=2");
        assertThat(forms).containsExactly(FORM, FORM);
    }

    @Test
    void waitsForTheButtonAfterFiveTries() {
        triesBefore = 5;
        failures = 1;
        Page page = browser.newPage();
        page.navigate(uri("/lianlian/url_return"));
        page.getByRole(AriaRole.BUTTON).click();
        page.waitForURL("**/done");
        assertThat(forms).containsExactly(FORM);
    }

    /** The first request stands for the form that LianLian's page posts. */
    private void take(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        int tries = triesBefore;
        if (exchange.getRequestMethod().equals("POST")) {
            queries.add(query);
            forms.add(decoded(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII)));
            tries = Integer.parseInt(query.substring("try=".length()));
        }
        if (failures-- > 0) {
            io.llgateway.shopper.Page again = pages.sendAgain("en", FORM, tries, charset);
            again.headers()
                    .forEach((header, value) -> exchange.getResponseHeaders().set(header, value));
            answer(exchange, 503, "text/html;charset=UTF-8", again.html());
        } else {
            exchange.getResponseHeaders().set("Location", "/done");
            answer(exchange, 303, "text/plain", "");
        }
    }

    private Map<String, String> decoded(String body) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : body.split("&")) {
            String[] field = pair.split("=", 2);
            fields.put(URLDecoder.decode(field[0], charset), URLDecoder.decode(field[1], charset));
        }
        return fields;
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String uri(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }
}
