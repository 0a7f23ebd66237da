package io.llgateway.sandbox;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code gateway.sandbox} (contract section 3).
 *
 * @param enabled auto = on only while no merchant is configured
 */
public record SandboxSettings(@DefaultValue("auto") Enabled enabled) {
    /** When the sandbox is on. */
    public enum Enabled {
        /** On only while no merchant is configured. */
        AUTO,
        /** On; refused together with merchants, an external webhook, broker or database. */
        TRUE,
        /** Off. */
        FALSE
    }
}
