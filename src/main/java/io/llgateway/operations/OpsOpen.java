package io.llgateway.operations;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Holds when user and password for {@code /ops} are set; without them what it stands at is not there. */
public final class OpsOpen implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata at) {
        return Binder.get(context.getEnvironment())
                .bindOrCreate("gateway.ops", OpsSettings.class)
                .open();
    }
}
