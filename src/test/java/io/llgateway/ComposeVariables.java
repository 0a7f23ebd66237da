package io.llgateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The environment that {@code docker-compose.yml} gives the gateway. */
public final class ComposeVariables {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+):([-?])(.*)}");

    private ComposeVariables() {}

    /**
     * @param dotEnv what stands in {@code .env}
     * @return name and value of each variable, in the order of the file
     * @throws IllegalArgumentException when a required one is not in {@code dotEnv}
     */
    @SuppressWarnings("unchecked")
    public static Map<String, String> ofGateway(Map<String, String> dotEnv) {
        try {
            Map<String, Object> file = new Yaml(new SafeConstructor(new LoaderOptions()))
                    .load(Files.readString(Path.of("docker-compose.yml")));
            Map<String, Object> services = (Map<String, Object>) file.get("services");
            Map<String, Object> gateway = (Map<String, Object>) services.get("gateway");
            Map<String, String> variables = new LinkedHashMap<>();
            ((Map<String, Object>) gateway.get("environment"))
                    .forEach((name, value) -> variables.put(name, interpolated(value.toString(), dotEnv)));
            return variables;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String interpolated(String text, Map<String, String> dotEnv) {
        Matcher variable = VARIABLE.matcher(text);
        if (!variable.matches()) {
            return text;
        }
        String value = dotEnv.get(variable.group(1));
        if (value == null && variable.group(2).equals("?")) {
            throw new IllegalArgumentException(variable.group(3));
        }
        return value == null ? variable.group(3) : value;
    }
}
