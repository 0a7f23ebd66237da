package io.llgateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llgateway.dispatch.BrokerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** A wrong setting stops the start, and what is printed is one sentence that names the key and the fix. */
@ExtendWith(OutputCaptureExtension.class)
class WrongSettingsTest {
    @TempDir
    Path folder;

    private Path routes;

    @BeforeEach
    void oneRoute() throws Exception {
        routes = Files.createDirectory(folder.resolve("routes"));
        Files.createFile(routes.resolve("1-intake.camel.yaml"));
    }

    @Test
    void startsTheSandboxWithoutAnySetting() {
        try (ConfigurableApplicationContext context = start()) {
            assertThat(context.getEnvironment().getProperty("server.address")).isEqualTo("127.0.0.1");
            assertThat(context.getEnvironment().getProperty("llgateway.data"))
                    .isEqualTo(folder.resolve("data").resolve("sandbox").toString());
            assertThat(context.getEnvironment().getProperty("gateway.erp.webhook.url"))
                    .isEqualTo("http://localhost:8080/sandbox/erp");
            assertThat(context.getBean(GatewaySettings.class).erp().webhook().secret())
                    .singleElement()
                    .asString()
                    .startsWith("whsec_");
        }
    }

    @Test
    void keepsRealDataOutsideTheSandboxFolderAndListensEverywhere() {
        try (ConfigurableApplicationContext context = start("--gateway.merchants[0].oid-partner=201304121000001004")) {
            assertThat(context.getEnvironment().getProperty("server.address")).isNull();
            assertThat(context.getEnvironment().getProperty("llgateway.data"))
                    .isEqualTo(folder.resolve("data").toString());
            assertThat(context.getBean(GatewaySettings.class).erp().webhook().url())
                    .isEmpty();
        }
    }

    @Test
    void namesTheUnknownKeyOfAnArgumentAndTheNearestKnownOne(CapturedOutput output) {
        assertRefused(
                output,
                "gateway.intake.max-bodi is no setting of the gateway; did you mean gateway.intake.max-body? Correct or remove it (\"gateway.intake.max-bodi\" from property source \"commandLineArgs\").",
                "--gateway.intake.max-bodi=1KB");
    }

    @Test
    void namesTheUnknownKeyInsideAListEntry(CapturedOutput output) {
        assertRefused(
                output,
                "gateway.merchants[0].sign-typ is no setting of the gateway; did you mean gateway.merchants[0].sign-type? Correct or remove it (\"gateway.merchants[0].sign-typ\" from property source \"commandLineArgs\").",
                "--gateway.merchants[0].oid-partner=1",
                "--gateway.merchants[0].sign-typ=RSA");
    }

    @Test
    void namesTheUnknownKeyOfASystemProperty(CapturedOutput output) {
        System.setProperty("gateway.sandbax.enabled", "false");
        try {
            assertRefused(
                    output,
                    "gateway.sandbax.enabled is no setting of the gateway; did you mean gateway.sandbox? Correct or remove it (\"gateway.sandbax.enabled\" from property source \"systemProperties\").");
        } finally {
            System.clearProperty("gateway.sandbax.enabled");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GATEWAY_MERCHNATS_0_OIDPARTNER",
                "GATEWAY_MERCHANTS_OIDPARTNER",
                "GATEWAY_MERCHANTS_0_OIDPARTNR",
                "gateway.merchants.oid-partner"
            })
    void namesTheUnknownEnvironmentVariableSoThatAMisspeltMerchantCannotSwitchTheSandboxOn(
            String variable, CapturedOutput output) {
        assertRefusedWithVariable(
                output,
                variable,
                "gateway: the environment variable " + variable
                        + " is no setting of the gateway; correct its name (dots and brackets become underscores, hyphens are left out) or remove it.");
    }

