package io.llgateway.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * One file of {@code routes/} as plain maps and lists, read without Spring or Camel.
 *
 * @param name its file name
 * @param entries the elements of its top-level list: {@code route}, {@code routeConfiguration}, ...
 */
record RouteFile(String name, List<Map<String, Object>> entries) {
    /** A node of the tree: what it is called, and what it says. */
    record Node(String kind, Map<String, Object> options) {
        String text(String option) {
            Object value = options.get(option);
            return value == null ? "" : value.toString();
        }
    }

    /** @return every route file of a folder, in the order of their names */
    static List<RouteFile> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .map(RouteFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws org.yaml.snakeyaml.error.YAMLException for a key that occurs twice, or more than one document */
    @SuppressWarnings("unchecked")
    static RouteFile read(Path file) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        try {
            Object document = new Yaml(new SafeConstructor(strict)).load(Files.readString(file));
            return new RouteFile(file.getFileName().toString(), (List<Map<String, Object>>) document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the options of every top-level entry of one kind */
    List<Node> top(String kind) {
        List<Node> found = new ArrayList<>();
        for (Map<String, Object> entry : entries) {
            entry.forEach((key, value) -> {
                if (key.equals(kind)) {
                    found.add(new Node(key, options(value)));
                }
            });
        }
        return found;
    }

    /** @return every node at any depth, with the key it stands under */
    List<Node> nodes() {
        List<Node> found = new ArrayList<>();
        entries.forEach(entry -> collect(entry, found));
        return found;
    }

    private static void collect(Object value, List<Node> found) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> {
                if (inner instanceof Map) {
                    found.add(new Node(key.toString(), options(inner)));
                } else if (inner instanceof String && key.equals("to")) {
                    found.add(new Node("to", Map.of("uri", inner)));
                }
                collect(inner, found);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> collect(inner, found));
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> options(Object value) {
        return (Map<String, Object>) value;
    }
}
