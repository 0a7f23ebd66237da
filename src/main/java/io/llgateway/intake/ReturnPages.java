package io.llgateway.intake;

import io.llgateway.shopper.Answers;
import io.llgateway.shopper.Page;
import io.llgateway.shopper.ShopperPages;
import io.llgateway.verification.VerifiedNotification;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** What the shopper's browser is answered: pages, or RFC 9457 problem JSON for a client that asks for JSON. */
@Component
class ReturnPages {
    private final ShopperPages pages;
    private final IntakeSettings settings;

    ReturnPages(ShopperPages pages, IntakeSettings settings) {
        this.pages = pages;
        this.settings = settings;
    }

    /** Sends the browser on by GET, so that a reload does not post the form again. */
    IntakeReply seeOther(URI location) {
        return new IntakeReply(
                303,
                Map.of("Location", location.toString(), "Cache-Control", "no-store", "Referrer-Policy", "no-referrer"),
                new byte[0]);
    }

    IntakeReply refused(int status, IntakeRequest request) {
        return wantsJson(request) ? problem(status) : html(status, pages.refused(request.acceptLanguage()));
    }

    /** 405 gets the neutral page, since failed mobile payments arrive as a bare GET (spec section 1.4). */
    IntakeReply notAdmitted(int status, IntakeRequest request) {
        if (status != 405) {
            return refused(status, request);
        }
        IntakeReply reply = wantsJson(request) ? problem(405) : html(405, pages.neutral(request.acceptLanguage()));
        reply.headers().put("Allow", "POST");
        return reply;
    }

    /** The page that submits the same form again: the shopper's browser is the retry. */
    IntakeReply sendAgain(VerifiedNotification verified, IntakeRequest request) {
        IntakeReply reply = wantsJson(request)
                ? problem(503)
                : html(
                        503,
                        pages.sendAgain(
                                request.acceptLanguage(),
                                postedFields(verified, request, settings.charset()),
                                tries(request.query()),
                                settings.charset()));
        reply.headers().put("Retry-After", "5");
        return reply;
    }

    /** The form as it was posted: for an H5 return its one field, with the JSON text that was signed. */
    static Map<String, String> postedFields(VerifiedNotification verified, IntakeRequest request, Charset charset) {
        if (!verified.received().inResData()) {
            return verified.received().fields().asMap();
        }
        byte[] form = request.method().equals("POST") ? request.body() : queryOf(request);
        // not every byte must be escaped
        String value = new String(form, charset).substring("res_data=".length());
        return Map.of("res_data", URLDecoder.decode(value, charset));
    }

    private static byte[] queryOf(IntakeRequest request) {
        String query = request.query();
        return query == null ? new byte[0] : query.getBytes(StandardCharsets.US_ASCII);
    }

    /** The page counts its tries in the query string, since one more form field would break the signature. */
    private static int tries(@Nullable String query) {
        if (query != null && query.startsWith("try=") && query.length() == 5 && Character.isDigit(query.charAt(4))) {
            return query.charAt(4) - '0';
        }
        return 0;
    }

    private static boolean wantsJson(IntakeRequest request) {
        return Answers.wantsJson(request.accept());
    }

    private static IntakeReply problem(int status) {
        String title = HttpStatus.valueOf(status).getReasonPhrase();
        String json = "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + "}";
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/problem+json");
        headers.put("Cache-Control", "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        return new IntakeReply(status, headers, json.getBytes(StandardCharsets.UTF_8));
    }

    private static IntakeReply html(int status, Page page) {
        return new IntakeReply(
                status, new HashMap<>(page.headers()), page.html().getBytes(StandardCharsets.UTF_8));
    }
}
