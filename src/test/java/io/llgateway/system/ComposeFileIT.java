package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code docker-compose.yml} as Debian's docker-compose and the Compose specification's schema read it. */
@Tag("system")
class ComposeFileIT {
    private static final Path HERE = Path.of(".").toAbsolutePath().normalize();
    private static final Pattern SECRET = Pattern.compile("[A-Z_]*(?:PASSWORD|SECRET|KEY)[A-Z_]*");
    private static final Map<String, String> REQUIRED = Map.of(
            "LIANLIAN_OID_PARTNER", "201304121000001004",
            "LIANLIAN_PUBLIC_KEY", "file:/etc/lianlian/llpay_public_key.pem",
            "DATABASE_PASSWORD", "database-password-of-the-test",
            "BROKER_PASSWORD", "broker-password-of-the-test");

    @Test
    void isValidBySchemaOfTheComposeSpecification() throws Exception {
        assertThat(Node.run(
                                "validate-compose.mjs",
                                HERE.resolve("docker-compose.yml").toString())
                        .succeeded()
                        .output())
                .contains("valid");
    }

    @Test
    void schemaRefusesAMisspeltKey(@TempDir Path folder) throws Exception {
        String misspelt =
                Files.readString(HERE.resolve("docker-compose.yml")).replace("stop_grace_period", "grace_period");
        Path file = Files.writeString(folder.resolve("docker-compose.yml"), misspelt);
        Program validation = Node.run("validate-compose.mjs", file.toString());
        assertThat(validation.exitCode()).isNotZero();
        assertThat(validation.output()).contains("grace_period");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "database", "broker"})
    void everyServiceIsWatchedRestartedAndGivenTimeToStop(String name) throws Exception {
        JsonNode service = config().path("services").path(name);
        assertThat(service.path("healthcheck").path("test")).isNotEmpty();
        assertThat(service.path("restart").asText()).isEqualTo("unless-stopped");
        assertThat(service.path("stop_grace_period").asText()).isEqualTo("60s");
        assertThat(service.path("volumes")).isNotEmpty();
    }

    @Test
    void hasTheThreeServicesAndNoOther() throws Exception {
        assertThat(config().path("services").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("gateway", "database", "broker");
    }

    @Test
    void publishesOnlyTheGatewaysHttpPortAndOnlyOnLocalhost() throws Exception {
        JsonNode services = config().path("services");
        assertThat(services.findValues("ports")).hasSize(1);
        assertThat(services.path("gateway").path("ports"))
                .singleElement()
                .asString()
                .contains("127.0.0.1:8080:8080");
        assertThat(config().path("networks").path("inside").path("internal").asBoolean())
                .isTrue();
    }

    @Test
    void readinessIsWhatDecidesAboutTheGatewaysHealth() throws Exception {
        assertThat(texts(config().path("services")
                        .path("gateway")
                        .path("healthcheck")
                        .path("test")))
                .containsExactly("CMD", "healthcheck", "8080", "/readyz");
    }

    @Test
    void routesAndBrokerSettingsComeFromTheRepositoryAndAreReadOnly() throws Exception {
        JsonNode services = config().path("services");
        assertThat(texts(services.path("gateway").path("volumes")))
                .contains(HERE.resolve("routes") + ":/opt/gateway/routes:ro");
        assertThat(texts(services.path("broker").path("volumes")))
                .contains(HERE.resolve("deploy/artemis") + ":/var/lib/artemis-instance/etc-override:ro");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LIANLIAN_OID_PARTNER", "LIANLIAN_PUBLIC_KEY", "DATABASE_PASSWORD", "BROKER_PASSWORD"})
    void refusesToStartWithout(String variable) throws Exception {
        Map<String, String> environment = new HashMap<>(REQUIRED);
        environment.put(variable, "");
        Program compose = Program.run(HERE, environment, "docker-compose", "config");
        assertThat(compose.exitCode()).isNotZero();
        assertThat(compose.output()).contains("set " + variable + " in .env to ");
    }

    @Test
    void noSecretHasADefault() throws IOException {
        String compose = Files.readString(HERE.resolve("docker-compose.yml"));
        Matcher variables = Pattern.compile("\\$\\{([A-Z_]+)(:[-?])([^}]*)}").matcher(compose);
        List<String> secrets = new ArrayList<>();
        while (variables.find()) {
            if (SECRET.matcher(variables.group(1)).matches()) {
                secrets.add(variables.group(1));
                assertThat(variables.group(2).equals(":?") || variables.group(3).isEmpty())
                        .as(variables.group())
                        .isTrue();
            }
        }
        assertThat(secrets).contains("DATABASE_PASSWORD", "BROKER_PASSWORD", "ERP_WEBHOOK_SECRET", "OPS_PASSWORD");
        environmentOfEveryService()
                .forEach((name, value) -> assertThat(!SECRET.matcher(name).matches() || value.startsWith("${"))
                        .as("%s is a text in the file", name)
                        .isTrue());
    }

    @Test
    void everyVariableIsExplainedInTheExample() throws IOException {
        String example = Files.readString(HERE.resolve("deploy/.env.example"));
        Matcher variables =
                Pattern.compile("\\$\\{([A-Z_]+)").matcher(Files.readString(HERE.resolve("docker-compose.yml")));
        while (variables.find()) {
            assertThat(example).containsPattern("(?m)^#?" + variables.group(1) + "=");
        }
        REQUIRED.keySet().forEach(name -> assertThat(example).containsPattern("(?m)^" + name + "=$"));
    }

    @ParameterizedTest
    @CsvSource({"200, 0", "503, 1", "404, 1"})
    void healthCheckSucceedsOnlyOnOk(int status, int exitCode) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/readyz", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            String port = Integer.toString(server.getAddress().getPort());
            assertThat(Program.run(HERE, Map.of(), "deploy/healthcheck", port, "/readyz")
                            .exitCode())
                    .isEqualTo(exitCode);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void healthCheckFailsWhenNobodyListens() throws Exception {
        assertThat(Program.run(HERE, Map.of(), "deploy/healthcheck", "1", "/readyz")
                        .exitCode())
                .isNotZero();
    }

    private static JsonNode config() throws IOException, InterruptedException {
        String output = Program.run(HERE, REQUIRED, "docker-compose", "config")
                .succeeded()
                .output();
        return new ObjectMapper().valueToTree(yaml().load(output));
    }

    private static Map<String, String> environmentOfEveryService() throws IOException {
        JsonNode file =
                new ObjectMapper().valueToTree(yaml().load(Files.readString(HERE.resolve("docker-compose.yml"))));
        Map<String, String> found = new HashMap<>();
        for (JsonNode service : file.path("services")) {
            service.path("environment")
                    .fields()
                    .forEachRemaining(
                            entry -> found.put(entry.getKey(), entry.getValue().asText()));
        }
        return found;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    private static Yaml yaml() {
        return new Yaml(new SafeConstructor(new LoaderOptions()));
    }
}
