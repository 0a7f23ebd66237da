package io.llgateway.sandbox;

import org.springframework.core.env.Environment;

/** Whether the sandbox is on (contract section 8). */
public final class SandboxMode {
    private SandboxMode() {}

    /** @return true when no merchant is configured and {@code gateway.sandbox.enabled} is not false */
    public static boolean isOn(Environment environment) {
        throw new UnsupportedOperationException("being built" + environment);
    }
}
