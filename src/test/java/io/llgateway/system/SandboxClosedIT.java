package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One configured merchant closes every path of the sandbox (contract section 8). */
class SandboxClosedIT {
    private static GatewayProcess gateway;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        String key = Base64.getEncoder()
                .encodeToString(generator.generateKeyPair().getPublic().getEncoded());
        gateway = GatewayProcess.start(
                directory,
                "--gateway.broker.port=0",
                "--gateway.merchants[0].oid-partner=201304121000001004",
                "--gateway.merchants[0].lianlian-public-keys[0]=" + key);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/sandbox",
                "/sandbox/",
                "/sandbox/watch",
                "/sandbox/queues",
                "/sandbox/erp",
                "/sandbox/assets/live.js",
                "/sandbox/assets/sandbox.css"
            })
    void noPageOfTheSandboxExists(String path) throws Exception {
        assertThat(gateway.get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sandbox/sign", "/sandbox/pay", "/sandbox/erp", "/sandbox/erp/behaviour"})
    void nothingCanBePostedToTheSandbox(String path) throws Exception {
        HttpRequest post = HttpRequest.newBuilder(gateway.uri(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("no_order=1"))
                .build();
        assertThat(GatewayProcess.send(post).statusCode()).isEqualTo(404);
    }

    @Test
    void theLogNamesNoSandbox() {
        assertThat(gateway.logText()).contains("Ready for LianLian").doesNotContain("SANDBOX");
    }

    @Test
    void noPasswordIsMadeUp() throws Exception {
        assertThat(gateway.logText()).doesNotContain("generated security password");
        assertThat(gateway.get("/ops").statusCode()).isEqualTo(404);
        assertThat(gateway.get("/login").statusCode()).isEqualTo(404);
    }
}
