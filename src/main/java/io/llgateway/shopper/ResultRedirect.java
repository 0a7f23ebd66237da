package io.llgateway.shopper;

import io.llgateway.ledger.Recorded;
import io.llgateway.notification.Notification;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/** Where a shopper's browser is sent after a return: our result page, or the merchant's own. */
@Component
public class ResultRedirect {
    private final String template;
    private final Optional<String> origin;

    /** @throws IllegalArgumentException one sentence, when {@code gateway.shopper.result-url} cannot be used */
    ResultRedirect(ShopperSettings settings) {
        this.template = settings.resultUrl().strip();
        this.origin = template.isEmpty() ? Optional.empty() : Optional.of(originOf(template));
    }

    /**
     * @return our result page as a relative address, or the merchant's page with order number and token filled in;
     *     ours also when no facts are known, since the merchant's page needs the order number
     */
    public URI location(Recorded recorded) {
        Notification facts = recorded.notification().notification();
        if (template.isEmpty() || facts == null || isDots(facts.orderNumber())) {
            return URI.create("/lianlian/result/" + recorded.token());
        }
        return URI.create(template.replace("{token}", encoded(recorded.token()))
                .replace("{no_order}", encoded(facts.orderNumber())));
    }

    /** @return scheme, host and port of the merchant's page; empty when the result page is ours */
    public Optional<String> origin() {
        return origin;
    }

    private static String originOf(String template) {
        String filled = template.replace("{token}", "t").replace("{no_order}", "n");
        try {
            URI uri = new URI(filled);
            String authority = uri.getRawAuthority();
            boolean usable = "https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && template.startsWith("https://" + authority);
            if (usable) {
                return "https://" + authority;
            }
        } catch (URISyntaxException malformed) {
            throw wrong(malformed);
        }
        throw wrong(null);
    }

    private static IllegalArgumentException wrong(@org.jspecify.annotations.Nullable Exception cause) {
        return new IllegalArgumentException(
                "gateway.shopper.result-url must be an https address with a fixed host, and {no_order} and {token} as its only placeholders, behind the host, for example https://shop.example/orders/{no_order}?t={token}: correct it, or leave it empty for the gateway's own page.",
                cause);
    }

    /** A path segment of dots means another path, even percent-encoded. */
    private static boolean isDots(String orderNumber) {
        return orderNumber.equals(".") || orderNumber.equals("..");
    }

    private static String encoded(String value) {
        return UriUtils.encode(value, StandardCharsets.UTF_8);
    }
}
