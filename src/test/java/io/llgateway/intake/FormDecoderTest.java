package io.llgateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.llgateway.notification.Sample;
import io.llgateway.notification.Samples;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormDecoderTest {
    private static final Charset GB18030 = Charset.forName("GB18030");

    static Stream<Arguments> forms() {
        return Stream.of(
                arguments("a=1&b=2", Map.of("a", "1", "b", "2")),
                arguments("a=", Map.of("a", "")),
                arguments("a=b=c", Map.of("a", "b=c")),
                arguments("info_order=one+two%20three", Map.of("info_order", "one two three")),
                arguments("info_order=%e4%bd%a0%E5%A5%BD", Map.of("info_order", "\u4f60\u597d")),
                arguments("info_order=\u4f60", Map.of("info_order", "\u4f60")),
                arguments("info_order=%F0%9F%92%B0", Map.of("info_order", "\ud83d\udcb0")),
                arguments("info_order=%2526", Map.of("info_order", "%26")),
                arguments("info_order=a%3D1%26b%3D2", Map.of("info_order", "a=1&b=2")),
                arguments("info_order=%0D%0Ax%1B", Map.of("info_order", "\r\nx\u001b")),
                arguments("%69nfo_order=x", Map.of("info_order", "x")),
                arguments("sign=ab+/c%2B=&x=a+b", Map.of("sign", "ab+/c+=", "x", "a b")));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void decodesOnce(String form, Map<String, String> fields) throws Exception {
        FormDecoder.Form decoded = utf8().decode(form.getBytes(StandardCharsets.UTF_8));

        assertThat(decoded.fields().asMap()).containsExactlyInAnyOrderEntriesOf(fields);
        assertThat(decoded.inResData()).isFalse();
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("", "form-empty"),
                arguments("a", "form-no-equals-sign"),
                arguments("a=1&", "form-no-equals-sign"),
                arguments("a=1&&b=2", "form-no-equals-sign"),
                arguments("&a=1", "form-no-equals-sign"),
                arguments("=1", "form-empty-name"),
                arguments("a=%", "form-percent-escape"),
                arguments("a=%4", "form-percent-escape"),
                arguments("a=%4&b=1", "form-percent-escape"),
                arguments("a=%zz", "form-percent-escape"),
                arguments("a=%u4f60", "form-percent-escape"),
                arguments("a=% 1", "form-percent-escape"),
                arguments("%4=1", "form-percent-escape"),
                arguments("a=%00", "form-nul"),
                arguments("a=x%00y", "form-nul"),
                arguments("a%00=1", "form-name"),
                arguments("a=1\n", "form-raw-character"),
                arguments("a=1 2", "form-raw-character"),
                arguments("a=1\u007f", "form-raw-character"),
                arguments("a=%C0%AF", "form-charset"),
                arguments("a=%E0%80%AF", "form-charset"),
                arguments("a=%ED%A0%80", "form-charset"),
                arguments("a=%F4%90%80%80", "form-charset"),
                arguments("a=%80", "form-charset"),
                arguments("a=%E4%BD", "form-charset"),
                arguments("a=%E4%BD&b=%A0", "form-charset"),
                arguments("a=1&a=1", "form-duplicate-name"),
                arguments("a=1&%61=1", "form-duplicate-name"),
                arguments("a=&a=1", "form-duplicate-name"),
                arguments("a[]=1", "form-name"),
                arguments("a[0]=1", "form-name"),
                arguments("a%5B%5D=1", "form-name"),
                arguments("a.b=1", "form-name"),
                arguments("a-b=1", "form-name"),
                arguments("_a=1", "form-name"),
                arguments("1a=1", "form-name"),
                arguments("settle_date+=1", "form-name"),
                arguments("%E4%BD%A0=1", "form-name"),
                arguments("info_order%3Dx%26currency_order=USD", "form-name"),
                arguments("n".repeat(65) + "=1", "form-name"),
                arguments("a=" + "x".repeat(4097), "form-value-too-long"),
                arguments(
                        IntStream.range(0, 65).mapToObj(i -> "n" + i + "=1").collect(Collectors.joining("&")),
                        "form-too-many-fields"),
                arguments("res_data=%7B%7D&a=1", "form-beside-res-data"),
                arguments("a=1&res_data=%7B%7D", "form-beside-res-data"),
                arguments("res_data=", "json-not-an-object"),
                arguments("res_data=%7B%7D", "json-empty"),
                arguments("res_data=%7B%22a%22%3A%5B%5D%7D", "json-value-not-text"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesWhatIsNoForm(String form, String reason) {
        assertRefused(utf8(), form.getBytes(StandardCharsets.UTF_8), reason);
    }

    @Test
    void refusesRawBytesThatAreNoUtf8() {
        assertRefused(utf8(), new byte[] {'a', '=', (byte) 0xc0, (byte) 0xaf}, "form-charset");
    }

    @Test
    void acceptsTheLimitsThemselves() throws Exception {
        String form = IntStream.range(0, 63).mapToObj(i -> "n" + i + "=1").collect(Collectors.joining("&")) + "&"
                + "n".repeat(64) + "=" + "x".repeat(4096);

        assertThat(utf8().decode(form.getBytes(StandardCharsets.UTF_8)).fields().asMap())
                .hasSize(64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GBK", "GB18030"})
    void decodesTheCharsetOfTheSetting(String charset) throws Exception {
        FormDecoder decoder = new FormDecoder(Charset.forName(charset), new JsonDecoder());

        assertThat(decoder.decode("info_order=%C4%E3%BA%C3&a=1".getBytes(StandardCharsets.US_ASCII))
                        .fields()
                        .get("info_order"))
                .isEqualTo("\u4f60\u597d");
        assertRefused(decoder, "a=%FF%FF".getBytes(StandardCharsets.US_ASCII), "form-charset");
        assertRefused(decoder, "a=%C4".getBytes(StandardCharsets.US_ASCII), "form-charset");
    }

    @Test
    void survivesATrailByteThatLooksLikeSyntaxInGbk() throws Exception {
        // U+4E02 is 0x81 0x40 in GBK; four-byte GB18030 has digits as second and fourth byte
        Sample sample = new Sample(Map.of("info_order", "\u4e02\ud83d\udcb0"));

        assertThat(new FormDecoder(GB18030, new JsonDecoder())
                        .decode(sample.form(GB18030).getBytes(StandardCharsets.US_ASCII))
                        .fields()
                        .asMap())
                .isEqualTo(sample.fields());
    }

    @Test
    void readsTheJsonOfAnH5Return() throws Exception {
        Sample sample = Samples.h5Return().signed();

        FormDecoder.Form decoded = utf8().decode(sample.resDataForm().getBytes(StandardCharsets.US_ASCII));

        assertThat(decoded.inResData()).isTrue();
        assertThat(decoded.fields().asMap()).isEqualTo(sample.fields());
    }

    @Test
    void repairsTheSignatureOfAnUnescapedH5Return() throws Exception {
        FormDecoder.Form decoded =
                utf8().decode("res_data={\"sign\":\"a+b=\",\"x\":\"a+b\"}".getBytes(StandardCharsets.US_ASCII));

        assertThat(decoded.fields().get("sign")).isEqualTo("a+b=");
        assertThat(decoded.fields().get("x")).isEqualTo("a b");
    }

    private static FormDecoder utf8() {
        return new FormDecoder(StandardCharsets.UTF_8, new JsonDecoder());
    }

    private static void assertRefused(FormDecoder decoder, byte[] form, String reason) {
        MalformedMessageException refused =
                catchThrowableOfType(MalformedMessageException.class, () -> decoder.decode(form));

        assertThat(refused).as("exception").isNotNull();
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.getStackTrace()).isEmpty();
    }
}
