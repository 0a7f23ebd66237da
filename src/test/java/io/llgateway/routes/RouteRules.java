package io.llgateway.routes;

import io.llgateway.routes.RouteFile.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Camel does not say, or says only at the first message: rules over a whole folder of route files. */
final class RouteRules {
    private static final Set<String> STEPS_WITH_ID =
            Set.of("bean", "process", "to", "toD", "enrich", "pollEnrich", "wireTap", "unmarshal", "marshal", "from");
    private static final Set<String> DELAYS = Set.of("redeliveryDelay", "maximumRedeliveryDelay");
    private static final Pattern MILLISECONDS = Pattern.compile("\\d+|\\{\\{.+}}");
    private static final Pattern QUEUE = Pattern.compile("lianlian\\.[a-z]+(?:[.-][a-z]+)*");

    private final List<RouteFile> files;
    private final Set<String> queues;
    private final List<String> problems = new ArrayList<>();

    private RouteRules(List<RouteFile> files, Set<String> queues) {
        this.files = files;
        this.queues = queues;
    }

    /**
     * @param folder the folder the gateway would load
     * @param queues every queue that exists
     * @return one sentence for each broken rule; empty when all hold
     */
    static List<String> problems(Path folder, Set<String> queues) {
        RouteRules rules = new RouteRules(RouteFile.in(folder), queues);
        rules.idsAreUnique();
        for (RouteFile file : rules.files) {
            rules.routesAreDescribed(file);
            rules.stepsHaveIds(file);
            rules.delaysAreMilliseconds(file);
            rules.directTargetsExist(file);
            rules.queuesExist(file);
        }
        return rules.problems;
    }

    private void idsAreUnique() {
        Set<String> seen = new HashSet<>();
        for (RouteFile file : files) {
            for (Node node : file.nodes()) {
                boolean hasId = !node.text("id").isEmpty() && !node.kind().equals("parameters");
                if (hasId && !seen.add(node.text("id"))) {
                    problems.add(file.name() + ": id " + node.text("id") + " occurs twice");
                }
            }
        }
    }

    private void routesAreDescribed(RouteFile file) {
        Set<String> configurations = files.stream()
                .flatMap(each -> each.top("routeConfiguration").stream())
                .map(node -> node.text("id"))
                .collect(Collectors.toCollection(TreeSet::new));
        for (Node route : file.top("route")) {
            String where = file.name() + ": route " + route.text("id");
            if (route.text("id").isEmpty()) {
                problems.add(where + "has no id");
            }
            if (!configurations.contains(route.text("routeConfigurationId"))) {
                problems.add(where + " asks for routeConfiguration '" + route.text("routeConfigurationId")
                        + "', which is not defined");
            }
            describe(route, where);
        }
        for (Node configuration : file.top("routeConfiguration")) {
            describe(configuration, file.name() + ": routeConfiguration " + configuration.text("id"));
        }
    }

    private void describe(Node node, String where) {
        if (node.text("description").isBlank()) {
            problems.add(where + " has no description");
        }
    }

    private void stepsHaveIds(RouteFile file) {
        for (Node node : file.nodes()) {
            if (STEPS_WITH_ID.contains(node.kind()) && node.text("id").isEmpty()) {
                problems.add(
                        file.name() + ": " + node.kind() + " " + node.text("ref") + node.text("uri") + " has no id");
            }
        }
    }

    private void delaysAreMilliseconds(RouteFile file) {
        for (Node node : file.nodes()) {
            for (String delay : DELAYS) {
                String value = node.text(delay);
                if (!value.isEmpty() && !MILLISECONDS.matcher(value).matches()) {
                    problems.add(file.name() + ": " + delay + " " + value + " is not in milliseconds");
                }
            }
        }
    }

    private void directTargetsExist(RouteFile file) {
        Set<String> inputs = files.stream()
                .flatMap(each -> each.nodes().stream())
                .filter(node -> node.kind().equals("from"))
                .map(RouteRules::direct)
                .collect(Collectors.toSet());
        for (Node node : file.nodes()) {
            String target = direct(node);
            if (!node.kind().equals("from") && !target.isEmpty() && !inputs.contains(target)) {
                problems.add(file.name() + ": no route starts at " + target);
            }
        }
    }

    private static String direct(Node node) {
        String uri = node.text("uri");
        if (uri.equals("direct") && node.options().get("parameters") instanceof java.util.Map<?, ?> parameters) {
            return "direct:" + parameters.get("name");
        }
        return uri.startsWith("direct:") ? uri : "";
    }

    private void queuesExist(RouteFile file) {
        for (Node node : file.nodes()) {
            for (Object value : node.options().values()) {
                Matcher name = QUEUE.matcher(value instanceof String text ? text : "");
                while (name.find()) {
                    boolean written =
                            node.kind().equals("constant") || node.text("uri").startsWith("jms");
                    if (written && !queues.contains(name.group())) {
                        problems.add(file.name() + ": queue " + name.group() + " does not exist");
                    }
                }
            }
        }
    }
}
