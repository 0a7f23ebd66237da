package io.llgateway.dispatch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Puts rows into a real outbox, as the ledger's writer does, and looks at what became of them. */
public final class OutboxRows {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private static final String EVENT = """
            insert into event (id, timeline, identity, kind, outcome, state, revision, token, channel, received_at,
              received_on, oid_partner, order_number, lianlian_number, result, pay_type, bank_code, message, arrival_count,
              last_received_at, source_address, fields)
            values (?, ?, ?, ?, ?, 'dispatched', 1, ?, 'notify_url', current_timestamp, current_date,
              '201304121000001004', ?, ?, ?, ?, '01020000', ?, 1, current_timestamp, '', '{}')""";

    private static final String ROW = """
            insert into outbox (message_id, subject_id, type, channel, body, state, attempt, redrive, created_at)
            values (?, ?, ?, 'notify_url', ?, 'ready', 0, ?, current_timestamp)""";

    private final DataSource dataSource;

    public OutboxRows(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** @return id of a new success of pay_type 1 that is ready to be dispatched */
    public UUID addPayment() {
        return add("payment", "success", "1");
    }

    public List<UUID> addPayments(int count) {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(addPayment());
        }
        return ids;
    }

    /** @return id of a new event of its own payment, ready to be dispatched */
    public UUID add(String kind, String outcome, String payType) {
        UUID id = newId();
        String type = "lianlian." + kind + "." + outcome;
        addEvent(id, kind, outcome, payType, type);
        addRow(id, id, type, null, null);
        return id;
    }

    /** @return id of a review message about an event with these facts */
    public UUID addReview(String kind, String outcome) {
        UUID event = newId();
        UUID review = newId();
        addEvent(event, kind, outcome, "1", "lianlian." + kind + "." + outcome);
        addRow(review, event, "lianlian.review", "{\"id\":\"" + review + "\",\"type\":\"lianlian.review\"}", null);
        return review;
    }

    /** @return id of a message about something refused: no event, no facts */
    public UUID addRejected() {
        UUID refusal = newId();
        addRow(
                refusal,
                refusal,
                "lianlian.rejected",
                "{\"id\":\"" + refusal + "\",\"type\":\"lianlian.rejected\"}",
                null);
        return refusal;
    }

    /** The same message once more, as an operator asks for it. */
    public void redrive(UUID event, String redrive) {
        addRow(event, event, "lianlian.payment.success", null, redrive);
    }

    /** Makes every row ready again, as rows are whose process died before the ledger's commit. */
    public void forgetSent() {
        update("update outbox set state = 'ready', claimed_until = null");
    }

    /** Makes parked rows due at once. */
    public void hurryParked() {
        update("update outbox set next_at = current_timestamp where state = 'parked'");
    }

    /** @return state, queue and reason of a message, each empty when absent, separated by blanks */
    public String stateOf(UUID message) {
        return one("select state || ' ' || coalesce(queue, '') || ' ' || coalesce(reason, '') from outbox"
                        + " where message_id = '" + message + "' order by id desc")
                .strip();
    }

    /** @return how many rows are in a state */
    public int count(String state) {
        return Integer.parseInt(one("select count(*) from outbox where state = '" + state + "'"));
    }

    private static UUID newId() {
        return new UUID(0x019aac1000007000L, 0x8000000000000000L | NUMBERS.incrementAndGet());
    }

    private void addEvent(UUID id, String kind, String outcome, String payType, String type) {
        long number = id.getLeastSignificantBits() & 0xffffff;
        update(
                EVENT,
                id,
                "timeline " + number,
                outcome,
                kind,
                outcome,
                id.toString().replace("-", ""),
                "ORDER" + number,
                "PAYBILL" + number,
                kind.equals("refund") ? "2" : "SUCCESS",
                payType,
                "{\"id\":\"" + id + "\",\"type\":\"" + type + "\",\"fields\":{\"info_order\":\"" + "x".repeat(500)
                        + "\"}}");
    }

    private void addRow(UUID message, UUID subject, String type, @Nullable String body, @Nullable String redrive) {
        update(ROW, message, subject, type, body, redrive);
    }

    private void update(String sql, @Nullable Object... values) {
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

    private String one(String sql) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            return result.next() ? String.valueOf(result.getString(1)) : "";
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
