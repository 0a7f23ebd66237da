package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llgateway.ComposeVariables;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged gateway with the very environment of {@code docker-compose.yml}, on a real PostgreSQL, judged by the
 * container's own health check. No container engine is needed; its broker is away, which acceptance must bear.
 */
@Tag("system")
class ComposeGatewayIT {
    private static final Path HERE = Path.of(".").toAbsolutePath().normalize();

    private final int port = GatewayProcess.freePort();
    private final int managementPort = GatewayProcess.freePort();
    private EmbeddedPostgres database;
    private Process gateway;
    private Path log;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        database = EmbeddedPostgres.builder().start();
        log = folder.resolve("gateway.log");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-jar",
                        Path.of(System.getProperty("packaged.jar"))
                                .toAbsolutePath()
                                .toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment(folder));
        gateway = builder.start();
    }

    @AfterEach
    void stop() throws IOException {
        gateway.destroyForcibly();
        database.close();
    }

    @Test
    void becomesHealthyWithoutItsBrokerKeepsTheSandboxShutAndStopsInTime() throws Exception {
        await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> {
            assertThat(gateway.isAlive()).as(Files.readString(log)).isTrue();
            assertThat(healthCheck()).as(Files.readString(log)).isZero();
        });
        assertThat(status("http://localhost:" + port + "/sandbox")).isEqualTo(404);
        assertThat(status("http://localhost:" + port + "/ops")).isEqualTo(404);
        assertThat(status("http://localhost:" + port + "/actuator/prometheus")).isEqualTo(404);
        assertThat(status("http://localhost:" + managementPort + "/actuator/prometheus"))
                .isEqualTo(200);
        gateway.destroy();
        assertThat(gateway.waitFor(60, TimeUnit.SECONDS))
                .as("stop_grace_period")
                .isTrue();
        assertThat(healthCheck()).isNotZero();
    }

    private Map<String, String> environment(Path folder) throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(1024);
        String publicKey = Base64.getEncoder()
                .encodeToString(keys.generateKeyPair().getPublic().getEncoded());
        Map<String, String> environment = new HashMap<>(ComposeVariables.ofGateway(Map.of(
                "LIANLIAN_OID_PARTNER", "201304121000001004",
                "LIANLIAN_PUBLIC_KEY", publicKey,
                "DATABASE_PASSWORD", "postgres",
                "BROKER_PASSWORD", "a-broker-password")));
        // what differs between the containers and this machine: names, ports, folders
        environment.put("SPRING_DATASOURCE_URL", database.getJdbcUrl("postgres", "postgres"));
        environment.put("SPRING_DATASOURCE_USERNAME", "postgres");
        environment.put("SPRING_ARTEMIS_BROKERURL", "tcp://localhost:" + GatewayProcess.freePort());
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort));
        environment.put("GATEWAY_DATADIR", folder.resolve("data").toString());
        environment.put("GATEWAY_ROUTESDIR", HERE.resolve("routes").toString());
        return environment;
    }

    private int healthCheck() throws IOException, InterruptedException {
        return Program.run(HERE, Map.of(), "deploy/healthcheck", Integer.toString(port), "/readyz")
                .exitCode();
    }

    private static int status(String address) throws IOException {
        return GatewayProcess.send(HttpRequest.newBuilder(URI.create(address)).build())
                .statusCode();
    }
}
