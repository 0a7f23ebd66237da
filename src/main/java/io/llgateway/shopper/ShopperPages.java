package io.llgateway.shopper;

import io.llgateway.ledger.ResultView;
import io.llgateway.notification.BankCode;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.security.SecureRandom;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;

/**
 * Writes every page a shopper sees, in Chinese or English, with the headers it must be sent with. Every text is
 * escaped; only {@link #sendAgain} shows anything of a request.
 */
@Component
public class ShopperPages {
    /** Tries a browser makes by itself before it asks the shopper to press a button (contract section 2). */
    static final int TRIES = 5;

    private final SpringTemplateEngine templates;
    private final ResultRedirect redirect;
    private final boolean sandbox;
    private final SecureRandom random = new SecureRandom();
    /** They hold nothing of a request, and a flood of forgeries must stay cheap. */
    private final Map<String, Page> notices = new ConcurrentHashMap<>();

    ShopperPages(SpringTemplateEngine templates, ResultRedirect redirect, SandboxMark mark) {
        this.templates = templates;
        this.redirect = redirect;
        this.sandbox = mark.on();
    }

    /**
     * @param acceptLanguage the request's header; null when it has none
     * @return the page for a message that was not believed or not readable; does not say why
     */
    public Page refused(@Nullable String acceptLanguage) {
        return notice("refused", acceptLanguage);
    }

    /** @return the page for a shopper who came without a result: by back_url, or by a bare GET to url_return */
    public Page neutral(@Nullable String acceptLanguage) {
        return notice("neutral", acceptLanguage);
    }

    /** @return the page for an unknown or expired result */
    Page unknown(@Nullable String acceptLanguage) {
        return notice("unknown", acceptLanguage);
    }

    /** @return the page for any failure of our own */
    Page unavailable(@Nullable String acceptLanguage) {
        return notice("unavailable", acceptLanguage);
    }

    /** @return the result of a payment: paid, confirming (the page asks again by itself) or failed */
    Page result(ResultView view, @Nullable String acceptLanguage) {
        Locale language = PageLanguage.of(acceptLanguage);
        Context context = context(language);
        context.setVariable("state", view.state().name().toLowerCase(Locale.ROOT));
        context.setVariable("order", view.orderNumber());
        context.setVariable("amount", view.amount() == null ? null : grouped(view.amount()));
        context.setVariable("currency", view.currency());
        context.setVariable("bank", BankCode.nameOf(view.bankCode()));
        return new Page(
                templates.process("shopper/result", context), PageHeaders.of(language, PageHeaders.STATIC_PAGE));
    }

    /**
     * The page that submits a verified form once more, since the ledger could not take it: after a growing pause with
     * jitter, five times, then when the shopper presses the button. The form's try counter is in the query string
     * ({@code ?try=n}), because one more field would break the signature.
     *
     * @param acceptLanguage the request's header; null when it has none
     * @param fields the form's fields exactly as decoded, {@code sign} among them
     * @param tries how many tries were made before: the request's own counter, 0 without one
     * @param charset what the form has to be encoded in, the same as it came
     */
    public Page sendAgain(@Nullable String acceptLanguage, Map<String, String> fields, int tries, Charset charset) {
        Locale language = PageLanguage.of(acceptLanguage);
        String nonce = nonce();
        Context context = context(language);
        context.setVariable("nonce", nonce);
        context.setVariable("fields", fields);
        context.setVariable("action", "/lianlian/url_return?try=" + (Math.max(0, Math.min(tries, TRIES)) + 1));
        context.setVariable("charset", charset.name());
        context.setVariable("pause", tries < TRIES ? 1000L << Math.max(0, tries) : null);
        // browsers apply form-action to the redirect that answers the form, too
        String policy = "default-src 'none'; style-src 'self'; script-src 'nonce-" + nonce + "'; form-action 'self'"
                + redirect.origin().map(origin -> " " + origin).orElse("")
                + "; base-uri 'none'; frame-ancestors 'none'";
        return new Page(templates.process("shopper/send-again", context), PageHeaders.of(language, policy));
    }

    private Page notice(String name, @Nullable String acceptLanguage) {
        Locale language = PageLanguage.of(acceptLanguage);
        return notices.computeIfAbsent(name + language, key -> {
            Context context = context(language);
            context.setVariable("notice", name);
            return new Page(
                    templates.process("shopper/notice", context), PageHeaders.of(language, PageHeaders.STATIC_PAGE));
        });
    }

    private Context context(Locale language) {
        Context context = new Context(language);
        context.setVariable("sandbox", sandbox);
        return context;
    }

    private String nonce() {
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
    }

    private static String grouped(BigDecimal amount) {
        return new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(amount);
    }
}