    @Test
    void asksOfWhichEntryOfAListASettingIs(CapturedOutput output) {
        assertRefused(
                output,
                "gateway.merchants.oid-partner says not of which entry: write gateway.merchants[0].oid-partner for the first.",
                "--gateway.merchants.oid-partner=201304121000001004");
    }

    @Test
    void namesTheUnknownKeyInTheJsonOfAVariable(CapturedOutput output) {
        assertThatThrownBy(() -> run(Map.of("SPRING_APPLICATION_JSON", "{\"gateway\":{\"merchnats\":[{\"a\":1}]}}")))
                .isInstanceOf(Exception.class);
        assertThat(output)
                .contains("gateway.merchnats[0].a is no setting of the gateway; did you mean gateway.merchants?");
    }

    @Test
    void takesEverySpellingOfAKnownEnvironmentVariable() {
        Map<String, Object> variables = Map.of(
                "GATEWAY_MERCHANTS_0_OIDPARTNER", "201304121000001004",
                "GATEWAY_MERCHANTS_0_LIANLIAN_PUBLIC_KEYS_0", "key",
                "GATEWAY_ERP_WEBHOOK_RETRYSCHEDULE", "1s,2s",
                "GATEWAY_DATA_DIR", folder.resolve("data").toString());
        try (ConfigurableApplicationContext context = run(variables)) {
            GatewaySettings settings = context.getBean(GatewaySettings.class);
            assertThat(settings.merchants().get(0).lianlianPublicKeys()).containsExactly("key");
            assertThat(settings.erp().webhook().retrySchedule()).hasSize(2);
        }
    }

    @Test
    void overlooksTheVariablesKubernetesSetsBesideAServiceNamedGateway() {
        Map<String, Object> variables = Map.of(
                "GATEWAY_SERVICE_HOST", "10.0.0.1",
                "GATEWAY_SERVICE_PORT", "8080",
                "GATEWAY_PORT", "tcp://10.0.0.1:8080",
                "GATEWAY_PORT_8080_TCP_ADDR", "10.0.0.1");
        try (ConfigurableApplicationContext context = run(variables)) {
            assertThat(context.isActive()).isTrue();
        }
    }

    @Test
    void refusesToStartWithoutMerchantsAndWithoutSandbox(CapturedOutput output) {
        assertRefused(
                output,
                "gateway.merchants is empty and gateway.sandbox.enabled is false, so no notification could be verified: configure a merchant, or set gateway.sandbox.enabled to auto to try the gateway.",
                "--gateway.sandbox.enabled=false");
    }

    @Test
    void refusesTheSandboxBesideAMerchant(CapturedOutput output) {
        assertRefused(
                output,
                "gateway.sandbox.enabled is true although gateway.merchants is configured: set it to auto or false, since the sandbox never runs beside a real merchant.",
                "--gateway.sandbox.enabled=true",
                "--gateway.merchants[0].oid-partner=201304121000001004");
    }

