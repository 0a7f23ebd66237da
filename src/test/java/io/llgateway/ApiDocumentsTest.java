package io.llgateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.core.type.filter.RegexPatternTypeFilter;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The AsyncAPI and OpenAPI documents say what the contract and the routes say. */
class ApiDocumentsTest {
    private static final Path API = Path.of("src/main/resources/api");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyQueueOfTheContractIsAChannelAndNoOther() throws IOException {
        Set<String> addresses = new TreeSet<>();
        for (JsonNode channel : document("asyncapi.yaml").path("channels")) {
            if (channel.path("bindings").has("jms")) {
                addresses.add(channel.path("address").asText());
                assertThat(channel.at("/bindings/jms/destination").asText())
                        .isEqualTo(channel.path("address").asText());
            }
        }
        assertThat(addresses).containsExactlyInAnyOrderElementsOf(ContractQueues.all());
    }

    @Test
    void everyChannelIsSentTo() throws IOException {
        JsonNode document = document("asyncapi.yaml");
        Set<String> sentTo = new TreeSet<>();
        for (JsonNode operation : document.path("operations")) {
            assertThat(operation.path("action").asText()).isEqualTo("send");
            sentTo.add(operation.at("/channel/$ref").asText().replace("#/channels/", ""));
        }
        assertThat(sentTo).containsExactlyInAnyOrderElementsOf(names(document.path("channels")));
    }

