package io.llgateway.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.llgateway.notification.ReceivedFields;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of {@code notify_url}: one object of texts in UTF-8, without a byte order mark, and nothing behind it.
 * A name twice is refused, whether its values are equal, escaped differently or null. Null is an absent field. A number
 * keeps the text it was sent with ({@code 1.10} stays {@code 1.10}), for LianLian signs texts; true, false, objects and
 * arrays are refused.
 */
final class JsonDecoder {
    private final JsonFactory factory = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(2)
                    .maxNumberLength(64)
                    .build())
            .build();

    /** @throws MalformedMessageException when the body is no such JSON */
    ReceivedFields decode(byte[] body) throws MalformedMessageException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedMessageException("json-utf-8");
        }
        return object(text).received();
    }

    /** Reads the form field {@code res_data}; a form's repair of {@code sign} holds inside it too. */
    ReceivedFields decodeResData(String text) throws MalformedMessageException {
        DecodedFields fields = object(text);
        fields.repairSign();
        return fields.received();
    }

    private DecodedFields object(String text) throws MalformedMessageException {
        if (text.startsWith("\uFEFF")) {
            throw new MalformedMessageException("json-byte-order-mark");
        }
        try (JsonParser parser = factory.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedMessageException("json-not-an-object");
            }
            DecodedFields fields = new DecodedFields("json");
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                fields.add(name, value(parser, parser.nextToken()));
            }
            if (parser.nextToken() != null) {
                throw new MalformedMessageException("json-trailing");
            }
            return fields;
        } catch (IOException e) {
            throw new MalformedMessageException("json-syntax");
        }
    }

    private static @Nullable String value(JsonParser parser, JsonToken token)
            throws IOException, MalformedMessageException {
        return switch (token) {
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getText();
            case VALUE_NULL -> null;
            default -> throw new MalformedMessageException("json-value-not-text");
        };
    }
}