    @Test
    void refusesTheSandboxOnARealDatabase(CapturedOutput output) {
        assertRefused(
                output,
                "spring.datasource.url points to a database of your own while the sandbox is on (no merchant is configured): configure gateway.merchants for real use, or remove this setting.",
                "--spring.datasource.url=jdbc:postgresql://db/gateway");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data/ledger", "data/sandbox/../ledger", "data/sandbox-no-more/ledger"})
    void refusesTheSandboxOnAnEmbeddedDatabaseOutsideItsFolder(String file, CapturedOutput output) {
        assertRefused(
                output,
                "spring.datasource.url points to a database of your own while the sandbox is on (no merchant is configured): configure gateway.merchants for real use, or remove this setting.",
                "--spring.datasource.url=jdbc:h2:file:" + folder.resolve(file));
    }

    @Test
    void refusesTheSandboxOnARealBroker(CapturedOutput output) {
        assertRefused(
                output,
                "spring.artemis.mode is native while the sandbox is on (no merchant is configured): configure gateway.merchants for real use, or remove this setting.",
                "--spring.artemis.mode=native");
    }

    @Test
    void refusesTheSandboxOnABrokerUrl(CapturedOutput output) {
        assertRefused(
                output,
                "spring.artemis.broker-url points to a broker of your own while the sandbox is on (no merchant is configured): configure gateway.merchants for real use, or remove this setting.",
                "--spring.artemis.broker-url=tcp://broker:61616");
    }

    @Test
    void refusesTheSandboxWithAForeignWebhook(CapturedOutput output) {
        assertRefused(
                output,
                "gateway.erp.webhook.url points beyond localhost while the sandbox is on (no merchant is configured): configure gateway.merchants for real use, or remove this setting.",
                "--gateway.erp.webhook.url=https://192.0.2.1/events");
    }

    @Test
    void leavesAWebhookOnThisMachineInTheSandboxSoThatAnErpCanBeRehearsed() {
        try (ConfigurableApplicationContext context = start("--gateway.erp.webhook.url=http://localhost:9000/events")) {
            assertThat(context.getBean(GatewaySettings.class).erp().webhook().url())
                    .isEqualTo("http://localhost:9000/events");
        }
    }

    @Test
    void refusesTheSandboxBeyondLocalhost(CapturedOutput output) {
        assertRefused(
                output,
                "server.address is not localhost while the sandbox is on (no merchant is configured): configure gateway.merchants for real use, or remove this setting.",
                "--server.address=0.0.0.0");
    }

    @Test
    void refusesTlsInTheSandboxWhichCallsItself(CapturedOutput output) {
        assertRefused(
                output,
                "server.ssl is configured while the sandbox is on (no merchant is configured): configure gateway.merchants for real use, or remove this setting.",
                "--server.ssl.certificate=gateway.crt");
    }

    @Test
    void refusesAMissingFolderOfRoutes(CapturedOutput output) {
        assertRefused(
                output,
                "gateway.routes-dir: there is no folder " + folder.resolve("nowhere")
                        + "; start the gateway where its routes folder is, or name that folder.",
                "--gateway.routes-dir=" + folder.resolve("nowhere"));
    }

    @Test
    void refusesAFolderWithoutRoutes(CapturedOutput output) {
        assertRefused(
                output,
                "gateway.routes-dir: the folder " + folder
                        + " holds no *.camel.yaml file; start the gateway where its routes folder is, or name that folder.",
                "--gateway.routes-dir=" + folder);
    }

    @Test
    void refusesADataFolderThatCannotBeMade(CapturedOutput output) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertRefused(
                output,
                "gateway.data-dir: the folder " + file.resolve("data").resolve("sandbox")
                        + " cannot be made; name one that the gateway may write to.",
                "--gateway.data-dir=" + file.resolve("data"));
    }

    @Test
    void makesItsDataFolderThoughNoDatabaseOrBrokerKeepsFilesInIt() {
        start().close();
        assertThat(folder.resolve("data").resolve("sandbox")).isDirectory();
    }

    @Test
    void namesAValueThatCannotBeRead(CapturedOutput output) {
        assertRefused(
                output,
                "gateway.shopper.result-expiry has a value that cannot be read as a duration such as 10s, 5m or 1h: correct it.",
                "--gateway.shopper.result-expiry=soon");
    }

    @Test
    void namesTheValuesOfAChoice(CapturedOutput output) {
        assertRefused(
                output,
                "gateway.sandbox.enabled has a value that cannot be read as one of auto, true, false: correct it.",
                "--gateway.sandbox.enabled=maybe");
    }

    @Test
    void namesTheWaysOfConfirmation(CapturedOutput output) {
        assertRefused(
                output,
                "gateway.confirmation has a value that cannot be read as one of none, expected-order, query: correct it.",
                "--gateway.confirmation=maybe");
    }

