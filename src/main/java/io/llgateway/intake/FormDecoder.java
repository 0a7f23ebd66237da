package io.llgateway.intake;

import io.llgateway.notification.ReceivedFields;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads {@code application/x-www-form-urlencoded}, exactly once and strictly: percent escapes are complete, bytes are
 * legal in the charset, every name is there once. {@code +} is a blank; in {@code sign}, a blank becomes {@code +} again,
 * since hand-built forms forget to escape it. A lone form field {@code res_data} is easy payment's H5 return (spec
 * section 1.4): the fields of its JSON object take its place.
 */
final class FormDecoder {
    private static final String RES_DATA = "res_data";

    private final Charset charset;
    private final JsonDecoder json;

    /** @param charset of the form's texts: UTF-8, GBK or GB18030 */
    FormDecoder(Charset charset, JsonDecoder json) {
        this.charset = charset;
        this.json = json;
    }

    /**
     * What a form says.
     *
     * @param inResData whether the fields were the JSON of a form field {@code res_data}
     */
    record Form(ReceivedFields fields, boolean inResData) {}

    /** @throws MalformedMessageException when the body is no such form */
    Form decode(byte[] body) throws MalformedMessageException {
        DecodedFields fields = new DecodedFields("form");
        byte[] unescaped = new byte[body.length];
        for (int start = 0; start <= body.length; ) {
            int end = indexOf(body, '&', start, body.length);
            int equals = indexOf(body, '=', start, end);
            if (equals == end) {
                throw new MalformedMessageException(body.length == 0 ? "form-empty" : "form-no-equals-sign");
            }
            String name = text(body, start, equals, unescaped);
            String value = text(body, equals + 1, end, unescaped);
            if (name.equals(RES_DATA)) {
                if (start > 0 || end < body.length) {
                    throw new MalformedMessageException("form-beside-res-data");
                }
                return new Form(json.decodeResData(value), true);
            }
            fields.add(name, value);
            start = end + 1;
        }
        fields.repairSign();
        return new Form(fields.received(), false);
    }

    private String text(byte[] body, int from, int to, byte[] unescaped) throws MalformedMessageException {
        int length = 0;
        boolean ascii = true;
        for (int i = from; i < to; i++) {
            byte b = body[i];
            if (b == '%') {
                if (i + 2 >= to) {
                    throw new MalformedMessageException("form-percent-escape");
                }
                int high = Character.digit(body[i + 1], 16);
                int low = Character.digit(body[i + 2], 16);
                if (high < 0 || low < 0) {
                    throw new MalformedMessageException("form-percent-escape");
                }
                b = (byte) (high << 4 | low);
                i += 2;
            } else if (b == '+') {
                b = ' ';
            } else if (b >= 0 && (b <= ' ' || b == 0x7f)) {
                throw new MalformedMessageException("form-raw-character");
            }
            ascii &= b >= 0;
            unescaped[length++] = b;
        }
        if (ascii) {
            // the same in every charset the setting allows
            return new String(unescaped, 0, length, StandardCharsets.ISO_8859_1);
        }
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(unescaped, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedMessageException("form-charset");
        }
    }

    private static int indexOf(byte[] body, char c, int from, int to) {
        int i = from;
        while (i < to && body[i] != c) {
            i++;
        }
        return i;
    }
}
