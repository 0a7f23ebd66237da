package io.llgateway.shopper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llgateway.ledger.Recorded;
import io.llgateway.notification.Channel;
import io.llgateway.notification.Kind;
import io.llgateway.notification.Notification;
import io.llgateway.notification.ReceivedFields;
import io.llgateway.notification.Samples;
import io.llgateway.verification.ReceivedNotification;
import io.llgateway.verification.Verdict;
import io.llgateway.verification.VerifiedNotification;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultRedirectTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @Test
    void sendsTheBrowserToOurOwnPageWhenNoneIsConfigured() {
        assertThat(location("", "2013099129111111")).isEqualTo("/lianlian/result/" + TOKEN);
    }

    @Test
    void fillsOrderAndTokenIntoTheMerchantsPage() {
        assertThat(location("https://shop.example/orders/{no_order}?t={token}#{no_order}", "A-1_b"))
                .isEqualTo("https://shop.example/orders/A-1_b?t=" + TOKEN + "#A-1_b");
    }

    @Test
    void percentEncodesWhateverCouldEndASegmentAQueryOrAHeader() {
        assertThat(location("https://shop.example/o/{no_order}", "a/b?c#d&e=f%g\r\n单"))
                .isEqualTo("https://shop.example/o/a%2Fb%3Fc%23d%26e%3Df%25g%0D%0A%E5%8D%95");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void keepsToOurPageWhenTheOrderNumberWouldChangeThePath(String order) {
        assertThat(location("https://shop.example/o/{no_order}", order)).isEqualTo("/lianlian/result/" + TOKEN);
    }

    @Test
    void keepsToOurPageWhenNoFactsAreKnown() {
        Recorded recorded = recorded(null);
        assertThat(PagesForTests.redirect("https://shop.example/?t={token}").location(recorded))
                .hasToString("/lianlian/result/" + TOKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example/{token}",
                "shop.example/{token}",
                "https://{no_order}.example/",
                "https://shop.example{no_order}/",
                "https://{no_order}@shop.example/",
                "https://shop.example@evil.example/{token}",
                "https:///orders/{token}",
                "https://shop.example/{sign}",
                "https://shop.example/{token",
                "javascript:alert(1)"
            })
    void refusesATemplateWhoseHostOrPlaceholdersAreNotFixed(String template) {
        assertThatThrownBy(() -> PagesForTests.redirect(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("gateway.shopper.result-url must be an https address");
    }

    private static String location(String template, String order) {
        // records take the grammar for granted, so this one may hold what verification would have refused
        Notification facts = Notification.of(
                Kind.PAYMENT,
                false,
                Samples.synchronousNotification().with("no_order", order).fields());
        return PagesForTests.redirect(template).location(recorded(facts)).toString();
    }

    private static Recorded recorded(Notification facts) {
        ReceivedNotification received = new ReceivedNotification(
                Channel.URL_RETURN, Kind.PAYMENT, ReceivedFields.of(Map.of()), false, Instant.EPOCH, "192.0.2.1");
        Verdict verdict = facts == null ? Verdict.SEVERAL_READINGS : Verdict.FACTS;
        return new Recorded(
                UUID.randomUUID(), TOKEN, false, new VerifiedNotification(received, "1", verdict, facts, "", null));
    }
}