    @ParameterizedTest
    @CsvSource({
        "gateway.broker.port, -1, between 0 and 65535",
        "gateway.broker.port, 65536, between 0 and 65535",
        "gateway.erp.webhook.concurrency, 0, at least 1",
        "gateway.ops.redrive-rate, 0, between 1 and 1000",
        "gateway.ops.redrive-rate, 1001, between 1 and 1000",
        "gateway.shopper.result-expiry, -1s, between 0s and 3650d",
        "gateway.shopper.result-expiry, 3651d, between 0s and 3650d"
    })
    void namesAValueOutsideItsRange(String setting, String value, String range, CapturedOutput output) {
        assertRefused(output, setting + " must be " + range + ": correct it.", "--" + setting + "=" + value);
    }

    @Test
    void printsTheSentenceOfAStageThatRefusesItsSettings(CapturedOutput output) {
        assertRefused(output, "gateway.broker.port is 1: choose another.", "--gateway.broker.port=1");
    }

    @Test
    void saysThatASecondGatewayUsesTheSameData(CapturedOutput output) throws Exception {
        Path file = Files.createDirectories(folder.resolve("data/sandbox")).resolve("ledger");
        try (MVStore first = MVStore.open(file + ".mv.db")) {
            assertThat(first.isClosed()).isFalse();
            assertRefused(
                    output,
                    "gateway.data-dir: another process uses the database in it, probably a second gateway: stop one of them, or give each a gateway.data-dir of its own.",
                    "--connect-to=jdbc:h2:file:" + file);
        }
    }

    @Test
    void saysThatTheDatabaseCannotBeUsed(CapturedOutput output) {
        assertRefused(
                output,
                "spring.datasource.url: the database cannot be used (SQL state 08001): check that it runs, its address, spring.datasource.username and spring.datasource.password.",
                "--connect-to=jdbc:postgresql://localhost:1/gateway");
    }

    private void assertRefused(CapturedOutput output, String sentence, String... arguments) {
        assertThatThrownBy(() -> start(arguments)).isInstanceOf(Exception.class);
        assertPrinted(output, sentence);
    }

    private void assertRefusedWithVariable(CapturedOutput output, String variable, String sentence) {
        assertThatThrownBy(() -> run(Map.of(variable, "x"))).isInstanceOf(Exception.class);
        assertPrinted(output, sentence);
    }

    private static void assertPrinted(CapturedOutput output, String sentence) {
        String printed = output.getAll();
        String report = printed.substring(printed.indexOf("APPLICATION FAILED TO START"));
        assertThat(report.lines().filter(line -> !line.isBlank()))
                .containsExactly(
                        "APPLICATION FAILED TO START", "***************************", "Description:", sentence);
    }

    private ConfigurableApplicationContext start(String... arguments) {
        return run(Map.of(), arguments);
    }

    private ConfigurableApplicationContext run(Map<String, Object> variables, String... arguments) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        SpringApplication application = new SpringApplication(OnlySettings.class);
        application.setEnvironment(environment);
        application.setWebApplicationType(WebApplicationType.NONE);
        List<String> all = new ArrayList<>(List.of(arguments));
        addUnlessNamed(all, "--gateway.data-dir=", folder.resolve("data"));
        addUnlessNamed(all, "--gateway.routes-dir=", routes);
        return application.run(all.toArray(String[]::new));
    }

    private static void addUnlessNamed(List<String> arguments, String name, Path value) {
        if (arguments.stream().noneMatch(argument -> argument.startsWith(name))) {
            arguments.add(name + value);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(GatewaySettings.class)
    static class OnlySettings {
        @Bean
        BrokerSettings strictStage(GatewaySettings settings) {
            if (settings.broker().port() == 1) {
                throw new IllegalArgumentException("gateway.broker.port is 1: choose another.");
            }
            return settings.broker();
        }

        @Bean
        @ConditionalOnProperty("connect-to")
        Connection connection(@Value("${connect-to}") String url) throws SQLException {
            return DriverManager.getConnection(url);
        }
    }
}
