package io.llgateway.intake;

import io.llgateway.notification.FieldGrammar;
import io.llgateway.notification.ReceivedFields;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the fields of one message and holds the limits that form and JSON share. */
final class DecodedFields {
    /** LianLian's longest documented message has 21 fields. */
    static final int MOST_FIELDS = 64;
    /** LianLian's longest name has 20 characters. */
    static final int LONGEST_NAME = 64;
    /** The longest documented value is a remark of 255 characters, the longest possible one a 4096-bit signature. */
    static final int LONGEST_VALUE = 4096;

    private final String syntax;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> absent = new HashSet<>(0);

    /** @param syntax {@code form} or {@code json}, the first word of every reason */
    DecodedFields(String syntax) {
        this.syntax = syntax;
    }

    /** @param value null for JSON's null: no field, but its name is taken */
    void add(String name, @Nullable String value) throws MalformedMessageException {
        if (name.isEmpty()) {
            throw refused("-empty-name");
        }
        if (name.length() > LONGEST_NAME || !FieldGrammar.isName(name)) {
            throw refused("-name");
        }
        if (values.size() + absent.size() == MOST_FIELDS) {
            throw refused("-too-many-fields");
        }
        if (value == null) {
            if (values.containsKey(name) || !absent.add(name)) {
                throw refused("-duplicate-name");
            }
            return;
        }
        checkText(value);
        if (values.putIfAbsent(name, value) != null || absent.contains(name)) {
            throw refused("-duplicate-name");
        }
    }

    /** NUL is no text PostgreSQL can store, half a surrogate pair is no text UTF-8 can hold. */
    private void checkText(String value) throws MalformedMessageException {
        if (value.length() > LONGEST_VALUE) {
            throw refused("-value-too-long");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == 0) {
                throw refused("-nul");
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == value.length()
                        || !Character.isLowSurrogate(value.charAt(i + 1))) {
                    throw refused("-lone-surrogate");
                }
                i++;
            }
        }
    }

    /** A sender that forgot to escape the {@code +} of Base64: in {@code sign}, a blank can be nothing else. */
    void repairSign() {
        values.computeIfPresent("sign", (name, sign) -> sign.replace(' ', '+'));
    }

    ReceivedFields received() throws MalformedMessageException {
        if (values.isEmpty()) {
            throw refused("-empty");
        }
        return ReceivedFields.of(values);
    }

    private MalformedMessageException refused(String what) {
        return new MalformedMessageException(syntax + what);
    }
}
