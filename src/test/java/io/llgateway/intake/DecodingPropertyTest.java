package io.llgateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.llgateway.notification.Sample;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class DecodingPropertyTest {
    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-F]{2}");

    private final JsonDecoder json = new JsonDecoder();
    private final FormDecoder form = new FormDecoder(StandardCharsets.UTF_8, json);

    @Property
    void decodesWhatAFormEncodes(@ForAll("fields") Map<String, String> fields) throws Exception {
        byte[] body = new Sample(fields).form().getBytes(StandardCharsets.US_ASCII);

        assertThat(form.decode(body).fields().asMap()).isEqualTo(fields);
    }

    @Property
    void decodesWhatAFormEncodesInGb18030(@ForAll("fields") Map<String, String> fields) throws Exception {
        Charset gb18030 = Charset.forName("GB18030");
        byte[] body = new Sample(fields).form(gb18030).getBytes(StandardCharsets.US_ASCII);

        assertThat(new FormDecoder(gb18030, json).decode(body).fields().asMap()).isEqualTo(fields);
    }

    @Property
    void doesNotMindTheCaseOfPercentEscapes(@ForAll("fields") Map<String, String> fields) throws Exception {
        String upper = new Sample(fields).form();
        String lower = ESCAPE.matcher(upper).replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT));

        assertThat(form.decode(lower.getBytes(StandardCharsets.US_ASCII))
                        .fields()
                        .asMap())
                .isEqualTo(fields);
    }

    @Property
    void decodesWhatJsonEncodes(@ForAll("fields") Map<String, String> fields) throws Exception {
        byte[] body = new Sample(fields).json().getBytes(StandardCharsets.UTF_8);

        assertThat(json.decode(body).asMap()).isEqualTo(fields);
    }

    @Provide
    Arbitrary<Map<String, String>> fields() {
        Arbitrary<String> names = Arbitraries.strings()
                .withCharRange('a', 'z')
                .ofMinLength(1)
                .ofMaxLength(10)
                .filter(name -> !name.equals("sign") && !name.equals("res_data"));
        Arbitrary<String> values = Arbitraries.frequencyOf(
                Tuple.of(
                        4,
                        Arbitraries.strings()
                                .withChars("ab01 &=+%;\r\n\"\\\u4f60\u00e9")
                                .ofMaxLength(20)),
                Tuple.of(1, codePoints()));
        return Arbitraries.maps(names, values).ofMinSize(1).ofMaxSize(12);
    }

    /** Any text but NUL, half surrogate pairs and the private use area, which GB18030 maps differently on each platform. */
    private static Arbitrary<String> codePoints() {
        return Arbitraries.integers()
                .between(1, 0x10ffff)
                .filter(c -> (c < 0xd800 || c > 0xf8ff) && Character.isDefined(c))
                .list()
                .ofMaxSize(20)
                .map(list ->
                        new String(list.stream().mapToInt(Integer::intValue).toArray(), 0, list.size()));
    }
}
