package io.llgateway.sandbox;

import io.llgateway.verification.MerchantSettings;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether the sandbox is on (contract section 8). As a {@link Condition} it guards every bean of the sandbox. */
public final class SandboxMode implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return isOn(context.getEnvironment());
    }

    /**
     * @return true when no merchant is configured and {@code gateway.sandbox.enabled} is not false
     * @throws org.springframework.boot.context.properties.bind.BindException when one of these settings cannot be read
     */
    public static boolean isOn(Environment environment) {
        return !hasMerchants(environment) && enabled(environment) != SandboxSettings.Enabled.FALSE;
    }

    /** @return whether {@code gateway.merchants} has an entry, read exactly as it is read for verification */
    static boolean hasMerchants(Environment environment) {
        return Binder.get(environment)
                .bind("gateway.merchants", Bindable.listOf(MerchantSettings.class))
                .map(merchants -> !merchants.isEmpty())
                .orElse(false);
    }

    /** @return {@code gateway.sandbox.enabled} */
    static SandboxSettings.Enabled enabled(Environment environment) {
        return Binder.get(environment)
                .bind("gateway.sandbox.enabled", SandboxSettings.Enabled.class)
                .orElse(SandboxSettings.Enabled.AUTO);
    }
}
