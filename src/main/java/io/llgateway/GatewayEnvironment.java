package io.llgateway;

import io.llgateway.sandbox.SandboxMode;
import io.llgateway.sandbox.SandboxStart;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Looks at the settings before anything starts: refuses unknown and contradicting ones with one sentence, and derives
 * and makes {@code llgateway.data}, the directory where embedded database and broker keep their files. That is
 * {@code gateway.data-dir}, or its folder {@code sandbox} while the sandbox is on, so that pretended payments never
 * mix with real ones.
 */
public class GatewayEnvironment implements EnvironmentPostProcessor, Ordered {
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 10;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        UnknownSettings.refuse(environment);
        SandboxStart.refuseContradiction(environment);
        requireRoutes(environment.getProperty("gateway.routes-dir", "./routes"));

        boolean sandbox = SandboxMode.isOn(environment);
        Path directory = Path.of(environment.getProperty("gateway.data-dir", "./data"))
                .toAbsolutePath()
                .normalize();
        String data = made(sandbox ? directory.resolve("sandbox") : directory).toString();
        Map<String, Object> settings = new HashMap<>();
        settings.put("llgateway.data", data);
        environment.getPropertySources().addFirst(new MapPropertySource("llgateway", settings));
        if (sandbox) {
            settings.putAll(SandboxStart.settings(environment, data));
        }
    }

    /** With database and broker of their own nobody else makes it, and readiness measures the room on its disk. */
    private static Path made(Path data) {
        try {
            return Files.createDirectories(data);
        } catch (IOException refused) {
            throw new IllegalArgumentException(
                    "gateway.data-dir: the folder " + data + " cannot be made; name one that the gateway may write to.",
                    refused);
        }
    }

    private static void requireRoutes(String directory) {
        Path folder = Path.of(directory).toAbsolutePath().normalize();
        try (DirectoryStream<Path> routes = Files.newDirectoryStream(folder, "*.camel.yaml")) {
            if (routes.iterator().hasNext()) {
                return;
            }
        } catch (IOException missing) {
            throw new IllegalArgumentException(
                    "gateway.routes-dir: there is no folder " + folder
                            + "; start the gateway where its routes folder is, or name that folder.",
                    missing);
        }
        throw new IllegalArgumentException("gateway.routes-dir: the folder " + folder
                + " holds no *.camel.yaml file; start the gateway where its routes folder is, or name that folder.");
    }
}
