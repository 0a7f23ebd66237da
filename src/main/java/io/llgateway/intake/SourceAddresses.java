package io.llgateway.intake;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/** Who really sent a request, and whether it may call {@code notify_url} (contract sections 2 and 3). */
final class SourceAddresses {
    private final List<IpAddressMatcher> trustedProxies;
    private final List<IpAddressMatcher> allowed;

    SourceAddresses(IntakeSettings settings) {
        this.trustedProxies = matchers("trusted-proxies", settings.trustedProxies());
        this.allowed = matchers("allowed-sources", settings.allowedSources());
    }

    /**
     * @return the connection's other end, or, when that is a trusted proxy, the last address in {@code X-Forwarded-For}
     *     that is not one itself. A header from anyone else, and text that is no address, is not believed
     */
    String of(IntakeRequest request) {
        String source = request.peerAddress();
        String forwarded = request.forwardedFor();
        if (forwarded == null || trustedProxies.isEmpty()) {
            return source;
        }
        String[] hops = forwarded.split(",", -1);
        for (int i = hops.length - 1; i >= 0 && matches(trustedProxies, source); i--) {
            String hop = hops[i].strip();
            if (!isAddress(hop)) {
                break;
            }
            source = hop;
        }
        return source;
    }

    /** @return whether {@code notify_url} takes messages from this address; true while no list is configured */
    boolean allows(String address) {
        return allowed.isEmpty() || matches(allowed, address);
    }

    private static boolean matches(List<IpAddressMatcher> matchers, String address) {
        return matchers.stream().anyMatch(matcher -> matcher.matches(address));
    }

    /** Literal addresses only: a name would be looked up in DNS. */
    private static boolean isAddress(String text) {
        if (text.length() > 45 || !text.chars().allMatch(c -> c == ':' || c == '.' || Character.digit(c, 16) >= 0)) {
            return false;
        }
        if (text.indexOf(':') < 0) {
            String[] octets = text.split("\\.", -1);
            return octets.length == 4 && Arrays.stream(octets).allMatch(SourceAddresses::isOctet);
        }
        try {
            InetAddress.getByName(text);
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Without a leading zero, which some programs read as octal. */
    private static boolean isOctet(String text) {
        return !text.isEmpty()
                && text.length() <= 3
                && (text.length() == 1 || text.charAt(0) != '0')
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && Integer.parseInt(text) <= 255;
    }

    private static List<IpAddressMatcher> matchers(String key, List<String> ranges) {
        return ranges.stream()
                .map(range -> {
                    try {
                        return new IpAddressMatcher(range);
                    } catch (IllegalArgumentException e) {
                        throw new IllegalArgumentException(
                                "gateway.intake." + key + " holds '" + range
                                        + "', which is no IP address or CIDR range such as 10.0.0.0/8",
                                e);
                    }
                })
                .toList();
    }
}
