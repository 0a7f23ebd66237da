package io.llgateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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

class JsonDecoderTest {
    private final JsonDecoder decoder = new JsonDecoder();

    static Stream<Arguments> objects() {
        return Stream.of(
                arguments("{\"a\":\"1\",\"b\":\"\"}", Map.of("a", "1", "b", "")),
                arguments(" \r\n{ \"a\" : \"1\" }\n", Map.of("a", "1")),
                arguments("{\"a\":\"1\",\"b\":null}", Map.of("a", "1")),
                arguments("{\"a\":\"null\"}", Map.of("a", "null")),
                arguments("{\"a\":\"\u4f60\\u597d\\ud83d\\udcb0\"}", Map.of("a", "\u4f60\u597d\ud83d\udcb0")),
                arguments("{\"\\u0061\":\"x\\/y\\n\"}", Map.of("a", "x/y\n")),
                arguments("{\"a\":1.10}", Map.of("a", "1.10")),
                arguments("{\"a\":-0}", Map.of("a", "-0")),
                arguments("{\"a\":1e2}", Map.of("a", "1e2")),
                arguments("{\"a\":1E+2}", Map.of("a", "1E+2")),
                arguments("{\"a\":2013099129232322001}", Map.of("a", "2013099129232322001")),
                arguments("{\"a\":0.10000000000000000001}", Map.of("a", "0.10000000000000000001")),
                arguments("{\"sign\":\"a b+\"}", Map.of("sign", "a b+")));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void keepsEveryTextAsReceived(String json, Map<String, String> fields) throws Exception {
        assertThat(decoder.decode(json.getBytes(StandardCharsets.UTF_8)).asMap())
                .isEqualTo(fields);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("", "json-not-an-object"),
                arguments("[]", "json-not-an-object"),
                arguments("\"a\"", "json-not-an-object"),
                arguments("null", "json-not-an-object"),
                arguments("{}", "json-empty"),
                arguments("{\"a\":null}", "json-empty"),
                arguments("{\"a\":\"1\"", "json-syntax"),
                arguments("{\"a\":\"1\",}", "json-syntax"),
                arguments("{'a':'1'}", "json-syntax"),
                arguments("{a:\"1\"}", "json-syntax"),
                arguments("{\"a\":\"1\"}//", "json-syntax"),
                arguments("{/**/\"a\":\"1\"}", "json-syntax"),
                arguments("{\"a\":\"\t\"}", "json-syntax"),
                arguments("{\"a\":\"\\x\"}", "json-syntax"),
                arguments("{\"a\":01}", "json-syntax"),
                arguments("{\"a\":+1}", "json-syntax"),
                arguments("{\"a\":.5}", "json-syntax"),
                arguments("{\"a\":NaN}", "json-syntax"),
                arguments("{\"a\":" + "1".repeat(65) + "}", "json-syntax"),
                arguments("{\"a\":true}", "json-value-not-text"),
                arguments("{\"a\":false}", "json-value-not-text"),
                arguments("{\"a\":{}}", "json-value-not-text"),
                arguments("{\"a\":[\"1\"]}", "json-value-not-text"),
                arguments("{\"a\":" + "[".repeat(8000), "json-value-not-text"),
                arguments("{\"a\":\"1\"}{}", "json-trailing"),
                arguments("{\"a\":\"1\"} 1", "json-trailing"),
                arguments("{\"a\":\"1\"}\u0000", "json-syntax"),
                arguments("\ufeff{\"a\":\"1\"}", "json-byte-order-mark"),
                arguments("{\"a\":\"1\",\"a\":\"1\"}", "json-duplicate-name"),
                arguments("{\"a\":\"1\",\"\\u0061\":\"2\"}", "json-duplicate-name"),
                arguments("{\"a\":null,\"a\":\"1\"}", "json-duplicate-name"),
                arguments("{\"a\":\"1\",\"a\":null}", "json-duplicate-name"),
                arguments("{\"a\":null,\"a\":null}", "json-duplicate-name"),
                arguments("{\"\":\"1\"}", "json-empty-name"),
                arguments("{\"settle_date \":\"1\"}", "json-name"),
                arguments("{\"a=b\":\"1\"}", "json-name"),
                arguments("{\"a\\u0000\":\"1\"}", "json-name"),
                arguments("{\"" + "n".repeat(65) + "\":\"1\"}", "json-name"),
                arguments("{\"a\":\"\\u0000\"}", "json-nul"),
                arguments("{\"a\":\"\\ud83d\"}", "json-lone-surrogate"),
                arguments("{\"a\":\"\\ud83dx\"}", "json-lone-surrogate"),
                arguments("{\"a\":\"\\udcb0\\ud83d\"}", "json-lone-surrogate"),
                arguments("{\"a\":\"" + "x".repeat(4097) + "\"}", "json-value-too-long"),
                arguments(
                        IntStream.range(0, 65)
                                .mapToObj(i -> "\"n" + i + "\":" + (i % 2 == 0 ? "null" : "\"1\""))
                                .collect(Collectors.joining(",", "{", "}")),
                        "json-too-many-fields"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesWhatIsNoObjectOfTexts(String json, String reason) {
        assertRefused(json.getBytes(StandardCharsets.UTF_8), reason);
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        assertRefused("{\"a\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1), "json-utf-8");
        assertRefused(new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xc0, (byte) 0xaf, '"', '}'}, "json-utf-8");
        assertRefused(
                new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', '}'},
                "json-utf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
    void refusesOtherEncodingsOfUnicode(String charset) {
        MalformedMessageException refused = catchThrowableOfType(
                MalformedMessageException.class,
                () -> decoder.decode("{\"a\":\"1\"}".getBytes(Charset.forName(charset))));

        assertThat(refused).isNotNull();
        assertThat(refused.reason()).isIn("json-syntax", "json-utf-8");
    }

    private void assertRefused(byte[] json, String reason) {
        MalformedMessageException refused =
                catchThrowableOfType(MalformedMessageException.class, () -> decoder.decode(json));

        assertThat(refused).as("exception").isNotNull();
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.getStackTrace()).isEmpty();
        assertThat(refused.getCause()).isNull();
    }
}
