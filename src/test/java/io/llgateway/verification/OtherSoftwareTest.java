package io.llgateway.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llgateway.notification.Channel;
import io.llgateway.notification.Kind;
import io.llgateway.notification.Sample;
import io.llgateway.notification.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that OpenSSL signed; see {@code notifications/README.md}. */
class OtherSoftwareTest {
    @ParameterizedTest
    @ValueSource(strings = {"openssl-public-key.pem", "openssl-public-key-pkcs1.pem"})
    void verifiesAFormThatOpensslSigned(String key) throws Exception {
        VerifiedNotification verified = rsa(key).verify(form("openssl-url-return.form"));

        assertThat(verified.verdict()).isEqualTo(Verdict.FACTS);
        assertThat(verified.notification().fields()).containsEntry("info_order", "\u4f60\u597d a=1&b=2");
    }

    @Test
    void verifiesJsonThatOpensslSigned() throws Exception {
        Map<String, String> fields = new ObjectMapper()
                .readValue(text("openssl-notify.json"), new TypeReference<LinkedHashMap<String, String>>() {});

        VerifiedNotification verified = rsa("openssl-public-key.pem")
                .verify(NotificationVerifierTest.received(Channel.NOTIFY_URL, Kind.PAYMENT, new Sample(fields), false));

        assertThat(verified.verdict()).isEqualTo(Verdict.FACTS);
        assertThat(verified.notification().amount()).hasToString("5.00");
        assertThat(verified.notification().fields())
                .containsEntry("money_order", "5.0")
                .doesNotContainKey("info_order");
    }

    @Test
    void verifiesAFormWithAnMd5ThatOpensslMade() throws Exception {
        NotificationVerifier md5 = new NotificationVerifier(Merchants.of(List.of(
                new MerchantSettings(Samples.OID_PARTNER, "MD5", List.of(), "a shared key", "", false, false))));

        assertThat(md5.verify(form("md5-url-return.form")).verdict()).isEqualTo(Verdict.FACTS);
    }

    private static NotificationVerifier rsa(String key) throws IOException {
        return new NotificationVerifier(Merchants.of(
                List.of(new MerchantSettings(Samples.OID_PARTNER, "RSA", List.of(text(key)), "", "", false, false))));
    }

    private static ReceivedNotification form(String file) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : text(file).split("&")) {
            String[] nameAndValue = pair.split("=", 2);
            fields.put(nameAndValue[0], URLDecoder.decode(nameAndValue[1], StandardCharsets.UTF_8));
        }
        return NotificationVerifierTest.received(Channel.URL_RETURN, Kind.PAYMENT, new Sample(fields), false);
    }

    private static String text(String file) throws IOException {
        try (InputStream in = OtherSoftwareTest.class.getResourceAsStream("/notifications/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
