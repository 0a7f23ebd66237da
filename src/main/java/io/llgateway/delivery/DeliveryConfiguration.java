package io.llgateway.delivery;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the caller of the webhook; while no url is configured nothing is handed to it. */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {
    @Bean
    WebhookDelivery webhookDelivery(WebhookSettings settings, ErpPause pause, Clock clock) {
        return settings.url().isBlank()
                ? WebhookDelivery.none(pause, clock)
                : WebhookDelivery.to(settings, pause, clock);
    }
}
