package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged jar without settings: the sandbox is for this machine, and the ports say no more than they must. */
class SandboxLocalIT {
    private static GatewayProcess gateway;

    @BeforeAll
    static void start(@TempDir Path directory) {
        gateway = GatewayProcess.start(directory, "--gateway.broker.port=0");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void listensOnLocalhostOnly() throws Exception {
        assertThat(gateway.get("/sandbox").statusCode()).isEqualTo(200);
        List<InetAddress> addresses = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
        for (InetAddress address : addresses) {
            for (int port : new int[] {
                gateway.uri("/").getPort(), gateway.managementUri("/").getPort()
            }) {
                assertThatThrownBy(() -> connect(address, port))
                        .as("%s port %s", address, port)
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/sandbox", "/sandbox/watch", "/sandbox/erp", "/sandbox/assets/live.js", "/%73andbox"})
    void refusesANameThatPointsHere(String path) throws Exception {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403 ")
                .doesNotContain("shop.example");
    }

    @Test
    void refusesWhatAProxyForwards() throws Exception {
        HttpRequest forwarded = HttpRequest.newBuilder(gateway.uri("/sandbox"))
                .header("X-Forwarded-For", "192.0.2.1")
                .build();
        assertThat(GatewayProcess.send(forwarded).statusCode()).isEqualTo(403);
    }

    @Test
    void refusesAFormOfAForeignPageAtEveryAddress() throws Exception {
        for (String path : new String[] {"/sandbox/pay", "/sandbox/sign", "/sandbox/erp", "/sandbox/erp/behaviour"}) {
            HttpRequest foreign = HttpRequest.newBuilder(gateway.uri(path))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Origin", "https://evil.example")
                    .POST(HttpRequest.BodyPublishers.ofString("a=b"))
                    .build();
            assertThat(GatewayProcess.send(foreign).statusCode()).as(path).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sandbox", "/sandbox/watch", "/sandbox/queues", "/sandbox/erp"})
    void marksItsPagesAndAllowsThemNothingForeign(String path) throws Exception {
        HttpResponse<String> page = GatewayProcess.send(HttpRequest.newBuilder(gateway.uri(path))
                .header("Accept", "text/html,*/*;q=0.8")
                .build());
        assertThat(page.body()).contains("Sandbox: LianLian and the ERP are pretended, no money moves");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; style-src 'self'; script-src 'self'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /sandbox, 200",
        "GET, /sandbox/watch, 200",
        "GET, /sandbox/queues, 200",
        "GET, /sandbox/erp, 200",
        "POST, /sandbox/pay, 200",
        "POST, /sandbox/pay?kind=ONLINE_BANKING, 200",
        "GET, /sandbox/nowhere, 404",
        "POST, /sandbox/erp/behaviour?status=1, 400",
        "GET, /lianlian/back_url, 200",
        "GET, /lianlian/url_return, 405",
        "POST, /lianlian/url_return, 400",
        "GET, /lianlian/result/00000000000000000000000000000000, 404",
        "POST, /lianlian/result/00000000000000000000000000000000, 405",
        "GET, /nowhere, 404",
        "GET, /error, 404"
    })
    void everyPageSaysWhatItMayLoadAndWhoMayFrameIt(String method, String path, int status) throws Exception {
        HttpResponse<String> page = GatewayProcess.send(HttpRequest.newBuilder(gateway.uri(path))
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, HttpRequest.BodyPublishers.ofString(method.equals("POST") ? "a=b" : ""))
                .build());

        assertThat(page.statusCode()).isEqualTo(status);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; ")
                .contains("form-action ", "base-uri 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "*", "http:", "data:");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.headers().firstValue("Referrer-Policy").orElseThrow()).matches("no-referrer|same-origin");
        assertThat(page.headers().firstValue("Cross-Origin-Opener-Policy")).hasValue("same-origin");
        assertThat(page.headers().firstValue("X-Robots-Tag").orElseThrow()).contains("noindex");
    }

    @Test
    void saysSoInTheLog() {
        assertThat(gateway.logText())
                .contains("SANDBOX, because no merchant is configured: open " + gateway.uri("/sandbox"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz"})
    void tellsAnOrchestratorOnTheMainPortAndNoMore(String probe) throws Exception {
        assertThat(gateway.get(probe).statusCode()).isEqualTo(200);
        assertThat(gateway.get(probe).body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/health",
                "/actuator/prometheus",
                "/actuator/env",
                "/error",
                "/ops",
                "/login"
            })
    void keepsEverythingElseOffTheMainPort(String path) throws Exception {
        assertThat(gateway.get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"env", "beans", "configprops", "heapdump", "loggers", "shutdown"})
    void exposesHealthAndMetricsOnlyOnTheManagementPort(String endpoint) throws Exception {
        HttpRequest asked = HttpRequest.newBuilder(gateway.managementUri("/actuator/" + endpoint))
                .build();
        assertThat(GatewayProcess.send(asked).statusCode()).isEqualTo(404);
        HttpRequest metrics = HttpRequest.newBuilder(gateway.managementUri("/actuator/prometheus"))
                .build();
        assertThat(GatewayProcess.send(metrics).statusCode()).isEqualTo(200);
    }

    @Test
    void anUnknownAddressSaysNothingOfTheRequest() throws Exception {
        HttpResponse<String> page = gateway.get("/planted?planted=1");
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("Page not found").doesNotContain("planted");
        assertThat(page.headers().firstValue("Server")).isEmpty();
        assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void servesItsTwoFilesAndNoOther() throws Exception {
        HttpResponse<String> css = gateway.get("/lianlian/assets/page.css");
        assertThat(css.statusCode()).isEqualTo(200);
        assertThat(css.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(gateway.get("/lianlian/assets/").statusCode()).isEqualTo(404);
        assertThat(raw("GET /lianlian/assets/../../../application.yaml HTTP/1.1\r\nHost: localhost\r\n"
                        + "Connection: close\r\n\r\n"))
                .doesNotContain("gateway:");
    }

    private static void connect(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 2000);
        }
    }

    private static String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getByName("localhost"), gateway.uri("/").getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
