package io.llgateway.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A newcomer's first minute in a real browser: press "Pay", come back by the self-submitting form, watch the order on
 * its queue and at the ERP. Any violation of a page's Content-Security-Policy fails the test.
 */
@Tag("system")
class CashierBrowserIT {
    private static final Path SHOTS = Path.of("target", "screenshots");

    private static GatewayProcess gateway;
    private static Playwright playwright;
    private static Browser browser;

    private final List<String> complaints = new ArrayList<>();
    private BrowserContext shopper;

    @BeforeAll
    static void start(@TempDir Path directory) {
        gateway = GatewayProcess.start(directory, "--gateway.broker.port=0");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(List.of("--no-sandbox")));
    }

    @AfterAll
    static void stop() {
        playwright.close();
        gateway.close();
    }

    @AfterEach
    void noPageBrokeItsOwnRules() {
        shopper.close();
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"en-GB,Payment successful,Order", "zh-CN,支付成功,订单号"})
    void payingEndsOnTheResultPageInTheShoppersLanguage(String language, String title, String order) {
        Page page = open(language);
        page.navigate(gateway.uri("/").toString());
        field(page, "money_order").fill("1234.50");
        shot(page, "cashier-" + language);
        pay(page);

        page.waitForURL(Pattern.compile(".*/lianlian/result/[0-9a-f]{32}"));
        assertThat(page.locator("h1")).hasText(title);
        assertThat(page.locator("body")).containsText("CNY 1,234.50");
        assertThat(page.locator("body")).containsText("ICBC");
        assertThat(page.locator("dt").first()).hasText(order);
        shot(page, "result-paid-" + language);
    }

    @Test
    void thePaymentIsSeenOnItsQueueAndAtTheErp() {
        Page page = open("en-GB");
        page.navigate(gateway.uri("/sandbox").toString());
        openOptions(page);
        field(page, "no_order").fill("WATCHED-1");
        pay(page);
        page.waitForURL(Pattern.compile(".*/lianlian/result/.*"));

        page.navigate(gateway.uri("/sandbox/watch").toString());
        var row = page.locator("tr", new Page.LocatorOptions().setHasText("WATCHED-1"));
        assertThat(row).containsText("200, ret_code 0000");
        assertThat(row).containsText("lianlian.payment.success.personal-bank", within20Seconds());
        assertThat(row).containsText("payment.success → 200", within20Seconds());
        shot(page, "watch");

        row.getByText("lianlian.payment.success.personal-bank").click();
        var message = page.locator("details", new Page.LocatorOptions().setHasText("WATCHED-1"));
        message.locator("summary").click();
        assertThat(message).containsText("\"sandbox\" : true");
        assertThat(message).not().containsText("\"sign\"");
        shot(page, "queues");

        page.navigate(gateway.uri("/sandbox/erp").toString());
        var webhook = page.locator("details", new Page.LocatorOptions().setHasText("WATCHED-1"));
        assertThat(webhook).containsText("signature right");
        webhook.locator("summary").click();
        shot(page, "erp");
    }

    @Test
    void aReturnThatDoesNotSayPaidIsConfirmedByTheNotificationWhileTheShopperWatches() {
        Page page = open("en-GB");
        page.navigate(gateway.uri("/sandbox").toString());
        field(page, "kind").selectOption("EASY_PAYMENT_H5");
        openOptions(page);
        field(page, "ways").selectOption("RETURN_FIRST");
        pay(page);
        page.waitForURL(Pattern.compile(".*/lianlian/result/.*"));

        assertThat(page.locator("h1")).hasText("Your payment is being confirmed");
        shot(page, "result-confirming-en-GB");
        assertThat(page.locator("h1"))
                .hasText("Payment successful", new LocatorAssertions.HasTextOptions().setTimeout(20_000));
    }

    @Test
    void aFormChangedAfterSigningIsNotVerified() {
        Page page = open("zh-CN");
        page.navigate(gateway.uri("/sandbox").toString());
        openOptions(page);
        field(page, "tampered").check();
        field(page, "ways").selectOption("RETURN_ONLY");
        pay(page);
        page.waitForURL(Pattern.compile(".*/lianlian/url_return"));
        assertThat(page.locator("h1")).hasText("无法核实此页面");
        shot(page, "refused-zh-CN");
    }

    @Test
    void aShopperWhoFailsToPayOnAPhoneFindsTheNeutralPage() {
        Page page = open("en-GB");
        page.navigate(gateway.uri("/sandbox").toString());
        field(page, "kind").selectOption("EASY_PAYMENT_H5");
        field(page, "result_pay").selectOption("FAILURE");
        pay(page);
        page.waitForURL(Pattern.compile(".*/lianlian/url_return"));
        assertThat(page.locator("h1")).hasText("No payment result here");
        shot(page, "neutral-en-GB");
    }

    @Test
    void theResultPageFitsAPhone() {
        Page page = open("zh-CN");
        page.setViewportSize(360, 640);
        page.navigate(gateway.uri("/sandbox").toString());
        shot(page, "cashier-phone");
        pay(page);
        page.waitForURL(Pattern.compile(".*/lianlian/result/.*"));
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(360);
        shot(page, "result-phone");
    }

    @Test
    void aPageOfAnotherOriginCannotPress() {
        Page page = open("en-GB");
        page.route(
                "http://evil.example/",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/html")
                        .setBody("<form method=post action='" + gateway.uri("/sandbox/pay") + "'></form>")));
        page.navigate("http://evil.example/");
        Response answer = page.waitForNavigation(() -> page.evaluate("document.forms[0].submit()"));
        assertThat(answer.status()).isEqualTo(403);
        complaints.clear();
    }

    private Page open(String language) {
        shopper = browser.newContext(
                new Browser.NewContextOptions().setLocale(language).setViewportSize(1100, 800));
        Page page = shopper.newPage();
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        return page;
    }

    private static Locator field(Page page, String name) {
        return page.locator("[name=" + name + "]");
    }

    private static void pay(Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Pay"))
                .click();
    }

    private static void openOptions(Page page) {
        page.getByText("How it arrives").click();
    }

    private static LocatorAssertions.ContainsTextOptions within20Seconds() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(20_000);
    }

    private static void shot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }
}
