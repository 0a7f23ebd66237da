package io.llgateway.operations;

import io.llgateway.operations.BalanceReport.Break;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts the ledger (never this process), and looks for events that break the promise: every event is dispatched, late,
 * in review, rejected or unconfirmed; a dispatched one has exactly one first way to the queues; one in review, or that
 * waits for a second proof, was told to a person; nothing else has a way out.
 */
@Component
public class GatewayBalance {
    private static final int IDS_SHOWN = 20;

    /** Each selects the ids that break one rule. */
    private static final Map<String, String> RULES = Map.of(
            "dispatched, but not in the outbox",
            """
            select e.id from event e where e.state = 'dispatched'
               and not exists (select 1 from way_out o where o.subject_id = e.id and o.message_id = e.id
                                  and o.redrive is null)""",
            "in the outbox more than once",
            """
            select message_id from way_out where redrive is null group by message_id having count(*) > 1""",
            "in review, but no person was told",
            """
            select e.id from event e where e.state in ('review', 'waiting-confirmation')
               and not exists (select 1 from outbox o where o.subject_id = e.id and o.type = 'lianlian.review')""",
            "in the outbox, but not dispatched",
            """
            select e.id from event e join way_out o on o.message_id = e.id where e.state <> 'dispatched'""",
            "told to the webhook, but not dispatched",
            """
            select e.id from event e join delivery d on d.event_id = e.id where e.state <> 'dispatched'""",
            "batch that does not match its events",
            """
            select b.id from outbox_batch b left join event e on e.outbox_batch = b.id
             group by b.id, b.event_ids having count(e.id) <> cardinality(b.event_ids)""",
            "outbox row of nothing known",
            """
            select o.message_id from outbox o where o.type <> 'lianlian.rejected'
               and not exists (select 1 from event e where e.id = o.subject_id)""");

    private final JdbcClient ledger;

    /** @param ledger the ledger's database */
    public GatewayBalance(JdbcClient ledger) {
        this.ledger = ledger;
    }

    /** @return the balance now; costs a few passes over the ledger, so ask by the minute, not by the second */
    public BalanceReport report() {
        Map<String, Long> events = counts("select state, count(*) from event group by state");
        Map<String, Long> outbox = counts(
                "select o.state, count(*) from way_out o where o.redrive is null and o.type <> 'lianlian.rejected'"
                        + " and o.type <> 'lianlian.review' group by o.state");
        Map<String, Long> deliveries = counts("select state, count(*) from delivery group by state");
        long accepted = events.values().stream().mapToLong(Long::longValue).sum();
        long received = ledger.sql("select coalesce(sum(arrival_count), 0) from event")
                .query(Long.class)
                .single();
        List<Break> breaks = breaks();
        return new BalanceReport(
                breaks.isEmpty(),
                received,
                accepted,
                received - accepted,
                ledger.sql("select count(*) from refusal").query(Long.class).single(),
                events.getOrDefault("dispatched", 0L),
                outbox.getOrDefault("sent", 0L),
                outbox.getOrDefault("ready", 0L),
                outbox.getOrDefault("parked", 0L),
                events.getOrDefault("review", 0L),
                events.getOrDefault("rejected", 0L),
                events.getOrDefault("late", 0L),
                events.getOrDefault("unconfirmed", 0L) + events.getOrDefault("waiting-confirmation", 0L),
                deliveries.getOrDefault("done", 0L),
                deliveries.getOrDefault("waiting", 0L),
                deliveries.getOrDefault("dead", 0L),
                breaks);
    }

    private List<Break> breaks() {
        List<Break> breaks = new ArrayList<>();
        RULES.forEach((rule, sql) -> {
            List<String> ids = ledger.sql(sql + " limit " + (IDS_SHOWN + 1))
                    .query((row, number) -> row.getString(1))
                    .list();
            if (!ids.isEmpty()) {
                breaks.add(new Break(rule, ids.size() > IDS_SHOWN, ids.subList(0, Math.min(ids.size(), IDS_SHOWN))));
            }
        });
        return breaks;
    }

    private Map<String, Long> counts(String sql) {
        Map<String, Long> counts = new HashMap<>();
        ledger.sql(sql).query(row -> {
            counts.put(row.getString(1), row.getLong(2));
        });
        return counts;
    }
}