    @Test
    void onlyReviewAndRejectedCarryOtherMessagesThanEvents() throws IOException {
        for (JsonNode channel : document("asyncapi.yaml").path("channels")) {
            String address = channel.path("address").asText();
            String expected =
                    switch (address) {
                        case "lianlian.review" -> "review";
                        case "lianlian.rejected" -> "rejected";
                        case "/" -> "webhook";
                        default -> "event";
                    };
            assertThat(names(channel.path("messages"))).as(address).containsExactly(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"asyncapi.yaml", "openapi.yaml"})
    void everyReferenceLeadsSomewhere(String name) throws IOException {
        JsonNode document = document(name);
        List<JsonNode> references = document.findValues("$ref");
        assertThat(references).isNotEmpty();
        for (JsonNode reference : references) {
            assertThat(resolve(document, reference.asText()))
                    .as(reference.asText())
                    .isNotNull();
        }
    }

    @Test
    void everyExampleOfAMessageIsAsItsSchemaSays() throws IOException {
        JsonNode document = document("asyncapi.yaml");
        int examples = 0;
        for (JsonNode message : document.at("/components/messages")) {
            JsonNode payload = resolve(document, message.at("/payload/$ref").asText());
            JsonNode headers = resolve(document, message.at("/headers/$ref").asText());
            for (JsonNode example : message.path("examples")) {
                assertThat(violations(payload, example.path("payload"))).isEmpty();
                assertThat(violations(headers, example.path("headers"))).isEmpty();
                examples++;
            }
        }
        assertThat(examples).isEqualTo(document.at("/components/messages").size());
    }

    @Test
    void aWrongExampleWouldBeFound() throws IOException {
        JsonNode document = document("asyncapi.yaml");
        JsonNode payload = resolve(
                document, document.at("/components/messages/event/payload/$ref").asText());
        assertThat(violations(payload, JSON.createObjectNode().put("amount", "0.1")))
                .isNotEmpty();
    }

    @Test
    void everyPathOfTheContractIsDescribed() throws IOException {
        assertThat(names(document("openapi.yaml").path("paths")))
                .contains(
                        "/lianlian/url_return",
                        "/lianlian/notify_url",
                        "/lianlian/notify_url/payout",
                        "/lianlian/notify_url/refund",
                        "/lianlian/back_url",
                        "/lianlian/result/{token}",
                        "/livez",
                        "/readyz");
    }

    @Test
    void everyPathThatARouteTakesIsDescribedAsItsPost() throws IOException {
        JsonNode paths = document("openapi.yaml").path("paths");
        List<String> taken = pathsOfRoutes();
        assertThat(taken)
                .containsExactlyInAnyOrder(
                        "/lianlian/url_return",
                        "/lianlian/notify_url",
                        "/lianlian/notify_url/payout",
                        "/lianlian/notify_url/refund");
        for (String path : taken) {
            assertThat(paths.path(path).has("post")).as(path).isTrue();
        }
    }

    @Test
    void everyCallOfAControllerIsDescribedAndNoOther() throws Exception {
        Set<String> described = new TreeSet<>();
        document("openapi.yaml").path("paths").fields().forEachRemaining(path -> names(path.getValue())
                .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        Set<String> offered = callsOfControllers();
        assertThat(offered).isNotEmpty();
        assertThat(described).containsAll(offered);
        assertThat(described.stream().filter(call -> call.contains(" /ops/"))).allMatch(offered::contains);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/payout", "/refund"})
    void everyRefusalOfNotifyUrlInTheContractIsDescribed(String suffix) throws IOException {
        JsonNode post = document("openapi.yaml")
                .path("paths")
                .path("/lianlian/notify_url" + suffix)
                .path("post");
        assertThat(names(post.path("responses"))).containsExactlyInAnyOrder("200", "400", "403", "405", "413", "503");
    }

    @Test
    void everyRefusalOfUrlReturnInTheContractIsDescribed() throws IOException {
        JsonNode post = document("openapi.yaml")
                .path("paths")
                .path("/lianlian/url_return")
                .path("post");
        assertThat(names(post.path("responses"))).containsExactlyInAnyOrder("303", "400", "405", "413", "415", "503");
    }

    /** @return such as {@code GET /ops/events}; the sandbox's pages and the error page are no interface */
    private static Set<String> callsOfControllers() throws ClassNotFoundException {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.setEnvironment(new MockEnvironment()
                .withProperty("gateway.ops.user", "ann")
                .withProperty("gateway.ops.password", "secret"));
        scanner.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
        scanner.addExcludeFilter(new AssignableTypeFilter(ErrorController.class));
        scanner.addExcludeFilter(new RegexPatternTypeFilter(Pattern.compile("io\\.llgateway\\.sandbox\\..*")));
        Set<String> calls = new TreeSet<>();
        for (BeanDefinition bean : scanner.findCandidateComponents("io.llgateway")) {
            Class<?> controller = Class.forName(bean.getBeanClassName());
            for (Method method : controller.getDeclaredMethods()) {
                RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
                if (mapping != null) {
                    calls.addAll(calls(controller, mapping));
                }
            }
        }
        return calls;
    }

    private static Set<String> calls(Class<?> controller, RequestMapping mapping) {
        RequestMapping ofClass = AnnotatedElementUtils.findMergedAnnotation(controller, RequestMapping.class);
        String prefix = ofClass == null ? "" : ofClass.path()[0];
        Set<String> calls = new TreeSet<>();
        for (String path : mapping.path()) {
            for (RequestMethod method : mapping.method()) {
                calls.add(method + " " + prefix + path);
            }
            if (mapping.method().length == 0) {
                calls.add("GET " + prefix + path);
                calls.add("POST " + prefix + path);
            }
        }
        return calls;
    }

    private static List<String> pathsOfRoutes() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            List<String> paths = new ArrayList<>();
            for (Path file : files.filter(each -> each.toString().endsWith(".camel.yaml"))
                    .toList()) {
                for (JsonNode from : yaml(file).findValues("from")) {
                    if (from.path("uri").asText().equals("platform-http")) {
                        paths.add(from.at("/parameters/path").asText());
                    }
                }
            }
            return paths;
        }
    }

    private static Set<String> violations(JsonNode schema, JsonNode value) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema).validate(value).stream()
                .map(Object::toString)
                .collect(Collectors.toSet());
    }

    /** @return what a reference inside a document of {@link #API} names; null when there is nothing */
    private static JsonNode resolve(JsonNode document, String reference) throws IOException {
        String[] parts = reference.split("#", 2);
        JsonNode target = parts[0].isEmpty()
                ? document
                : JSON.readTree(API.resolve(parts[0]).toFile());
        JsonNode found = target.at(parts.length == 1 ? "" : parts[1]);
        return found.isMissingNode() ? null : found;
    }

    private static JsonNode document(String name) throws IOException {
        return yaml(API.resolve(name));
    }

    private static JsonNode yaml(Path file) throws IOException {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        return JSON.valueToTree(new Yaml(new SafeConstructor(strict)).load(Files.readString(file)));
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
