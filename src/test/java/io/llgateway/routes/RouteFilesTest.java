package io.llgateway.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llgateway.ContractQueues;
import io.llgateway.dispatch.Queues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.constructor.DuplicateKeyException;

/**
 * Reads {@code routes/} without Spring: finds what Camel would not say, or would say only at the first message. Each
 * rule is shown to find its mistake in a folder that is right but for that mistake.
 */
class RouteFilesTest {
    private static final Path ROUTES = Path.of("routes");
    private static final CanonicalSchema SCHEMA = new CanonicalSchema();

    private static final String ERRORS = """
            - routeConfiguration:
                id: sample-errors
                description: A sample that keeps every rule
                onException:
                  - onException:
                      id: handle-anything
                      exception:
                        - java.lang.Exception
                      redeliveryPolicy:
                        maximumRedeliveries: 3
                        redeliveryDelay: "1000"
                      handled:
                        constant:
                          expression: "true"
                      steps:
                        - bean:
                            id: say-so
                            ref: sampleBean
                            method: say
            """;

    private static final String ROUTE = """
            - route:
                id: sample-route
                description: Send everything on
                routeConfigurationId: sample-errors
                from:
                  id: sample-in
                  uri: direct
                  parameters:
                    name: sample
                  steps:
                    - setProperty:
                        name: queue
                        expression:
                          constant:
                            expression: lianlian.unrouted
                    - to:
                        id: send-on
                        uri: direct
                        parameters:
                          name: sample
            """;

    /** Camel neither loads nor reports a file with another suffix. */
    @Test
    void everyShippedFileIsOneThatIsLoaded() throws IOException {
        try (Stream<Path> files = Files.list(ROUTES)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains(
                            "1-intake.camel.yaml",
                            "2-dispatch.camel.yaml",
                            "3-delivery.camel.yaml",
                            "errors.camel.yaml")
                    .allMatch(name -> name.endsWith(".camel.yaml"));
        }
    }

    @Test
    void shippedRoutesAreCanonicalYamlOfTheCamelVersionInUse() {
        assertThat(RouteFile.in(ROUTES)).flatExtracting(SCHEMA::problems).isEmpty();
    }

    @Test
    void shippedRoutesKeepEveryRule() {
        assertThat(problemsIn(ROUTES)).isEmpty();
    }

    @Test
    void shippedDispatchSendsToEveryQueueOfTheContract() throws IOException {
        String dispatch = Files.readString(ROUTES.resolve("2-dispatch.camel.yaml"));
        assertThat(ContractQueues.all())
                .allSatisfy(queue -> assertThat(dispatch).containsPattern(Pattern.quote(queue) + "\\s"));
    }

    @Test
    void brokerHasEveryQueueOfTheContract() {
        assertThat(Queues.routed()).containsExactlyInAnyOrderElementsOf(ContractQueues.all());
    }

    @Test
    void samplesThatTheRulesAreTriedOnAreRight(@TempDir Path folder) throws IOException {
        write(folder, ROUTE, ERRORS);
        assertThat(problemsIn(folder)).isEmpty();
        assertThat(RouteFile.in(folder)).flatExtracting(SCHEMA::problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id: sample-route                    | id: sample-in                       | id sample-in occurs twice
            id: send-on                         | id: say-so                          | id say-so occurs twice
            description: Send everything on     | description: ''                     | has no description
            description: A sample that          | description: '' # A sample that     | has no description
            routeConfigurationId: sample-errors | routeConfigurationId: sample-error  | 'sample-error', which is not defined
            id: say-so                          | description: no id                  | bean sampleBean has no id
            id: send-on                         | description: no id                  | to direct has no id
            redeliveryDelay: "1000"           | redeliveryDelay: 1s                 | redeliveryDelay 1s is not in milliseconds
            expression: lianlian.unrouted       | expression: lianlian.unruoted       | queue lianlian.unruoted does not exist
            uri: direct                         | uri: seda                           | no route starts at direct:sample
            """)
    void findsTheMistakeIn(String right, String wrong, String problem, @TempDir Path folder) throws IOException {
        assertThat(ROUTE + ERRORS).contains(right);
        write(folder, replaceFirst(ROUTE, right, wrong), replaceFirst(ERRORS, right, wrong));
        assertThat(problemsIn(folder)).singleElement().asString().contains(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: queue                         | nam: queue",
                "constant:                           | konstant:",
                "expression: lianlian.unrouted       | expresion: lianlian.unrouted",
                "routeConfigurationId: sample-errors | route-configuration-id: sample-errors",
            })
    void schemaRefusesWhatCamelDoesNotKnow(String right, String wrong, @TempDir Path folder) throws IOException {
        assertThat(ROUTE).contains(right);
        write(folder, replaceFirst(ROUTE, right, wrong), ERRORS);
        assertThat(RouteFile.in(folder)).flatExtracting(SCHEMA::problems).isNotEmpty();
    }

    @Test
    void schemaRefusesAnExpressionWithoutItsWrapper(@TempDir Path folder) throws IOException {
        write(
                folder,
                ROUTE.replaceFirst("expression:\n\\s+constant:\n\\s+expression: .*", "constant: lianlian.unrouted"),
                ERRORS);
        assertThat(RouteFile.in(folder)).flatExtracting(SCHEMA::problems).isNotEmpty();
    }

    @Test
    void schemaRefusesAStepWrittenAsBareText(@TempDir Path folder) throws IOException {
        write(folder, ROUTE.replaceFirst("- to:(?s:.*)", "- to: direct:sample\n"), ERRORS);
        assertThat(RouteFile.in(folder)).flatExtracting(SCHEMA::problems).isNotEmpty();
    }

    @Test
    void readsNoFileInWhichAKeyOccursTwice(@TempDir Path folder) throws IOException {
        write(folder, replaceFirst(ROUTE, "uri: direct\n", "uri: direct\n      uri: seda\n"), ERRORS);
        assertThatThrownBy(() -> RouteFile.in(folder)).isInstanceOf(DuplicateKeyException.class);
    }

    private static List<String> problemsIn(Path folder) {
        return RouteRules.problems(folder, Set.copyOf(ContractQueues.all()));
    }

    private static String replaceFirst(String text, String right, String wrong) {
        int at = text.indexOf(right);
        return at < 0 ? text : text.substring(0, at) + wrong + text.substring(at + right.length());
    }

    private static void write(Path folder, String route, String errors) throws IOException {
        Files.writeString(folder.resolve("1-sample.camel.yaml"), route);
        Files.writeString(folder.resolve("errors.camel.yaml"), errors);
    }
}
