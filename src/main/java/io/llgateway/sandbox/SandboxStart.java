package io.llgateway.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * What the sandbox changes before anything starts, and what it refuses to be started with (contract section 8): it must
 * never touch a real database, broker or ERP, and never listen beyond localhost.
 */
public final class SandboxStart {
    private static final String FILE = "jdbc:h2:file:";
    private static final String FIX = " configure gateway.merchants for real use, or remove this setting.";

    private SandboxStart() {}

    /**
     * @param dataDirectory the sandbox's own data directory
     * @return settings that overrule the user's, once these were found harmless
     * @throws IllegalArgumentException one sentence that names the key and the fix
     */
    public static Map<String, Object> settings(Environment environment, String dataDirectory) {
        refuseRealDatabase(environment, dataDirectory);
        refuseRealBroker(environment);
        refuseTls(environment);
        Map<String, Object> settings = new HashMap<>();
        settings.put("server.address", localAddress(environment));
        int port = port(environment);
        settings.put("server.port", port);
        String webhook = environment.getProperty("gateway.erp.webhook.url", "");
        if (webhook.isBlank()) {
            settings.put("gateway.erp.webhook.url", "http://localhost:" + port + SandboxErp.PATH);
            settings.put("gateway.erp.webhook.secret", secret());
            settings.put("gateway.erp.webhook.allow-private-addresses", true);
        } else {
            refuseForeignWebhook(webhook);
        }
        return settings;
    }

    /** @throws IllegalArgumentException when merchants and sandbox do not go together */
    public static void refuseContradiction(Environment environment) {
        boolean merchants = SandboxMode.hasMerchants(environment);
        SandboxSettings.Enabled enabled = SandboxMode.enabled(environment);
        if (merchants && enabled == SandboxSettings.Enabled.TRUE) {
            throw new IllegalArgumentException(
                    "gateway.sandbox.enabled is true although gateway.merchants is configured: set it to auto or false, since the sandbox never runs beside a real merchant.");
        }
        if (!merchants && enabled == SandboxSettings.Enabled.FALSE) {
            throw new IllegalArgumentException(
                    "gateway.merchants is empty and gateway.sandbox.enabled is false, so no notification could be verified: configure a merchant, or set gateway.sandbox.enabled to auto to try the gateway.");
        }
    }

    /** It calls itself, by http: nobody else may, so there is nothing to protect. */
    private static void refuseTls(Environment environment) {
        boolean configured = Binder.get(environment)
                .bind("server.ssl", Bindable.mapOf(String.class, Object.class))
                .isBound();
        if (configured && environment.getProperty("server.ssl.enabled", Boolean.class, true)) {
            throw new IllegalArgumentException(
                    "server.ssl is configured while the sandbox is on (no merchant is configured):" + FIX);
        }
    }

    private static void refuseRealDatabase(Environment environment, String dataDirectory) {
        String url = environment.getProperty("spring.datasource.url", "");
        if (!url.isEmpty() && !url.startsWith("jdbc:h2:mem:") && !isFileIn(dataDirectory, url)) {
            throw new IllegalArgumentException(
                    "spring.datasource.url points to a database of your own while the sandbox is on (no merchant is configured):"
                            + FIX);
        }
    }

    private static boolean isFileIn(String dataDirectory, String url) {
        if (!url.startsWith(FILE)) {
            return false;
        }
        String file = url.substring(FILE.length()).split(";", 2)[0];
        return Path.of(file).normalize().startsWith(dataDirectory);
    }

    private static void refuseRealBroker(Environment environment) {
        if ("native".equalsIgnoreCase(environment.getProperty("spring.artemis.mode", ""))) {
            throw new IllegalArgumentException(
                    "spring.artemis.mode is native while the sandbox is on (no merchant is configured):" + FIX);
        }
        if (!environment.getProperty("spring.artemis.broker-url", "").isEmpty()) {
            throw new IllegalArgumentException(
                    "spring.artemis.broker-url points to a broker of your own while the sandbox is on (no merchant is configured):"
                            + FIX);
        }
    }

    private static void refuseForeignWebhook(String webhook) {
        if (!isLocal(String.valueOf(URI.create(webhook).getHost()))) {
            throw new IllegalArgumentException(
                    "gateway.erp.webhook.url points beyond localhost while the sandbox is on (no merchant is configured):"
                            + FIX);
        }
    }

    private static String localAddress(Environment environment) {
        String address = environment.getProperty("server.address", "127.0.0.1");
        if (!isLocal(address)) {
            throw new IllegalArgumentException(
                    "server.address is not localhost while the sandbox is on (no merchant is configured):" + FIX);
        }
        return address;
    }

    private static boolean isLocal(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    /** The pretend ERP's address must be known before the server starts, so port 0 is settled here. */
    private static int port(Environment environment) {
        int port = environment.getProperty("server.port", Integer.class, 8080);
        if (port != 0) {
            return port;
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new IllegalArgumentException("server.port is 0 and no port is free: set a port.", none);
        }
    }

    private static String secret() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return "whsec_" + Base64.getEncoder().encodeToString(secret);
    }
}
