package io.llgateway.ledger;

import io.llgateway.notification.Kind;
import io.llgateway.notification.Outcome;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what a batch of arriving notifications has to be compared with. */
final class TimelineReader {
    /** Locks the rows in one order on all nodes, so that two nodes cannot wait for each other. */
    private static final String PAYMENTS = """
            select timeline, kind, order_number, order_time, amount, currency, outcome, revision, open_reviews,
                   paid_order_key
              from payment where timeline = any(?) order by timeline for update""";

    private static final String EVENTS = """
            select e.timeline, e.id, e.identity, e.state, e.token, e.arrival_count, e.fields
              from event e where e.timeline = any(?)""";

    /** A subquery, not a join: a join may be begun at its other end, which here means reading a whole table. */
    private static final String PAID_ORDERS = """
            select p.paid_order_key, p.timeline,
                   (select e.id from event e where e.timeline = p.timeline and e.identity = 'success') as id
              from payment p where p.paid_order_key = any(?)""";

    private TimelineReader() {}

    /** @return the known ones of these timelines with their events, by key; their payment rows are locked */
    static Map<String, Timeline> read(Connection connection, Collection<Arriving> batch) throws SQLException {
        List<String> payments = new ArrayList<>(batch.size());
        List<String> texts = new ArrayList<>(0);
        for (Arriving arriving : batch) {
            (arriving.facts() == null ? texts : payments).add(arriving.timeline());
        }
        Map<String, Timeline> timelines = new HashMap<>();
        if (!payments.isEmpty()) {
            for (Timeline timeline :
                    Sql.query(connection, PAYMENTS, TimelineReader::payment, Sql.texts(connection, payments))) {
                timelines.put(timeline.key(), timeline);
            }
        }
        texts.addAll(timelines.keySet());
        if (!texts.isEmpty()) {
            Sql.query(connection, EVENTS, row -> addEvent(row, timelines), Sql.texts(connection, texts));
        }
        return timelines;
    }

    /** @return who paid these orders, by their paid_order_key */
    static Map<String, PaidOrder> paidOrders(Connection connection, Collection<String> keys) throws SQLException {
        if (keys.isEmpty()) {
            return new HashMap<>();
        }
        Map<String, PaidOrder> paid = new HashMap<>();
        Sql.query(connection, PAID_ORDERS, TimelineReader::paidOrder, Sql.texts(connection, keys))
                .forEach(order -> paid.put(order.key(), order));
        return paid;
    }

    private static PaidOrder paidOrder(ResultSet row) throws SQLException {
        return new PaidOrder(row.getString("paid_order_key"), row.getString("timeline"), Sql.uuid(row, "id"));
    }

    private static Timeline payment(ResultSet row) throws SQLException {
        Facts facts = new Facts(
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("order_number"),
                row.getString("order_time"),
                row.getBigDecimal("amount"),
                row.getString("currency"));
        return Timeline.known(
                row.getString("timeline"),
                facts,
                outcome(row.getString("outcome")),
                row.getInt("revision"),
                row.getInt("open_reviews"),
                row.getString("paid_order_key"));
    }

    /** An operator may have released an event without an outcome of its own, which ranks nothing. */
    private static @Nullable Outcome outcome(@Nullable String code) {
        for (Outcome outcome : Outcome.values()) {
            if (outcome.code().equals(code)) {
                return outcome;
            }
        }
        return null;
    }

    private static Timeline addEvent(ResultSet row, Map<String, Timeline> timelines) throws SQLException {
        Timeline timeline = timelines.computeIfAbsent(
                row.getString("timeline"), key -> Timeline.known(key, null, null, 0, 0, null));
        timeline.add(new KnownEvent(
                Sql.uuid(row, "id"),
                row.getString("identity"),
                EventState.of(row.getString("state")),
                row.getString("token"),
                row.getString("fields"),
                row.getInt("arrival_count")));
        return timeline;
    }

    /**
     * The successful payment of an order.
     *
     * @param key kind, merchant and order number
     * @param timeline key of the payment
     * @param eventId its success
     */
    record PaidOrder(String key, String timeline, UUID eventId) {}
}
