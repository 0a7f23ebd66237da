package io.llgateway.operations;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code gateway.ops} (contract section 3).
 *
 * @param user name for {@code /ops}; empty = closed
 * @param password for {@code /ops}; empty = closed
 */
public record OpsSettings(
        @DefaultValue("") String user, @DefaultValue("") String password) {
    /** @return whether {@code /ops} answers at all */
    public boolean open() {
        return !user.isEmpty() && !password.isEmpty();
    }

    @Override
    public String toString() {
        return "OpsSettings[" + (open() ? "open" : "closed") + "]";
    }
}
