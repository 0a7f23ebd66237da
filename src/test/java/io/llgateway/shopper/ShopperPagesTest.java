package io.llgateway.shopper;

import static org.assertj.core.api.Assertions.assertThat;

import io.llgateway.ledger.ResultView;
import io.llgateway.ledger.ResultView.State;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShopperPagesTest {
    private static final String HOSTILE = "\"><script>alert(1)</script>'&";

    private final ShopperPages pages = PagesForTests.pages(false, "");

    @Test
    void showsOrderAmountCurrencyAndBankOfAPaidOrder() {
        Page page = pages.result(view(State.PAID, "2013099129111111"), "en");
        assertThat(page.html())
                .startsWith("<!DOCTYPE html>")
                .contains("<title>Payment successful</title>", "2013099129111111", "CNY", "12,345.60", "ICBC")
                .contains("lang=\"en\"")
                .doesNotContain("<script", "andbox");
    }

    @Test
    void showsChineseToAChineseShopper() {
        Page page = pages.result(view(State.PAID, "2013099129111111"), "zh-CN,zh;q=0.9,en;q=0.8");
        assertThat(page.html()).contains("支付成功", "订单号", "lang=\"zh\"").doesNotContain("??");
        assertThat(page.headers()).containsEntry("Content-Language", "zh");
    }

    @Test
    void asksAgainByItselfOnlyWhileConfirming() {
        assertThat(pages.result(view(State.CONFIRMING, "1"), "en").html())
                .contains("<script src=\"/lianlian/assets/result.js\" defer></script>");
        assertThat(pages.result(view(State.FAILED, "1"), "en").html())
                .contains("Payment not completed")
                .doesNotContain("<script");
    }

    @Test
    void showsNoRowsWhenNoFactsAreKnown() {
        ResultView unknown = new ResultView(State.CONFIRMING, null, null, null, null, Instant.EPOCH);
        assertThat(pages.result(unknown, "en").html())
                .contains("being confirmed")
                .doesNotContain("<dl", "class=\"amount\"");
    }

    @Test
    void escapesEveryTextOfTheLedger() {
        ResultView hostile =
                new ResultView(State.PAID, HOSTILE, new BigDecimal("0.01"), HOSTILE, HOSTILE, Instant.EPOCH);
        assertThat(pages.result(hostile, "en").html()).doesNotContain("<script", "alert(1)</");
    }

    /** Holds for what a test has not thought of, too, the sandbox's pages among them. */
    @Test
    void noTemplateWritesATextUnescapedOrIntoAScript() throws IOException {
        try (Stream<Path> templates = Files.walk(Path.of("src/main/resources/templates"))) {
            assertThat(templates.filter(Files::isRegularFile))
                    .hasSizeGreaterThan(5)
                    .allSatisfy(template -> assertThat(Files.readString(template))
                            .doesNotContain("th:utext", "[(", "th:inline", "th:on", "__$"));
        }
    }

    @Test
    void writesANoticeOnceForEachLanguage() {
        assertThat(pages.refused("zh-CN")).isSameAs(pages.refused("zh")).isNotSameAs(pages.refused("en"));
        assertThat(pages.neutral("zh")).isNotSameAs(pages.refused("zh"));
        assertThat(pages.refused("zh," + "x-a,".repeat(300))).isSameAs(pages.refused(null));
    }

    @Test
    void marksEveryPageOfTheSandbox() {
        ShopperPages sandbox = PagesForTests.pages(true, "");
        assertThat(sandbox.result(view(State.PAID, "1"), "en").html()).contains("no money moved");
        assertThat(sandbox.refused("en").html()).contains("no money moved");
        assertThat(sandbox.neutral("zh").html()).contains("未发生真实资金交易");
        assertThat(sandbox.sendAgain("en", Map.of(), 0, StandardCharsets.UTF_8).html())
                .contains("no money moved");
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused", "neutral", "unknown", "unavailable"})
    void everyNoticeIsWrittenInBothLanguages(String notice) {
        for (String language : new String[] {"en", "zh"}) {
            Page page =
                    switch (notice) {
                        case "refused" -> pages.refused(language);
                        case "neutral" -> pages.neutral(language);
                        case "unknown" -> pages.unknown(language);
                        default -> pages.unavailable(language);
                    };
            assertThat(page.html()).contains("<h1").doesNotContain("??");
        }
    }

    @Test
    void everyPageForbidsFramingCachingReferrerIndexAndForeignContent() {
        for (Page page : new Page[] {
            pages.result(view(State.PAID, "1"), null),
            pages.refused(null),
            pages.neutral(null),
            pages.sendAgain(null, Map.of("sign", "x"), 0, StandardCharsets.UTF_8)
        }) {
            assertThat(page.headers())
                    .containsEntry("Cache-Control", "no-store")
                    .containsEntry("Referrer-Policy", "no-referrer")
                    .containsEntry("X-Robots-Tag", "noindex, nofollow")
                    .containsEntry("X-Content-Type-Options", "nosniff")
                    .containsEntry("X-Frame-Options", "DENY")
                    .containsEntry("Content-Type", "text/html;charset=UTF-8");
            assertThat(page.headers().get("Content-Security-Policy"))
                    .startsWith("default-src 'none';")
                    .contains("frame-ancestors 'none'", "base-uri 'none'")
                    .doesNotContain("unsafe");
        }
    }

    @Test
    void submitsTheSameFormAgainWithItsFieldsEscapedAndItsTryCounted() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("no_order", "2013099129111111");
        fields.put("info_order", HOSTILE);
        fields.put("sign", "a+b/c==");
        Page page = pages.sendAgain("en", fields, 0, Charset.forName("GBK"));
        assertThat(page.html())
                .contains("action=\"/lianlian/url_return?try=1\"", "accept-charset=\"GBK\"", "method=\"post\"")
                .contains("<input type=\"hidden\" name=\"no_order\" value=\"2013099129111111\">")
                .contains("value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&amp;\"")
                .contains("value=\"a+b/c==\"")
                .doesNotContain("<script>alert");
    }

    @Test
    void theSelfSubmittingScriptRunsByItsNonceOnly() {
        Page page = pages.sendAgain("en", Map.of(), 0, StandardCharsets.UTF_8);
        Matcher nonce = Pattern.compile("<script nonce=\"([A-Za-z0-9_-]{22})\"").matcher(page.html());
        assertThat(nonce.find()).isTrue();
        assertThat(page.headers().get("Content-Security-Policy")).contains("script-src 'nonce-" + nonce.group(1) + "'");
        assertThat(pages.sendAgain("en", Map.of(), 0, StandardCharsets.UTF_8).html())
                .doesNotContain(nonce.group(1));
    }

    @ParameterizedTest
    @CsvSource({"0,1000,1", "1,2000,2", "4,16000,5"})
    void pausesLongerBeforeEachTry(int tries, int pause, int next) {
        assertThat(pages.sendAgain("en", Map.of(), tries, StandardCharsets.UTF_8)
                        .html())
                .contains("data-pause=\"" + pause + "\"", "?try=" + next + "\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 2_000_000_000})
    void leavesTheFormToItsButtonAfterFiveTries(int tries) {
        assertThat(pages.sendAgain("en", Map.of(), tries, StandardCharsets.UTF_8)
                        .html())
                .contains("press the button", "<button type=\"submit\">", "?try=6\"")
                .doesNotContain("<script");
    }

    @Test
    void letsTheRepeatedFormEndOnTheMerchantsOwnPage() {
        Page page = PagesForTests.pages(false, "https://shop.example:8443/orders/{no_order}")
                .sendAgain("en", Map.of(), 0, StandardCharsets.UTF_8);
        assertThat(page.headers().get("Content-Security-Policy"))
                .contains("form-action 'self' https://shop.example:8443;");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none|en",
                "zh|zh",
                "zh-TW|zh",
                "en-GB,zh;q=0.5|en",
                "fr,zh;q=0.2|zh",
                "fr|en",
                "*|en",
                ";;=|en",
                "zh;q=0,en|en"
            })
    void choosesTheLanguageTheShopperReadsBest(String header, String language) {
        assertThat(PageLanguage.of(header).getLanguage()).isEqualTo(language);
    }

    private static ResultView view(State state, String order) {
        return new ResultView(state, order, new BigDecimal("12345.60"), "CNY", "01020000", Instant.EPOCH);
    }
}
