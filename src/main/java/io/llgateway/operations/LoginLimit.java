package io.llgateway.operations;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** After ten wrong passwords in a minute, an address is answered 429 for the rest of that minute, right or wrong. */
public final class LoginLimit extends OncePerRequestFilter {
    private static final int MOST = 10;
    private static final int ADDRESSES = 1000;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > ADDRESSES;
        }
    };

    /** @param clock for the minute */
    public LoginLimit(Clock clock) {
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String address = request.getRemoteAddr();
        if (isBlocked(address)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(WINDOW.toSeconds()));
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            return;
        }
        chain.doFilter(request, response);
        if (request.getHeader(HttpHeaders.AUTHORIZATION) != null
                && response.getStatus() == HttpStatus.UNAUTHORIZED.value()) {
            failed(address);
        }
    }

    private synchronized boolean isBlocked(String address) {
        Failures known = failures.get(address);
        if (known != null && !clock.instant().isBefore(known.until)) {
            failures.remove(address);
            return false;
        }
        return known != null && known.count >= MOST;
    }

    private synchronized void failed(String address) {
        Failures known = failures.get(address);
        failures.put(
                address,
                known == null
                        ? new Failures(1, clock.instant().plus(WINDOW))
                        : new Failures(known.count + 1, known.until));
    }

    private record Failures(int count, Instant until) {}
}
