package io.llgateway.sandbox;

import io.llgateway.verification.MerchantSettings;

/** The merchant the sandbox plays LianLian for, with a key pair of the sandbox's own. */
public final class SandboxMerchant {
    /** Merchant number of the documents' samples. */
    public static final String OID_PARTNER = "201304121000001004";

    /** @return settings as if an operator had configured this merchant with the sandbox's public key */
    public MerchantSettings settings() {
        throw new UnsupportedOperationException("being built");
    }
}
