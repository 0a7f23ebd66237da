package io.llgateway;

import io.llgateway.delivery.WebhookSettings;
import io.llgateway.dispatch.BrokerSettings;
import io.llgateway.intake.IntakeSettings;
import io.llgateway.ledger.Confirmation;
import io.llgateway.message.MessageSettings;
import io.llgateway.operations.OpsSettings;
import io.llgateway.operations.RetentionSettings;
import io.llgateway.sandbox.SandboxSettings;
import io.llgateway.shopper.ShopperSettings;
import io.llgateway.verification.MerchantSettings;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Everything below {@code gateway:}. An unknown key stops the start, so a misspelt one cannot be overlooked. Each stage
 * gets its own part as a bean.
 *
 * @param dataDir embedded database and broker journal
 * @param routesDir the folder of {@code *.camel.yaml}
 * @param merchants the merchants LianLian signs for; none = sandbox
 * @param confirmation the second proof that payments need before they are dispatched; default none
 */
@ConfigurationProperties(prefix = "gateway", ignoreUnknownFields = false)
public record GatewaySettings(
        @DefaultValue("./data") Path dataDir,
        @DefaultValue("./routes") Path routesDir,
        @DefaultValue List<MerchantSettings> merchants,
        @DefaultValue("none") Confirmation confirmation,
        @DefaultValue IntakeSettings intake,
        @DefaultValue MessageSettings message,
        @DefaultValue ShopperSettings shopper,
        @DefaultValue BrokerSettings broker,
        @DefaultValue Erp erp,
        @DefaultValue RetentionSettings ledger,
        @DefaultValue OpsSettings ops,
        @DefaultValue SandboxSettings sandbox) {

    /**
     * {@code gateway.erp}.
     *
     * @param webhook where the ERP is told
     */
    public record Erp(@DefaultValue WebhookSettings webhook) {}
}
