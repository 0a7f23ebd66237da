package io.llgateway;

import io.llgateway.delivery.WebhookSettings;
import io.llgateway.dispatch.BrokerSettings;
import io.llgateway.intake.IntakeSettings;
import io.llgateway.ledger.Confirmation;
import io.llgateway.ledger.LedgerSettings;
import io.llgateway.message.EventMessage;
import io.llgateway.message.MessageSettings;
import io.llgateway.operations.OpsSettings;
import io.llgateway.operations.RetentionSettings;
import io.llgateway.sandbox.SandboxMerchant;
import io.llgateway.sandbox.SandboxMode;
import io.llgateway.sandbox.SandboxSettings;
import io.llgateway.shopper.SandboxMark;
import io.llgateway.shopper.ShopperSettings;
import io.llgateway.verification.Merchants;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Hands each stage its own settings, so that no stage sees another's. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewaySettings.class)
class GatewayConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayConfiguration.class);

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    IntakeSettings intakeSettings(GatewaySettings settings) {
        return settings.intake();
    }

    @Bean
    MessageSettings messageSettings(GatewaySettings settings) {
        return settings.message();
    }

    @Bean
    EventMessage eventMessage(GatewaySettings settings, Environment environment) {
        return new EventMessage(settings.message(), SandboxMode.isOn(environment));
    }

    @Bean
    Merchants merchants(GatewaySettings settings, ObjectProvider<SandboxMerchant> sandbox) {
        SandboxMerchant merchant = sandbox.getIfAvailable();
        return Merchants.of(merchant == null ? settings.merchants() : List.of(merchant.settings()));
    }

    @Bean
    ShopperSettings shopperSettings(GatewaySettings settings) {
        return settings.shopper();
    }

    @Bean
    SandboxMark sandboxMark(Environment environment) {
        return new SandboxMark(SandboxMode.isOn(environment));
    }

    @Bean
    LedgerSettings ledgerSettings(GatewaySettings settings) {
        boolean webhook = !settings.erp().webhook().url().isEmpty();
        return new LedgerSettings(webhook, settings.shopper().resultExpiry(), confirmation(settings));
    }

    /** Payments that wait for a proof which nobody can give would wait for ever. */
    private static Confirmation confirmation(GatewaySettings settings) {
        Confirmation confirmation = settings.confirmation();
        if (confirmation == Confirmation.NONE) {
            return confirmation;
        }
        if (!settings.ops().open()) {
            throw new IllegalArgumentException(
                    "gateway.confirmation lets payments wait until they are released at /ops, which is closed: set gateway.ops.user and gateway.ops.password, or gateway.confirmation to none.");
        }
        LOG.warn(
                "gateway.confirmation: every payment waits, told on lianlian.review, until it is released at /ops; the gateway does not ask LianLian itself");
        return confirmation;
    }

    @Bean
    BrokerSettings brokerSettings(GatewaySettings settings) {
        return settings.broker();
    }

    @Bean
    WebhookSettings webhookSettings(GatewaySettings settings) {
        return settings.erp().webhook();
    }

    @Bean
    RetentionSettings retentionSettings(GatewaySettings settings) {
        return settings.ledger();
    }

    @Bean
    OpsSettings opsSettings(GatewaySettings settings) {
        return settings.ops();
    }

    @Bean
    SandboxSettings sandboxSettings(GatewaySettings settings) {
        return settings.sandbox();
    }
}
