package io.llgateway.sandbox;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets only a developer at this machine into the sandbox (contract section 8): a request from localhost, to localhost,
 * through no proxy, and not sent by a foreign web page that the developer happens to look at. Everything else gets 403.
 */
final class SandboxGate implements HandlerInterceptor {
    private static final Pattern LOCALHOST = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?");
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD");
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("X-Robots-Tag", "noindex, nofollow");
        response.setHeader("Referrer-Policy", "same-origin");
        if (isLocal(request) && !isForwarded(request) && !isForeignPage(request)) {
            return true;
        }
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().print("The sandbox answers requests made on this machine to localhost, and no others.\n");
        return false;
    }

    private static boolean isLocal(HttpServletRequest request) throws UnknownHostException {
        String host = request.getHeader("Host");
        return host != null
                && LOCALHOST.matcher(host.toLowerCase(Locale.ROOT)).matches()
                && InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
    }

    private static boolean isForwarded(HttpServletRequest request) {
        return Collections.list(request.getHeaderNames()).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.equals("forwarded") || name.equals("via") || name.startsWith("x-forwarded-"));
    }

    /** Browsers name the site a request comes from in one of two headers; scripts send neither. */
    private static boolean isForeignPage(HttpServletRequest request) {
        if (HARMLESS.contains(request.getMethod())) {
            return false;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !OWN_SITE.contains(site);
        }
        return isForeign(request.getHeader("Origin"), request);
    }

    private static boolean isForeign(@Nullable String origin, HttpServletRequest request) {
        return origin != null && !origin.equals(request.getScheme() + "://" + request.getHeader("Host"));
    }
}
