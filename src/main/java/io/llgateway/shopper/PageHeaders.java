package io.llgateway.shopper;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The headers every page for a shopper is sent with: kept by nobody, framed by nobody, found by no search engine. */
final class PageHeaders {
    /** Nothing but our own stylesheet and script, nothing inline. */
    static final String STATIC_PAGE =
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private PageHeaders() {}

    /** @return the headers of a page in this language with this Content-Security-Policy */
    static Map<String, String> of(Locale language, String contentSecurityPolicy) {
        Map<String, String> headers = common();
        headers.put("Content-Type", "text/html;charset=UTF-8");
        headers.put("Content-Language", language.getLanguage());
        headers.put("Content-Security-Policy", contentSecurityPolicy);
        headers.put("X-Frame-Options", "DENY");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        return Collections.unmodifiableMap(headers);
    }

    /** @return the headers of an answer for a program, but its content type */
    static Map<String, String> common() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Cache-Control", "no-store");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("X-Robots-Tag", "noindex, nofollow");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Vary", "Accept, Accept-Language");
        return headers;
    }
}
