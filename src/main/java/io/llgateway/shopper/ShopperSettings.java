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
        @DefaultValue("7d") Duration resultExpiry) {}
