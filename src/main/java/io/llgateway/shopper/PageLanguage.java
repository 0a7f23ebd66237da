package io.llgateway.shopper;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The languages our pages are written in. */
final class PageLanguage {
    private static final List<Locale> WRITTEN = List.of(Locale.ENGLISH, Locale.CHINESE);

    /** Browsers send a tenth of it; working through 8 KB of languages would cost more than the page. */
    private static final int LONGEST = 1000;

    private PageLanguage() {}

    /** @return the shopper's best match of Chinese and English; English when none matches or the header is malformed or far too long */
    static Locale of(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank() || acceptLanguage.length() > LONGEST) {
            return Locale.ENGLISH;
        }
        try {
            Locale best = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), WRITTEN);
            return best == null ? Locale.ENGLISH : best;
        } catch (IllegalArgumentException malformed) {
            return Locale.ENGLISH;
        }
    }
}
