package io.llgateway.intake;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request as far as intake may know it: the raw body, and the few headers that decide the form of the answer.
 * No other header and no parsed parameter goes on, so nothing a sender names can become a Camel header.
 *
 * @param method the HTTP method, upper case
 * @param contentType as sent; null when absent
 * @param query the raw query string; null when absent
 * @param peerAddress IP address of the connection's other end
 * @param forwardedFor {@code X-Forwarded-For} as sent, believed only from a trusted proxy; null when absent
 * @param accept {@code Accept} as sent; null when absent
 * @param acceptLanguage {@code Accept-Language} as sent; null when absent
 * @param body the bytes really read, at most one more than the limit
 * @param bodyState whether the body is whole
 */
public record IntakeRequest(
        String method,
        @Nullable String contentType,
        @Nullable String query,
        String peerAddress,
        @Nullable String forwardedFor,
        @Nullable String accept,
        @Nullable String acceptLanguage,
        byte[] body,
        BodyState bodyState) {

    /** How reading the body ended. */
    public enum BodyState {
        /** Read to its end. */
        WHOLE,
        /** Longer than allowed; the rest was not read. */
        TOO_LARGE,
        /** Not complete within the time a body may take, or broken off. */
        BROKEN_OFF
    }

    /** @param peerAddress the connection's other end, asked for while there was a connection */
    static IntakeRequest of(HttpServletRequest request, String peerAddress, byte[] body, BodyState bodyState) {
        return new IntakeRequest(
                request.getMethod(),
                request.getContentType(),
                request.getQueryString(),
                peerAddress,
                forwardedFor(request),
                request.getHeader("Accept"),
                request.getHeader("Accept-Language"),
                body,
                bodyState);
    }

    /** Some proxies add a line of their own behind the sender's: together they are one list (RFC 9110 section 5.3). */
    private static @Nullable String forwardedFor(HttpServletRequest request) {
        List<String> lines = Collections.list(request.getHeaders("X-Forwarded-For"));
        return lines.isEmpty() ? null : String.join(",", lines);
    }

    @Override
    public String toString() {
        return "IntakeRequest[" + body.length + " bytes, " + bodyState + "]";
    }
}
