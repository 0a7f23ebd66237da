package io.llgateway.operations;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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
        @DefaultValue("50") @Min(1) @Max(1000) int redriveRate) {
    /** @return whether {@code /ops} answers at all */
    public boolean open() {
        return !user.isEmpty() && !password.isEmpty();
    }

    @Override
    public String toString() {
        return "OpsSettings[" + (open() ? "open" : "closed") + "]";
    }
}
