package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llgateway.notification.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged gateway with TLS of its own, as in Kubernetes, with a list of who may call notify_url and a proxy. */
class EdgesIT {
    private static final String PASSWORD = "only for tests";

    private static GatewayProcess gateway;
    private static SSLContext trust;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        Path keys = directory.resolve("keys.p12");
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start()
                .waitFor();
        trust = trusting(keys);
        gateway = GatewayProcess.prepare(
                directory,
                "--gateway.broker.port=0",
                "--gateway.merchants[0].oid-partner=" + Samples.OID_PARTNER,
                "--gateway.merchants[0].lianlian-public-keys[0]=" + Samples.publicKey(),
                "--gateway.intake.allowed-sources=10.1.2.3",
                "--gateway.intake.trusted-proxies=192.0.2.1",
                "--spring.main.cloud-platform=kubernetes",
                "--server.ssl.key-store=" + keys,
                "--server.ssl.key-store-password=" + PASSWORD,
                "--server.ssl.enabled-protocols=TLSv1.2,TLSv1.3");
        gateway.speaking(https()).start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void speaksTls(String version) throws Exception {
        try (SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket("localhost", port())) {
            socket.setEnabledProtocols(new String[] {version});
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
        }
    }

    /** By hand, since the platform's own client refuses to speak it. */
    @ParameterizedTest
    @ValueSource(strings = {"0300", "0301", "0302"})
    void refusesOlderTls(String version) throws Exception {
        String hello = version + "00".repeat(32) + "00" + "0004c013002f" + "0100";
        String handshake = String.format("01%06x", hello.length() / 2) + hello;
        byte[] record =
                HexFormat.of().parseHex("16" + "0301" + String.format("%04x", handshake.length() / 2) + handshake);
        try (Socket socket = new Socket("localhost", port())) {
            socket.getOutputStream().write(record);
            byte[] answer = socket.getInputStream().readNBytes(7);

            assertThat(HexFormat.of().formatHex(answer)).as("a fatal alert").matches("15.{8}02.*");
        }
    }

    @Test
    void speaksNoPlainHttpBesideIt() {
        assertThatThrownBy(() -> {
                    HttpResponse<String> answer = GatewayProcess.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port() + "/readyz"))
                                    .build());
                    assertThat(answer.statusCode()).isEqualTo(200);
                })
                .isInstanceOfAny(IOException.class, AssertionError.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Client-IP"})
    void believesNobodyBesideTheConfiguredProxyWhoSaysForWhomHeCalls(String header) throws Exception {
        String value = header.equals("Forwarded") ? "for=10.1.2.3" : "10.1.2.3";
        HttpResponse<String> answer = https().send(
                        HttpRequest.newBuilder(URI.create("https://localhost:" + port() + "/lianlian/notify_url"))
                                .header(header, value)
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        Samples.onlineBanking().signed().json()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void takesNoHostOrSchemeOfAStranger() throws Exception {
        HttpResponse<String> answer = https().send(
                        HttpRequest.newBuilder(URI.create("https://localhost:" + port() + "/lianlian/url_return"))
                                .headers(
                                        "Content-Type",
                                        "application/x-www-form-urlencoded",
                                        "X-Forwarded-Host",
                                        "evil.example",
                                        "X-Forwarded-Proto",
                                        "http")
                                .POST(HttpRequest.BodyPublishers.ofString(Samples.synchronousNotification()
                                        .signed()
                                        .form()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith("/lianlian/result/");
    }

    @Test
    void readsNoFieldFromTheQueryString() throws Exception {
        HttpResponse<String> answer = https().send(
                        HttpRequest.newBuilder(URI.create("https://localhost:" + port()
                                        + "/lianlian/url_return?no_order=another&money_order=9.00&info_order=x"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(Samples.synchronousNotification()
                                        .with("no_order", "of-the-body")
                                        .with("oid_paybill", "2013099129232399")
                                        .signed()
                                        .form()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> result = https().send(
                        HttpRequest.newBuilder(URI.create("https://localhost:" + port()
                                        + answer.headers()
                                                .firstValue("Location")
                                                .orElseThrow()))
                                .header("Accept", "application/json")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(result.body()).contains("\"of-the-body\"", "\"0.01\"");
    }

    private static int port() {
        return gateway.uri("/").getPort();
    }

    private static HttpClient https() {
        return HttpClient.newBuilder().sslContext(trust).build();
    }

    private static SSLContext trusting(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("gateway", store.getCertificate("mykey"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(certificates);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
