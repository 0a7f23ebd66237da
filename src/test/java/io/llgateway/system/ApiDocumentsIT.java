package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API documents and schemas, judged by validators that share no code with the gateway. */
@Tag("system")
class ApiDocumentsIT {
    private static final Path RESOURCES = Path.of("src/main/resources").toAbsolutePath();
    private static final List<String> SCHEMAS =
            List.of("event.schema.json", "review.schema.json", "rejected.schema.json");

    @ParameterizedTest
    @CsvSource({"validate-asyncapi.mjs, asyncapi.yaml", "validate-openapi.mjs, openapi.yaml"})
    void isValidWithAllItsExamples(String validator, String document) throws Exception {
        Program validation =
                Node.run(validator, RESOURCES.resolve("api/" + document).toString());
        assertThat(validation.succeeded().output()).startsWith("valid: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "validate-asyncapi.mjs | asyncapi.yaml | action: send           | action: sent",
                "validate-asyncapi.mjs | asyncapi.yaml | amount: '0.01'         | amount: '0.1'",
                "validate-asyncapi.mjs | asyncapi.yaml | /channels/review'      | /channels/reviews'",
                "validate-openapi.mjs  | openapi.yaml  | operationId: livez     | operation: livez",
                "validate-openapi.mjs  | openapi.yaml  | state: paid            | state: payed",
                "validate-openapi.mjs  | openapi.yaml  | responses/Acknowledged | responses/Acknowledge",
            })
    void validatorFindsTheMistake(String validator, String document, String right, String wrong, @TempDir Path folder)
            throws Exception {
        String text = Files.readString(RESOURCES.resolve("api/" + document));
        assertThat(text).contains(right);
        Path api = Files.createDirectory(folder.resolve("api"));
        Path schemas = Files.createDirectory(folder.resolve("schema"));
        for (String name : SCHEMAS) {
            Files.copy(RESOURCES.resolve("schema").resolve(name), schemas.resolve(name));
        }
        Path broken = Files.writeString(api.resolve(document), text.replace(right, wrong));
        assertThat(Node.run(validator, broken.toString()).exitCode()).isNotZero();
    }

    @Test
    void schemasAreStrictlyWrittenAndRefuseAnEmptyMessage(@TempDir Path folder) throws Exception {
        Path empty = Files.writeString(folder.resolve("message.json"), "{}");
        for (String name : SCHEMAS) {
            String schema = RESOURCES.resolve("schema").resolve(name).toString();
            Program validation = Node.run("validate-message.mjs", schema, empty.toString());
            assertThat(validation.exitCode()).isNotZero();
            assertThat(validation.output()).contains("must have required property 'id'");
        }
    }
}
