package io.llgateway.operations;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code gateway.ops} (contract section 3).
 *
 * @param user name for {@code /ops}; empty = closed
 * @param password for {@code /ops}; empty = closed
 * @param redriveRate most events that one node redrives in a second; default 50
 */
public record OpsSettings(
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("50") int redriveRate) {
    private static final int HIGHEST_RATE = 1000;

    /** @throws IllegalArgumentException when the rate is none, or more than a redrive may do */
    public OpsSettings {
        if (redriveRate < 1 || redriveRate > HIGHEST_RATE) {
            throw new IllegalArgumentException("gateway.ops.redrive-rate must be between 1 and 1000: correct it.");
        }
    }

    /** @return whether {@code /ops} answers at all */
    public boolean open() {
        return !user.isEmpty() && !password.isEmpty();
    }

    @Override
    public String toString() {
        return "OpsSettings[" + (open() ? "open" : "closed") + "]";
    }
}
