package io.llgateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTargetTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://erp.example/payments",
                "http://10.0.0.1/",
                "http://localhost.erp.example/",
                "http://127.0.0.1.erp.example/"
            })
    void asksForHttpsBeyondLocalhost(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WebhookTarget(settings(url, false, false)))
                .withMessageStartingWith("gateway.erp.webhook.url must begin with https://")
                .withMessageContaining("gateway.erp.webhook.allow-http");
        assertThat(new WebhookTarget(settings(url, false, true)).uri()).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://erp.example/payments", "http://localhost:9/", "http://127.0.0.1/", "http://[::1]/"})
    void takesHttpsAndLocalhost(String url) {
        assertThat(new WebhookTarget(settings(url, false, false)).uri()).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "erp.example",
                "ftp://erp.example/",
                "file:///etc/passwd",
                "https://",
                "https:///payments",
                "https://user:secret@erp.example/",
                "https://erp.example/#fragment",
                "https://erp example/"
            })
    void refusesWhatIsNoAddressWithoutRepeatingIt(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WebhookTarget(settings(url, false, false)))
                .withMessageStartingWith("gateway.erp.webhook.url must be an address")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "127.0.0.1",
                "0.0.0.0",
                "0.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.8",
                "198.18.0.1",
                "198.19.255.255",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "64:ff9b::a00:1",
                "64:ff9b:1::a00:1",
                "2001:0:4136:e378:8000:63bf:f5ff:fffe",
                "2002:a00:1::1"
            })
    void goesToNoPrivateAddressUnlessAllowed(String address) throws UnknownHostException {
        assertThatExceptionOfType(UnknownHostException.class)
                .isThrownBy(() -> target(false).resolve(address))
                .withMessageContaining("gateway.erp.webhook.allow-private-addresses");
        assertThat(target(true).resolve(address)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "172.32.0.1",
                "100.128.0.1",
                "192.0.2.1",
                "198.20.0.1",
                "223.255.255.255",
                "2001:4860::1"
            })
    void goesToEveryPublicAddress(String address) throws UnknownHostException {
        assertThat(target(false).resolve(address)).hasSize(1);
    }

    @Test
    void goesToLocalhostOnlyWhenTheUrlSaysSo() throws UnknownHostException {
        assertThat(new WebhookTarget(settings("http://localhost:9/", false, false)).resolve("localhost"))
                .isNotEmpty();
        assertThatExceptionOfType(UnknownHostException.class)
                .as("a name that resolves to this machine")
                .isThrownBy(() -> target(false).resolve("localhost"));
    }

    @Test
    void judgesTheAddressOfEveryConnection() throws Exception {
        WebhookTarget target = new WebhookTarget(settings("http://10.255.255.1/", false, true));
        try (ErpClient client = new ErpClient(target, Duration.ofSeconds(30))) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> client.post(Map.of(), "{}").get())
                    .withCauseInstanceOf(UnknownHostException.class);
        }
    }

    private static WebhookTarget target(boolean allowPrivate) {
        return new WebhookTarget(settings("https://erp.example/", allowPrivate, false));
    }

    private static WebhookSettings settings(String url, boolean allowPrivate, boolean allowHttp) {
        return new WebhookSettings(url, List.of(), Duration.ofSeconds(1), 1, List.of(), allowPrivate, allowHttp);
    }
}
