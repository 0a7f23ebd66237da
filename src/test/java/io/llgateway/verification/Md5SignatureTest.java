package io.llgateway.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Md5SignatureTest {
    /** {@code printf 'a=1&b=2&key=secret' | md5sum}. */
    private static final String SIGN = "9f565ccd686cfa5dc3b06b3a89e4e3ad";

    private static final byte[] TEXT = "a=1&b=2".getBytes(StandardCharsets.UTF_8);

    @Test
    void acceptsTheDigestOverTextAndKey() {
        assertThat(new Md5Signature("secret").accepts(TEXT, SIGN)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " " + SIGN, SIGN + "0", SIGN + "\n", "00000000000000000000000000000000"})
    void refusesEveryOtherText(String sign) {
        assertThat(new Md5Signature("secret").accepts(TEXT, sign)).isFalse();
    }

    @Test
    void refusesCapitalsAndShorterTexts() {
        assertThat(new Md5Signature("secret").accepts(TEXT, SIGN.toUpperCase(Locale.ROOT)))
                .isFalse();
        assertThat(new Md5Signature("secret").accepts(TEXT, SIGN.substring(0, 31)))
                .isFalse();
    }

    @Test
    void refusesTheDigestOfAnotherKey() {
        assertThat(new Md5Signature("secreT").accepts(TEXT, SIGN)).isFalse();
    }

    @Test
    void refusesToWorkWithoutAKey() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Md5Signature(""));
    }
}
