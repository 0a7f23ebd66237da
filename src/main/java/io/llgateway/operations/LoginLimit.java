package io.llgateway.operations;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * After ten wrong passwords in a minute, a sender is answered 429 for the rest of that minute, right or wrong. A password
 * counts as wrong until it has proved right, so that many guesses at once are not more guesses. A sender is an IPv4
 * address, or the /64 network of an IPv6 address, all of which one guesser may have.
 */
public final class LoginLimit extends OncePerRequestFilter {
    private static final int MOST = 10;
    private static final int SENDERS = 1000;
    private static final int NETWORK_BYTES = 8;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<String, Guesses> guesses = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Guesses> eldest) {
            return size() > SENDERS;
        }
    };
    /** The last login that was right: to send it again is no guess. */
    private volatile byte[] right = new byte[0];

    /** @param clock for the minute */
    public LoginLimit(Clock clock) {
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String login = request.getHeader(HttpHeaders.AUTHORIZATION);
        byte[] bytes = login == null ? right : login.getBytes(StandardCharsets.UTF_8);
        boolean guess = !MessageDigest.isEqual(bytes, right);
        String sender = sender(request.getRemoteAddr());
        if (isBlocked(sender, guess)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(WINDOW.toSeconds()));
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            return;
        }
        chain.doFilter(request, response);
        if (guess && response.getStatus() != HttpStatus.UNAUTHORIZED.value()) {
            right = bytes;
            forgive(sender);
        }
    }

    /** Counts a guess that is let through. */
    private synchronized boolean isBlocked(String sender, boolean guess) {
        Instant now = clock.instant();
        Guesses known = guesses.get(sender);
        if (known == null || !now.isBefore(known.until)) {
            guesses.remove(sender);
            known = new Guesses(0, now.plus(WINDOW));
        }
        if (known.count >= MOST) {
            return true;
        }
        if (guess) {
            guesses.put(sender, new Guesses(known.count + 1, known.until));
        }
        return false;
    }

    private synchronized void forgive(String sender) {
        guesses.computeIfPresent(sender, (key, known) -> new Guesses(Math.max(0, known.count - 1), known.until));
    }

    private static String sender(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return HexFormat.of().formatHex(bytes, 0, Math.min(NETWORK_BYTES, bytes.length));
        } catch (UnknownHostException noAddress) {
            return address;
        }
    }

    private record Guesses(int count, Instant until) {}
}
