package io.llgateway;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says in one sentence which setting stopped the start and how to correct it. Values are not shown, since they may be
 * secrets.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class WrongSettingAnalyzer implements FailureAnalyzer {
    private static final Pattern NAMES_A_SETTING =
            Pattern.compile("(gateway|spring|server|management|camel)[.:].*", Pattern.DOTALL);

    private static final int H2_FILE_IN_USE = 90020;
    /** SQL states of a refused connection, login or database name. */
    private static final Pattern CANNOT_CONNECT = Pattern.compile("(08|28|3D).*");

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String sentence = sentence(cause);
            if (sentence != null) {
                return new FailureAnalysis(sentence, null, cause);
            }
        }
        return null;
    }

    private static @Nullable String sentence(Throwable cause) {
        if (cause instanceof BindException bind
                && String.valueOf(bind.getName()).startsWith("gateway")) {
            return sentence(bind);
        }
        if (cause instanceof SQLException database) {
            return sentence(database);
        }
        return ours(cause);
    }

    private static @Nullable String ours(Throwable cause) {
        String message = cause.getMessage();
        boolean ours = cause instanceof IllegalArgumentException || cause instanceof IllegalStateException;
        return ours && message != null && NAMES_A_SETTING.matcher(message).matches() ? message : null;
    }

    private static @Nullable String sentence(SQLException database) {
        if (database.getErrorCode() == H2_FILE_IN_USE) {
            return "gateway.data-dir: another process uses the database in it, probably a second gateway: stop one of them, or give each a gateway.data-dir of its own.";
        }
        String state = database.getSQLState();
        return state != null && CANNOT_CONNECT.matcher(state).matches()
                ? "spring.datasource.url: the database cannot be used (SQL state " + state
                        + "): check that it runs, its address, spring.datasource.username and spring.datasource.password."
                : null;
    }

    private static String sentence(BindException bind) {
        // the settings say themselves which of their values are refused
        for (Throwable cause = bind.getCause(); cause != null; cause = cause.getCause()) {
            String refused = ours(cause);
            if (refused != null) {
                return refused;
            }
        }
        String origin = bind.getOrigin() == null ? "" : " (" + bind.getOrigin() + ")";
        return bind.getName() + " has a value that cannot be read as " + expected(bind) + ": correct it" + origin + ".";
    }

    private static String expected(BindException bind) {
        Class<?> type = bind.getTarget().getType().toClass();
        if (type.isEnum()) {
            return "one of "
                    + String.join(
                            ", ",
                            Arrays.stream(type.getEnumConstants())
                                    .map(constant -> constant.toString()
                                            .toLowerCase(Locale.ROOT)
                                            .replace('_', '-'))
                                    .toList());
        }
        return switch (type.getSimpleName()) {
            case "int" -> "a whole number";
            case "boolean" -> "true or false";
            case "Duration" -> "a duration such as 10s, 5m or 1h";
            case "DataSize" -> "a size such as 16KB";
            case "Charset" -> "a character set such as UTF-8 or GBK";
            case "List" -> "a list";
            default -> "a " + type.getSimpleName();
        };
    }
}
