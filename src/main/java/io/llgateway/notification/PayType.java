package io.llgateway.notification;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names of {@code pay_type}, how the shopper paid. An open set: LianLian has signed codes that no document explains, and
 * these are no error. LianLian Pay notification pages of each product (spec section 4).
 */
public final class PayType {
    private static final Map<String, String> NAMES = ReferenceFile.read("pay-types.csv", columns -> columns[1]);

    private PayType() {}

    /** @return for example {@code online banking, debit card} for {@code 1}; null for an unknown code or no code */
    public static @Nullable String nameOf(@Nullable String code) {
        return code == null ? null : NAMES.get(code);
    }
}
