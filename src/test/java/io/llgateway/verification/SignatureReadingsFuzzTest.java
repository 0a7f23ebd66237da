package io.llgateway.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.llgateway.notification.Channel;
import io.llgateway.notification.Kind;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class SignatureReadingsFuzzTest {
    private static final List<RequiredFields> RETURN = RequiredFields.of(Kind.PAYMENT, Channel.URL_RETURN);
    private static final List<RequiredFields> REFUND = RequiredFields.of(Kind.REFUND, Channel.NOTIFY_URL);

    /** Takes the bytes for a signed text and, piece by piece, for the fields of a message. */
    @FuzzTest(maxDuration = "1m")
    void countsAsTryingEverySplitDoes(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        check(text);
        Map<String, String> fields = new LinkedHashMap<>();
        for (String piece : text.split("&")) {
            int equals = piece.indexOf('=');
            if (equals > 0) {
                fields.put(
                        piece.substring(0, equals), piece.substring(equals + 1).replace(';', '&'));
            }
        }
        check(SignatureSource.of(fields));
    }

    private static void check(String text) {
        for (List<RequiredFields> forms : List.of(RETURN, REFUND)) {
            int count = SignatureReadings.count(text, forms);
            assertThat(count).isBetween(0, 2);
            if (text.chars().filter(c -> c == '&').count() < 12) {
                assertThat(count).isEqualTo(Math.min(2, SignatureReadingsTest.bruteForce(text, forms)));
            }
        }
    }
}
