package io.llgateway.notification;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one message as received: decoded exactly once, in the sender's order, every name once, values never
 * trimmed or changed. Nothing here is believed yet. {@code toString} shows names only, since values may be secrets or
 * personal data.
 */
public final class ReceivedFields {
    private final Map<String, String> values;

    private ReceivedFields(Map<String, String> values) {
        this.values = values;
    }

    /** @param values names and texts in the order received; copied. A JSON null is not a field and must be left out */
    public static ReceivedFields of(Map<String, String> values) {
        return new ReceivedFields(Collections.unmodifiableMap(new LinkedHashMap<>(values)));
    }

    /** @return the text as received, possibly empty; null when the message has no such field */
    public @Nullable String get(String name) {
        return values.get(name);
    }

    /** @return whether the field is there and not empty; an empty value counts as absent (spec section 3.1) */
    public boolean has(String name) {
        String value = values.get(name);
        return value != null && !value.isEmpty();
    }

    /** @return all fields in the order received, unmodifiable */
    public Map<String, String> asMap() {
        return values;
    }

    @Override
    public String toString() {
        return "ReceivedFields" + values.keySet();
    }
}
