package io.llgateway.notification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Reads {@code src/main/resources/reference}: one code per line, columns separated by a semicolon, {@code #} comments. */
final class ReferenceFile {
    private ReferenceFile() {}

    /** @param value makes the entry from the columns; the first is the code */
    static <T> Map<String, T> read(String file, Function<String[], T> value) {
        Map<String, T> entries = new HashMap<>();
        try (InputStream in = ReferenceFile.class.getResourceAsStream("/reference/" + file)) {
            if (in == null) {
                throw new IllegalStateException("reference/" + file + " is missing from the jar");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#") && !line.isBlank()) {
                    String[] columns = line.split(";", -1);
                    entries.put(columns[0], value.apply(columns));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(entries);
    }
}
