package io.llgateway.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * The schema of Camel's own {@code camel-yaml-dsl} jar, narrowed to the canonical form: no step written as a bare text,
 * every expression under {@code expression:}.
 */
final class CanonicalSchema {
    private final JsonSchema schema;

    CanonicalSchema() {
        try (InputStream json =
                Objects.requireNonNull(CanonicalSchema.class.getResourceAsStream("/schema/camelYamlDsl.json"))) {
            JsonNode camel = new ObjectMapper().readTree(json);
            narrow(camel);
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(camel);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return what in a route file is not as the schema says */
    List<String> problems(RouteFile file) {
        return schema.validate(new ObjectMapper().valueToTree(file.entries())).stream()
                .map(message -> file.name() + ": " + message.getMessage())
                .toList();
    }

    private static void narrow(JsonNode node) {
        if (node.get("oneOf") instanceof ArrayNode alternatives) {
            removeIf(alternatives, CanonicalSchema::isBareText);
            if (anyMatch(alternatives, CanonicalSchema::isWrappedExpression)) {
                removeIf(alternatives, alternative -> !isWrappedExpression(alternative));
            }
        }
        node.forEach(CanonicalSchema::narrow);
    }

    private static boolean isBareText(JsonNode alternative) {
        return "string".equals(alternative.path("type").asText());
    }

    private static boolean isWrappedExpression(JsonNode alternative) {
        return "expression".equals(alternative.path("required").path(0).asText());
    }

    private static boolean anyMatch(ArrayNode alternatives, Predicate<JsonNode> which) {
        return StreamSupport.stream(alternatives.spliterator(), false).anyMatch(which);
    }

    private static void removeIf(ArrayNode alternatives, Predicate<JsonNode> which) {
        for (Iterator<JsonNode> each = alternatives.iterator(); each.hasNext(); ) {
            if (which.test(each.next())) {
                each.remove();
            }
        }
    }
}
