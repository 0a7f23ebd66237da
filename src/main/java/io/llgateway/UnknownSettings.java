package io.llgateway;

import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Stops the start at a setting below {@code gateway} that does not exist, wherever it comes from. Spring's own check
 * looks at files and arguments only, but a misspelt {@code GATEWAY_MERCHNATS_0_OIDPARTNER} would switch the sandbox on.
 */
final class UnknownSettings {
    private static final SettingTree KNOWN = SettingTree.of(GatewaySettings.class);
    private static final Pattern VARIABLE = Pattern.compile(KNOWN.variable("gateway"), Pattern.CASE_INSENSITIVE);
    /** What Kubernetes sets in every pod beside a service that is named gateway. */
    private static final Pattern KUBERNETES =
            Pattern.compile("GATEWAY_(SERVICE_(HOST|PORT).*|PORT(_\\d+_(TCP|UDP).*)?)");

    private UnknownSettings() {}

    /** @throws IllegalArgumentException one sentence that names the unknown key and, if one is near, the known one */
    static void refuse(ConfigurableEnvironment environment) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource variables) {
                refuseVariables(variables);
            } else if (source instanceof IterableConfigurationPropertySource names) {
                names.stream().forEach(name -> refuseName(source, name));
            }
        }
    }

    private static void refuseVariables(EnumerablePropertySource<?> variables) {
        for (String variable : variables.getPropertyNames()) {
            String name = variable.replaceAll("[.\\-\\[\\]]+", "_").toUpperCase(Locale.ROOT);
            boolean ours = name.startsWith("GATEWAY_");
            if (ours
                    && !VARIABLE.matcher(name).matches()
                    && !KUBERNETES.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "gateway: the environment variable " + variable
                                + " is no setting of the gateway; correct its name (dots and brackets become underscores, hyphens are left out) or remove it.");
            }
        }
    }

    private static void refuseName(ConfigurationPropertySource source, ConfigurationPropertyName name) {
        if (name.getNumberOfElements() < 2 || !name.getElement(0, Form.UNIFORM).equals("gateway")) {
            return;
        }
        SettingTree tree = KNOWN;
        for (int i = 1; i < name.getNumberOfElements(); i++) {
            if (name.isNumericIndex(i) && tree.list()) {
                continue;
            }
            if (tree.isListOfGroups() && !name.isNumericIndex(i - 1)) {
                // Spring would find no entry, so that without its number a merchant would switch the sandbox on
                throw new IllegalArgumentException(name + " says not of which entry: write "
                        + name.chop(i).append("[0]").append(name.getElement(i, Form.ORIGINAL)) + " for the first.");
            }
            SettingTree child = tree.child(name.getElement(i, Form.ORIGINAL));
            if (child == null) {
                throw unknown(source, name, i, tree);
            }
            tree = child;
        }
    }

    private static IllegalArgumentException unknown(
            ConfigurationPropertySource source, ConfigurationPropertyName name, int at, SettingTree tree) {
        String near = nearest(name.getElement(at, Form.UNIFORM), tree);
        var property = source.getConfigurationProperty(name);
        String origin = property == null || property.getOrigin() == null ? "" : " (" + property.getOrigin() + ")";
        return new IllegalArgumentException(name + " is no setting of the gateway"
                + (near == null ? "" : "; did you mean " + name.chop(at).append(near) + "?")
                + (near == null ? ": correct" : " Correct") + " or remove it" + origin + ".");
    }

    private static @Nullable String nearest(String name, SettingTree tree) {
        return tree.children().keySet().stream()
                .filter(known -> distance(name, known) <= 3)
                .min(Comparator.comparingInt(known -> distance(name, known)))
                .orElse(null);
    }

    /** Levenshtein's distance: how many letters to add, remove or change. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
