package io.llgateway.system;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the ledger behind the gateway's back, straight from its tables. */
final class LedgerReader {
    private static final Pattern AMOUNT = Pattern.compile("\"amount\":\"([0-9.]+)\"");

    private LedgerReader() {}

    /**
     * One event.
     *
     * @param key LianLian's number, result and amount, as {@link Payments#key}
     * @param state where the event stands
     */
    record Event(String id, String key, String state) {}

    /**
     * One outbox row.
     *
     * @param redrive null at the first dispatch
     */
    record Row(
            String messageId,
            String subjectId,
            String type,
            String state,
            @Nullable String redrive) {}

    /** One webhook delivery. */
    record Delivery(String eventId, String state) {}

    /** @return a connection to the embedded database of a gateway that does not run now */
    static Connection embedded(Path data) throws SQLException {
        try (var files = java.nio.file.Files.list(data)) {
            String file = files.map(Path::toString)
                    .filter(name -> name.endsWith(".mv.db"))
                    .findFirst()
                    .orElseThrow();
            return DriverManager.getConnection(
                    "jdbc:h2:file:" + file.substring(0, file.length() - ".mv.db".length())
                            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;MAX_COMPACT_TIME=0",
                    "",
                    "");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static List<Event> events(Connection ledger) throws SQLException {
        return read(ledger, "select id, lianlian_number, result, message, state from event", row -> {
            Matcher amount = AMOUNT.matcher(row.getString("message"));
            if (!amount.find()) {
                throw new IllegalStateException("no amount in the message of " + row.getString("id"));
            }
            String key = row.getString("lianlian_number") + " " + row.getString("result") + " " + amount.group(1);
            return new Event(row.getString("id"), key, row.getString("state"));
        });
    }

    static List<Row> outbox(Connection ledger) throws SQLException {
        return read(
                ledger,
                "select message_id, subject_id, type, state, redrive from way_out",
                row -> new Row(
                        row.getString("message_id"),
                        row.getString("subject_id"),
                        row.getString("type"),
                        row.getString("state"),
                        row.getString("redrive")));
    }

    static List<Delivery> deliveries(Connection ledger) throws SQLException {
        return read(
                ledger,
                "select event_id, state from delivery",
                row -> new Delivery(row.getString("event_id"), row.getString("state")));
    }

    private static <T> List<T> read(Connection ledger, String sql, Each<T> each) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (Statement statement = ledger.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(each.read(result));
            }
        }
        return rows;
    }

    private interface Each<T> {
        T read(ResultSet row) throws SQLException;
    }
}
