package io.llgateway;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names below one setting, as the settings records declare them.
 *
 * @param list whether numbered entries come between this name and those below, as in {@code merchants[0].sign-type}
 * @param children settings below, by kebab-case name; empty for a single value
 */
record SettingTree(boolean list, Map<String, SettingTree> children) {
    /** @return the names that the components of a settings record declare */
    static SettingTree of(Class<?> settings) {
        return of(settings, false);
    }

    /** @return the setting below by its name in any spelling Spring takes; null when there is none */
    @Nullable
    SettingTree child(String name) {
        for (Map.Entry<String, SettingTree> child : children.entrySet()) {
            if (uniform(child.getKey()).equals(uniform(name))) {
                return child.getValue();
            }
        }
        return null;
    }

    /** @return whether its entries are groups of settings, which only their numbers tell apart */
    boolean isListOfGroups() {
        return list && !children.isEmpty();
    }

    /**
     * @param name this setting's own kebab-case name
     * @return what an environment variable for this setting or one below looks like, with or without an underscore
     *     where the name has a hyphen
     */
    String variable(String name) {
        String self = name.replace("-", "_?");
        if (children.isEmpty()) {
            return list ? self + "(_\\d+)?" : self;
        }
        String below = children.entrySet().stream()
                .map(child -> child.getValue().variable(child.getKey()))
                .collect(Collectors.joining("|"));
        return self + "(" + (list ? "_\\d+" : "") + "_(" + below + "))?";
    }

    /** @return {@code routesDir} as {@code routes-dir} */
    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String uniform(String name) {
        return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }

    private static SettingTree of(Class<?> type, boolean list) {
        Map<String, SettingTree> children = new LinkedHashMap<>();
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                boolean several = component.getType() == List.class;
                children.put(
                        kebab(component.getName()), of(several ? element(component) : component.getType(), several));
            }
        }
        return new SettingTree(list, children);
    }

    private static Class<?> element(RecordComponent list) {
        Type element = ((ParameterizedType) list.getGenericType()).getActualTypeArguments()[0];
        return (Class<?>) element;
    }
}
