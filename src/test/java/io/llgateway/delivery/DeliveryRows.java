package io.llgateway.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** Puts due deliveries into a real ledger, as its writer does, and looks at what became of them. */
public final class DeliveryRows {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private static final String EVENT = """
            insert into event (id, timeline, identity, kind, outcome, state, revision, token, channel, received_at,
              received_on, oid_partner, order_number, lianlian_number, result, pay_type, bank_code, message, arrival_count,
              last_received_at, source_address, fields)
            values (?, ?, 'success', 'payment', 'success', 'dispatched', 1, ?, 'notify_url', current_timestamp,
              current_date, '201304121000001004', ?, ?, 'SUCCESS', '1', '01020000', ?, 1, current_timestamp, '', '{}')""";

    private static final String DELIVERY = """
            insert into delivery (event_id, state, attempt, next_at, created_at)
            values (?, 'waiting', 0, current_timestamp, current_timestamp)""";

    private final DataSource dataSource;

    public DeliveryRows(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** @return id of a new event that is due now */
    public UUID add() {
        UUID id = new UUID(0x019aac2000007000L, 0x8000000000000000L | NUMBERS.incrementAndGet());
        String text = id.toString();
        update(EVENT, id, "payment|" + text, text.replace("-", ""), "ORDER", text, bodyOf(id));
        update(DELIVERY, id);
        return id;
    }

    public List<UUID> add(int count) {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(add());
        }
        return ids;
    }

    /** @return the JSON text of an event made here; not all of it is ASCII */
    public static String bodyOf(UUID id) {
        return "{\"id\":\"" + id + "\",\"type\":\"lianlian.payment.success\",\"fields\":{\"info_order\":\"中文\"}}";
    }

    /** Ends every delivery that is not ended yet. */
    public void giveUpWaiting() {
        update("update delivery set state = 'dead', next_at = null where state = 'waiting'");
    }

    public String stateOf(UUID event) {
        return read("select state from delivery where event_id = '" + event + "'")
                .get(0);
    }

    public Instant nextAtOf(UUID event) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select next_at from delivery where event_id = ?")) {
            statement.setObject(1, event);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getObject(1, OffsetDateTime.class).toInstant();
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** @return status or error of each attempt so far */
    public List<String> attemptsOf(UUID event) {
        return read("select coalesce(cast(a.status as varchar), a.error) from delivery_attempt a"
                + " join delivery d on d.id = a.delivery_id where d.event_id = '" + event + "' order by a.attempt");
    }

    public long millisOfFirstAttempt(UUID event) {
        return Long.parseLong(read("select a.millis from delivery_attempt a join delivery d on d.id = a.delivery_id"
                        + " where a.attempt = 1 and d.event_id = '" + event + "'")
                .get(0));
    }

    public int count(String state) {
        return Integer.parseInt(read("select count(*) from delivery where state = '" + state + "'")
                .get(0));
    }

    private List<String> read(String sql) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void update(String sql, Object... values) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
