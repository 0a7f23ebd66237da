package io.llgateway.shopper;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.llgateway.ledger.LedgerUnavailableException;
import io.llgateway.ledger.ResultView;
import io.llgateway.ledger.ResultViews;
import jakarta.servlet.RequestDispatcher;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class ResultPageTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private final ResultViews results = mock(ResultViews.class);
    private MockMvc browser;

    @BeforeEach
    void open() {
        ShopperPages pages = PagesForTests.pages(false, "");
        Answers answers = new Answers();
        browser = MockMvcBuilders.standaloneSetup(
                        new ResultPage(results, pages, answers), new ErrorPages(pages, answers))
                .addPlaceholderValue("server.error.path", "/error")
                .build();
        when(results.find(anyString())).thenReturn(Optional.empty());
        when(results.find(TOKEN))
                .thenReturn(Optional.of(new ResultView(
                        ResultView.State.PAID,
                        "2013099129111111",
                        new BigDecimal("0.01"),
                        "CNY",
                        "01020000",
                        Instant.EPOCH)));
    }

    @Test
    void showsTheResultAsAPageThatIsNotKept() throws Exception {
        browser.perform(get("/lianlian/result/" + TOKEN).header("Accept-Language", "zh"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("支付成功")))
                .andExpect(header().string("Content-Type", "text/html;charset=UTF-8"))
                .andExpect(header().string("Cache-Control", "no-store"))
                .andExpect(header().string("Referrer-Policy", "no-referrer"))
                .andExpect(header().string("X-Robots-Tag", "noindex, nofollow"))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                .andExpect(header().string("Content-Security-Policy", containsString("frame-ancestors 'none'")));
    }

    @Test
    void answersAProgramWithTheFourFactsOnly() throws Exception {
        browser.perform(get("/lianlian/result/" + TOKEN).accept("application/json"))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Type", "application/json"))
                .andExpect(header().string("Cache-Control", "no-store"))
                .andExpect(
                        content()
                                .string(
                                        "{\"state\":\"paid\",\"no_order\":\"2013099129111111\",\"amount\":\"0.01\",\"currency\":\"CNY\"}"));
    }

    @Test
    void answersAProgramWithTheStateAloneWhenNoFactsAreKnown() throws Exception {
        when(results.find(TOKEN))
                .thenReturn(Optional.of(
                        new ResultView(ResultView.State.CONFIRMING, null, null, null, null, Instant.EPOCH)));
        browser.perform(get("/lianlian/result/" + TOKEN).accept("application/json"))
                .andExpect(content().string("{\"state\":\"confirming\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "*/*",
                "text/html, application/json",
                "application/json;q=0.1, text/html",
                "///"
            })
    void prefersThePageWheneverABrowserCouldBeAsking(String accept) throws Exception {
        browser.perform(get("/lianlian/result/" + TOKEN).header("Accept", accept))
                .andExpect(content().string(containsString("<h1")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ffffffffffffffffffffffffffffffff",
                "0123456789ABCDEF0123456789ABCDEF",
                "0123456789abcdef0123456789abcde",
                "<script>",
                "%00"
            })
    void knowsNothingOfAnyOtherToken(String token) throws Exception {
        browser.perform(get("/lianlian/result/{token}", token))
                .andExpect(status().isNotFound())
                .andExpect(content().string(containsString("Page not found")))
                .andExpect(content().string(not(containsString("2013099129111111"))))
                .andExpect(header().string("Cache-Control", "no-store"));
    }

    @Test
    void answersAnUnknownTokenWithProblemJsonForAProgram() throws Exception {
        browser.perform(get("/lianlian/result/" + "f".repeat(32)).accept("application/json"))
                .andExpect(status().isNotFound())
                .andExpect(header().string("Content-Type", "application/problem+json"))
                .andExpect(content()
                        .json(
                                "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404}",
                                org.springframework.test.json.JsonCompareMode.STRICT));
    }

    @Test
    void asksForPatienceWhileTheLedgerIsAway() throws Exception {
        when(results.find(TOKEN)).thenThrow(new LedgerUnavailableException("away"));
        browser.perform(get("/lianlian/result/" + TOKEN))
                .andExpect(status().isServiceUnavailable())
                .andExpect(content().string(containsString("Temporarily unavailable")))
                .andExpect(content().string(not(containsString("away"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "HEAD"})
    void backUrlMeansNothingWhateverTheMethod(String method) throws Exception {
        browser.perform(request(HttpMethod.valueOf(method), "/lianlian/back_url")
                        .queryParam("result_pay", "SUCCESS"))
                .andExpect(status().isOk())
                .andExpect(header().string("Cache-Control", "no-store"));
    }

    @Test
    void backUrlShowsTheNeutralPageAndNothingOfTheRequest() throws Exception {
        browser.perform(post("/lianlian/back_url").param("no_order", "planted"))
                .andExpect(content().string(containsString("No payment result here")))
                .andExpect(content().string(not(containsString("planted"))));
    }

    @Test
    void anyOtherFailureSaysNothingOfTheRequest() throws Exception {
        browser.perform(get("/error")
                        .requestAttr(RequestDispatcher.ERROR_STATUS_CODE, 500)
                        .requestAttr(RequestDispatcher.ERROR_MESSAGE, "planted")
                        .requestAttr(RequestDispatcher.ERROR_REQUEST_URI, "/planted"))
                .andExpect(status().isInternalServerError())
                .andExpect(content().string(containsString("Temporarily unavailable")))
                .andExpect(content().string(not(containsString("planted"))));
    }

    @Test
    void aWrongMethodIsAnsweredWithTheNeutralPage() throws Exception {
        browser.perform(get("/error").requestAttr(RequestDispatcher.ERROR_STATUS_CODE, 405))
                .andExpect(status().isMethodNotAllowed())
                .andExpect(content().string(containsString("No payment result here")));
    }

    @Test
    void theErrorPageItselfDoesNotExist() throws Exception {
        browser.perform(get("/error")).andExpect(status().isNotFound());
    }
}
