package io.llgateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.llgateway.notification.FieldGrammar;
import io.llgateway.notification.Sample;
import java.nio.charset.StandardCharsets;
import java.util.Map;

class FormDecoderFuzzTest {
    private static final FormDecoder DECODER = new FormDecoder(StandardCharsets.UTF_8, new JsonDecoder());

    @FuzzTest(maxDuration = "1m")
    void refusesOrReadsWhatCanBeWrittenAgain(byte[] body) throws Exception {
        FormDecoder.Form decoded;
        try {
            decoded = DECODER.decode(body);
        } catch (MalformedMessageException refused) {
            assertThat(refused.reason()).matches("(form|json)-[a-z0-9-]+");
            return;
        }
        Map<String, String> fields = decoded.fields().asMap();
        assertThat(fields).isNotEmpty().hasSizeLessThanOrEqualTo(DecodedFields.MOST_FIELDS);
        fields.forEach((name, value) -> {
            assertThat(FieldGrammar.isName(name)).isTrue();
            assertThat(value)
                    .hasSizeLessThanOrEqualTo(DecodedFields.LONGEST_VALUE)
                    .doesNotContain("\u0000");
        });
        Sample sample = new Sample(fields);
        String again = decoded.inResData() ? sample.resDataForm() : sample.form();
        assertThat(DECODER.decode(again.getBytes(StandardCharsets.US_ASCII)))
                .usingRecursiveComparison()
                .isEqualTo(decoded);
    }
}
