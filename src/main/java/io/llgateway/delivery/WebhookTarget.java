package io.llgateway.delivery;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Where the ERP listens, and which addresses that may mean. Addresses are judged when a connection is made, so a name
 * that resolves elsewhere later (DNS rebinding) is judged again.
 */
final class WebhookTarget implements DnsResolver {
    /** What Java's own questions leave out (RFC 6890); the last five hide an IPv4 address of any kind. */
    private static final List<IpAddressMatcher> PRIVATE = Stream.of(
                    "0.0.0.0/8",
                    "100.64.0.0/10",
                    "192.0.0.0/24",
                    "198.18.0.0/15",
                    "240.0.0.0/4",
                    "fc00::/7",
                    "::/96",
                    "64:ff9b::/96",
                    "64:ff9b:1::/48",
                    "2001::/32",
                    "2002::/16")
            .map(IpAddressMatcher::new)
            .toList();

    private final URI uri;
    private final boolean local;
    private final boolean allowPrivate;

    /** @throws IllegalArgumentException naming the setting and the fix, when the url cannot be used */
    WebhookTarget(WebhookSettings settings) {
        uri = parse(settings.url());
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        local = host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
        allowPrivate = settings.allowPrivateAddresses();
        if (!uri.getScheme().equals("https") && !local && !settings.allowHttp()) {
            throw new IllegalArgumentException(
                    "gateway.erp.webhook.url must begin with https:// beyond localhost; use https,"
                            + " or set gateway.erp.webhook.allow-http=true if the network between is yours.");
        }
    }

    private static URI parse(String url) {
        try {
            URI uri = URI.create(url.strip());
            boolean usable = ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null;
            if (usable) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            // refused below
        }
        throw new IllegalArgumentException(
                "gateway.erp.webhook.url must be an address such as https://erp.example/payments, without user or fragment.");
    }

    URI uri() {
        return uri;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] allowed = Arrays.stream(SystemDefaultDnsResolver.INSTANCE.resolve(host))
                .filter(this::isAllowed)
                .toArray(InetAddress[]::new);
        if (allowed.length == 0) {
            throw new UnknownHostException("only private addresses; see gateway.erp.webhook.allow-private-addresses");
        }
        return allowed;
    }

    @Override
    public @Nullable String resolveCanonicalHostname(String host) {
        return host;
    }

    private boolean isAllowed(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return local || allowPrivate;
        }
        return allowPrivate || !isPrivate(address);
    }

    private static boolean isPrivate(InetAddress address) {
        return address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || PRIVATE.stream().anyMatch(range -> range.matches(address.getHostAddress()));
    }
}
