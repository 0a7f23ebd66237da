package io.llgateway.delivery;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code gateway.erp.webhook} (contract section 3).
 *
 * @param url where events are posted; empty = no webhook
 * @param secret Standard Webhooks secrets, {@code whsec_...}; several during a change
 * @param timeout of one whole attempt; default 10s
 * @param concurrency most attempts at the same time; default 16
 * @param retrySchedule pause before the second, third, ... attempt; after the last the delivery is dead
 * @param allowPrivateAddresses whether the url may resolve to a private address range
 * @param allowHttp whether plain http is allowed beyond localhost
 */
public record WebhookSettings(
        @DefaultValue("") String url,
        @DefaultValue List<String> secret,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("16") int concurrency,

        @DefaultValue({"5s", "30s", "2m", "10m", "30m", "1h", "3h", "6h", "12h", "24h", "24h"})
        List<Duration> retrySchedule,

        @DefaultValue("false") boolean allowPrivateAddresses,
        @DefaultValue("false") boolean allowHttp) {
    /** @throws IllegalArgumentException when no attempt may run */
    public WebhookSettings {
        if (concurrency < 1) {
            throw new IllegalArgumentException("gateway.erp.webhook.concurrency must be at least 1: correct it.");
        }
    }

    @Override
    public String toString() {
        return "WebhookSettings[" + url + "]";
    }
}
