package io.llgateway.notification;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names of {@code bank_code}, eight digits as text. An open set: LianLian's own files list hundreds more, and genuine
 * messages carry codes in no list. LianLian Pay "Supported banks" (spec section 10).
 */
public final class BankCode {
    private static final Map<String, String> NAMES =
            ReferenceFile.read("bank-codes.csv", columns -> columns[1].isEmpty() ? columns[2] : columns[1]);

    private BankCode() {}

    /**
     * @return the usual short name, for example {@code ICBC} for {@code 01020000}, else the English name; null for an
     *     unknown code or no code
     */
    public static @Nullable String nameOf(@Nullable String code) {
        return code == null ? null : NAMES.get(code);
    }
}
