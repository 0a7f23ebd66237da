package io.llgateway.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;

class LianLianPublicKeyFuzzTest {
    /** Takes the bytes for a setting's text, and for the DER inside one. */
    @FuzzTest(maxDuration = "1m")
    void loadsAStrongKeyOrSaysWhatIsWrong(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!text.strip().startsWith("file:")) {
            check(text);
        }
        check(Base64.getEncoder().encodeToString(bytes));
    }

    private static void check(String setting) {
        checkPrivate(setting);
        RSAPublicKey key;
        try {
            key = LianLianPublicKey.read(setting);
        } catch (IllegalArgumentException wrong) {
            assertThat(wrong.getMessage()).matches("(is|has|names) .*; .*|names .*");
            return;
        }
        assertThat(key.getModulus().bitLength()).isBetween(1024, 8192);
        assertThat(new RsaSignature(key).accepts(new byte[0], setting)).isFalse();
    }

    /** The same text where the merchant's own key belongs. */
    private static void checkPrivate(String setting) {
        try {
            assertThat(MerchantPrivateKey.readModulus(setting).bitLength()).isGreaterThanOrEqualTo(1024);
        } catch (IllegalArgumentException wrong) {
            assertThat(wrong.getMessage()).matches("(is|has|names) .*; .*|names .*");
        }
    }
}
