package io.llgateway.shopper;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code gateway.shopper} (contract section 3).
 *
 * @param resultUrl the merchant's own page, https, with {@code {no_order}} and {@code {token}} as placeholders behind
 *     the authority; empty = our page
 * @param resultExpiry how long a result page can be seen; default 7 days
 */
public record ShopperSettings(
        @DefaultValue("") String resultUrl,
        @DefaultValue("7d") Duration resultExpiry) {
    /** A page is looked for in each day of that time. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    /** @throws IllegalArgumentException when the pages would end before they begin, or be kept for more than ten years */
    public ShopperSettings {
        if (resultExpiry.isNegative() || resultExpiry.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "gateway.shopper.result-expiry must be between 0s and 3650d: correct it.");
        }
    }
}
