package io.llgateway.notification;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names of the currencies exchange payment knows. An open set. LianLian Pay "Supported currencies" (spec section 4). */
public final class Currency {
    private static final Map<String, String> NAMES = ReferenceFile.read("currencies.csv", columns -> columns[1]);

    private Currency() {}

    /** @return for example {@code Japanese yen} for {@code JPY}; null for an unknown code or no code */
    public static @Nullable String nameOf(@Nullable String code) {
        return code == null ? null : NAMES.get(code);
    }
}
