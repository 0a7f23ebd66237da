package io.llgateway.ledger;

import io.llgateway.notification.Outcome;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what a result page may show. */
@Component
public class ResultViews {
    /** One look into the index for each day; written as a condition on many days, H2 reads all events of these days. */
    private static final String EVENT = """
            select (select e.id from event e where e.received_on = d.received_on and e.token = ?) as id
              from unnest(cast(? as date array)) as d (received_on)""";

    private static final String VIEW = """
            select e.received_at, e.bank_code, p.order_number, p.amount, p.currency, p.outcome, p.open_reviews
              from event e left join payment p on p.timeline = e.timeline
             where e.id = ?""";

    private final LedgerDatabase database;
    private final LedgerSettings settings;
    private final Clock clock;

    /** @param clock for the expiry of pages */
    public ResultViews(LedgerDatabase database, LedgerSettings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @return the view of a token; empty when the token is unknown or expired (setting, 7 days)
     * @throws LedgerUnavailableException when the ledger cannot be read; asking again is safe
     */
    public Optional<ResultView> find(String token) {
        Instant now = clock.instant();
        return database.transaction(connection -> find(connection, token, now))
                .filter(view -> view.receivedAt().plus(settings.resultExpiry()).isAfter(now));
    }

    private Optional<ResultView> find(Connection connection, String token, Instant now) throws SQLException {
        // another node's clock may be ahead
        List<LocalDate> days = day(now.minus(settings.resultExpiry()))
                .datesUntil(day(now).plusDays(2))
                .toList();
        List<@Nullable UUID> ids =
                Sql.query(connection, EVENT, row -> row.getObject("id", UUID.class), token, Sql.days(connection, days));
        for (UUID id : ids) {
            if (id != null) {
                return Sql.query(connection, VIEW, ResultViews::view, id).stream()
                        .findFirst();
            }
        }
        return Optional.empty();
    }

    /** @return the day of an event, UTC, below which its token is found */
    static LocalDate day(Instant receivedAt) {
        return LocalDate.ofInstant(receivedAt, ZoneOffset.UTC);
    }

    private static ResultView view(ResultSet row) throws SQLException {
        boolean factsKnown = row.getString("order_number") != null;
        String bankCode = row.getString("bank_code");
        String currency = row.getString("currency");
        return new ResultView(
                row.getInt("open_reviews") > 0 ? ResultView.State.CONFIRMING : state(row.getString("outcome")),
                row.getString("order_number"),
                row.getBigDecimal("amount"),
                factsKnown && currency == null ? "CNY" : currency,
                bankCode.isEmpty() ? null : bankCode,
                Sql.instant(row, "received_at"));
    }

    /** An authorised payment has not moved money, so it is not paid (contract section 6). */
    private static ResultView.State state(@Nullable String outcome) {
        if (outcome == null) {
            return ResultView.State.CONFIRMING;
        }
        if (outcome.equals(Outcome.SUCCESS.code())) {
            return ResultView.State.PAID;
        }
        boolean open = outcome.equals(Outcome.PENDING.code()) || outcome.equals(Outcome.AUTHORIZED.code());
        return open ? ResultView.State.CONFIRMING : ResultView.State.FAILED;
    }
}
