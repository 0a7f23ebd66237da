package io.llgateway.message;

import org.jspecify.annotations.Nullable;

/** Names of codes for readers of the message; codes are open sets, so a code without a name is normal. */
final class CodeNames {
    private CodeNames() {}

    /** @return what the pay_type means, null when absent or unknown */
    static @Nullable String payType(@Nullable String code) {
        return null;
    }

    /** @return the bank's short name, null when absent or unknown */
    static @Nullable String bank(@Nullable String code) {
        return null;
    }
}
