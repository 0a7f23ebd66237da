package io.llgateway.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llgateway.message.SignedText;
import io.llgateway.notification.ReceivedFields;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * The fields of an arrival as the ledger keeps them: a JSON object in the order received, with the signature and
 * personal data masked. A value that could hide a personal field behind an {@code &} is masked from there on, since its
 * text may have several readings.
 */
final class ArrivalFields {
    private static final String MASK = "***";
    /** What retention leaves of the fields. */
    private static final String FORGOTTEN = "{}";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<LinkedHashMap<String, String>> FIELDS = new TypeReference<>() {};

    private ArrivalFields() {}

    static String json(ReceivedFields received) {
        Map<String, String> fields = new LinkedHashMap<>();
        received.asMap().forEach((name, value) -> fields.put(name, masked(name, value)));
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a map of texts is always JSON", impossible);
        }
    }

    /** @return sorted names of the fields that differ, separated by commas; empty too when the first are forgotten */
    static String differences(String firstFields, String fields) {
        if (firstFields.equals(fields) || firstFields.equals(FORGOTTEN)) {
            return "";
        }
        Map<String, String> first = parse(firstFields);
        Map<String, String> now = parse(fields);
        TreeSet<String> names = new TreeSet<>(first.keySet());
        names.addAll(now.keySet());
        names.removeIf(name -> Objects.equals(first.get(name), now.get(name)));
        return String.join(",", names);
    }

    private static String masked(String name, String value) {
        String plain = name.strip().toLowerCase(Locale.ROOT);
        if (plain.equals("sign") || SignedText.isPersonal(plain)) {
            return value.isEmpty() ? value : MASK;
        }
        return value.indexOf('&') < 0 ? value : SignedText.masked(value);
    }

    private static Map<String, String> parse(String json) {
        try {
            return JSON.readValue(json, FIELDS);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("the ledger holds fields that are not JSON", broken);
        }
    }
}
