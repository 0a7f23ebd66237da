package io.llgateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;

class SourceAddressesTest {
    @Test
    void believesNoForwardedHeaderWithoutATrustedProxy() {
        assertThat(source(List.of(), "203.0.113.9", "115.236.102.36")).isEqualTo("203.0.113.9");
    }

    @Test
    void believesNoForwardedHeaderOfAStrangerBesideATrustedProxy() {
        assertThat(source(List.of("10.0.0.0/8"), "203.0.113.9", "115.236.102.36"))
                .isEqualTo("203.0.113.9");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "115.236.102.36|115.236.102.36",
                "1.2.3.4, 115.236.102.36|115.236.102.36",
                "115.236.102.36, 10.0.0.7|115.236.102.36",
                "2001:db8::7|2001:db8::7",
                "115.236.102.36, ::ffff:10.0.0.7|115.236.102.36",
                "115.236.102.36, 010.0.0.7|10.0.0.1",
                "115.236.102.36, 10.0.0.7:443|10.0.0.1",
                "115.236.102.36, 10.7|10.0.0.1",
                "115.236.102.36, fe80::1%eth0|10.0.0.1",
                "evil.example|10.0.0.1",
                "999.1.1.1|10.0.0.1",
                ":::::|10.0.0.1",
                "|10.0.0.1"
            })
    void takesTheLastAddressThatIsNoTrustedProxy(String forwardedFor, String expected) {
        assertThat(source(List.of("10.0.0.0/8"), "10.0.0.1", forwardedFor)).isEqualTo(expected);
    }

    @Test
    void believesTheLineThatTheProxyAddedBehindTheSendersOwn() {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/lianlian/notify_url");
        request.addHeader("X-Forwarded-For", "115.236.102.36");
        request.addHeader("X-Forwarded-For", "203.0.113.9");

        IntakeRequest received = IntakeRequest.of(request, "10.0.0.1", new byte[0], IntakeRequest.BodyState.WHOLE);

        assertThat(new SourceAddresses(settings(List.of(), List.of("10.0.0.0/8"))).of(received))
                .isEqualTo("203.0.113.9");
    }

    @Test
    void allowsAnySourceWhileNoListIsConfigured() {
        assertThat(new SourceAddresses(settings(List.of(), List.of())).allows("203.0.113.9"))
                .isTrue();
    }

    @Test
    void allowsOnlyConfiguredSources() {
        SourceAddresses sources =
                new SourceAddresses(settings(List.of("115.236.102.36", "218.4.207.154/31"), List.of()));
        assertThat(sources.allows("115.236.102.36")).isTrue();
        assertThat(sources.allows("218.4.207.155")).isTrue();
        assertThat(sources.allows("218.4.207.156")).isFalse();
        assertThat(sources.allows("::1")).isFalse();
    }

    @Test
    void knowsAnAddressInEverySpelling() {
        SourceAddresses sources = new SourceAddresses(settings(List.of("115.236.102.36", "2001:db8::/32"), List.of()));
        assertThat(sources.allows("::ffff:115.236.102.36")).isTrue();
        assertThat(sources.allows("2001:0DB8:0:0::7")).isTrue();
        assertThat(sources.allows("::115.236.102.36")).isFalse();
        assertThat(sources.allows("2001:db9::7")).isFalse();
    }

    @Test
    void namesTheSettingThatHoldsNoRange() {
        assertThatThrownBy(() -> new SourceAddresses(settings(List.of("115.236.102.36，101.71.136.20"), List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gateway.intake.allowed-sources")
                .hasMessageContaining("CIDR");
    }

    private static String source(List<String> proxies, String peer, String forwardedFor) {
        return new SourceAddresses(settings(List.of(), proxies)).of(request(peer, forwardedFor));
    }

    private static IntakeSettings settings(List<String> allowed, List<String> proxies) {
        return new IntakeSettings(DataSize.ofKilobytes(16), StandardCharsets.UTF_8, allowed, proxies, false);
    }

    private static IntakeRequest request(String peer, String forwardedFor) {
        return new IntakeRequest(
                "POST", null, null, peer, forwardedFor, null, null, new byte[0], IntakeRequest.BodyState.WHOLE);
    }
}
