package io.llgateway.verification;

import java.util.Arrays;
import java.util.Map;

/**
 * The text LianLian signs (spec section 3.1): every field but {@code sign}, without empty ones, sorted by name byte by
 * byte, joined as {@code name=value} with {@code &}. Values stay exactly as they are; nothing is escaped, trimmed or
 * formatted, so the text alone does not say where a field ends (see {@link SignatureReadings}).
 */
public final class SignatureSource {
    private SignatureSource() {}

    /** @param fields names and values of one message, in any order */
    public static String of(Map<String, String> fields) {
        String[] names = fields.keySet().toArray(new String[0]);
        Arrays.sort(names); // names are ASCII, so this is the order of their bytes
        StringBuilder text = new StringBuilder(512);
        for (String name : names) {
            String value = fields.get(name);
            if (value != null && !value.isEmpty() && !name.equals("sign")) {
                if (!text.isEmpty()) {
                    text.append('&');
                }
                text.append(name).append('=').append(value);
            }
        }
        return text.toString();
    }
}
