package io.llgateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.llgateway.notification.FieldGrammar;
import io.llgateway.notification.Sample;
import java.nio.charset.StandardCharsets;
import java.util.Map;

class JsonDecoderFuzzTest {
    private static final JsonDecoder DECODER = new JsonDecoder();

    @FuzzTest(maxDuration = "1m")
    void refusesOrReadsWhatCanBeWrittenAgain(byte[] body) throws Exception {
        Map<String, String> fields;
        try {
            fields = DECODER.decode(body).asMap();
        } catch (MalformedMessageException refused) {
            assertThat(refused.reason()).matches("json-[a-z0-9-]+");
            return;
        }
        assertThat(fields).isNotEmpty().hasSizeLessThanOrEqualTo(DecodedFields.MOST_FIELDS);
        fields.forEach((name, value) -> {
            assertThat(FieldGrammar.isName(name)).isTrue();
            assertThat(value)
                    .hasSizeLessThanOrEqualTo(DecodedFields.LONGEST_VALUE)
                    .doesNotContain("\u0000");
        });
        assertThat(DECODER.decode(new Sample(fields).json().getBytes(StandardCharsets.UTF_8))
                        .asMap())
                .isEqualTo(fields);
    }
}
