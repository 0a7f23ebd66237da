package io.llgateway.intake;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
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

    /**
     * Reads the request's body, counting bytes instead of believing Content-Length.
     *
     * @param limit most bytes
     * @param deadlineMillis most milliseconds for the whole body, so that a sender who drips bytes is cut off
     */
    static IntakeRequest read(HttpServletRequest request, int limit, long deadlineMillis) {
        Body body = readBody(request, limit, deadlineMillis);
        return new IntakeRequest(
                request.getMethod(),
                request.getContentType(),
                request.getQueryString(),
                request.getRemoteAddr(),
                request.getHeader("X-Forwarded-For"),
                request.getHeader("Accept"),
                request.getHeader("Accept-Language"),
                body.bytes,
                body.state);
    }

    private static Body readBody(HttpServletRequest request, int limit, long deadlineMillis) {
        long declared = request.getContentLengthLong();
        if (declared > limit) {
            return new Body(new byte[0], BodyState.TOO_LARGE);
        }
        long end = System.nanoTime() + deadlineMillis * 1_000_000;
        byte[] buffer = new byte[declared >= 0 ? (int) declared + 1 : Math.min(limit + 1, 2048)];
        int length = 0;
        try {
            InputStream in = request.getInputStream();
            for (int read; (read = in.read(buffer, length, buffer.length - length)) >= 0; ) {
                length += read;
                if (length > limit) {
                    return new Body(Arrays.copyOf(buffer, length), BodyState.TOO_LARGE);
                }
                if (length == buffer.length) {
                    buffer = Arrays.copyOf(buffer, Math.min(limit + 1, buffer.length * 2));
                }
                if (System.nanoTime() - end > 0) {
                    return new Body(Arrays.copyOf(buffer, length), BodyState.BROKEN_OFF);
                }
            }
        } catch (IOException brokenOff) {
            // a timeout or a closed connection: whatever came is not a message
            return new Body(Arrays.copyOf(buffer, length), BodyState.BROKEN_OFF);
        }
        return new Body(Arrays.copyOf(buffer, length), BodyState.WHOLE);
    }

    private record Body(byte[] bytes, BodyState state) {}

    @Override
    public String toString() {
        return "IntakeRequest[" + body.length + " bytes, " + bodyState + "]";
    }
}
