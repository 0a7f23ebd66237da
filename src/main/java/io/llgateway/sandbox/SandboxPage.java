package io.llgateway.sandbox;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.ModelAndView;

/** A page of the sandbox: not kept, not framed, nothing on it from elsewhere. */
final class SandboxPage {
    private static final String REST = "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private SandboxPage() {}

    /** @return the page of this template, with the sandbox's own script and stylesheet only */
    static ModelAndView of(String template, HttpServletResponse response) {
        return of(template, response, "script-src 'self'; connect-src 'self'" + REST);
    }

    /** @return the page of this template, with one inline script, whose form may end on a page of another origin */
    static ModelAndView submitting(String template, HttpServletResponse response, String nonce, String target) {
        ModelAndView page =
                of(template, response, "script-src 'nonce-" + nonce + "'" + REST.replace("'self'", "'self'" + target));
        page.addObject("nonce", nonce);
        return page;
    }

    private static ModelAndView of(String template, HttpServletResponse response, String policy) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'self'; " + policy);
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        ModelAndView page = new ModelAndView("sandbox/" + template);
        page.addObject("page", template);
        return page;
    }
}
