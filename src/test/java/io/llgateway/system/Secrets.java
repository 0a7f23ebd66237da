package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Values that nobody may find again, and the places where they were looked for. */
final class Secrets {
    private final Map<String, List<String>> planted = new LinkedHashMap<>();
    private final List<String> found = new ArrayList<>();
    private int places;

    /** Plants a value under a name that may be shown. */
    void plant(String name, String value) {
        planted.put(name, spellings(value));
    }

    /** Every way a program could have written it. */
    private static List<String> spellings(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        String escaped = value.chars()
                .mapToObj(c -> c < 128 ? Character.toString(c) : String.format("\\u%04x", c))
                .collect(Collectors.joining());
        return Stream.of(
                        value,
                        URLEncoder.encode(value, StandardCharsets.UTF_8),
                        escaped,
                        Base64.getEncoder().withoutPadding().encodeToString(bytes))
                .distinct()
                .toList();
    }

    /** Looks for all of them in a text. */
    void lookIn(String place, String text) {
        lookIn(place, text, List.of());
    }

    /** Looks for all of them but those whose name begins so. */
    void lookIn(String place, String text, List<String> allowed) {
        places++;
        planted.forEach((name, spellings) -> {
            if (allowed.stream().noneMatch(name::startsWith)
                    && spellings.stream().anyMatch(text::contains)) {
                int at = spellings.stream()
                        .mapToInt(text::indexOf)
                        .filter(i -> i >= 0)
                        .min()
                        .orElse(0);
                found.add(name + " in " + place + ": ..." + text.substring(Math.max(0, at - 100), at));
            }
        });
    }

    void assertNoneFound() {
        assertThat(places).isPositive();
        assertThat(found).isEmpty();
    }
}
