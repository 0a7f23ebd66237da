package io.llgateway.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llgateway.message.SignedText;
import io.llgateway.operations.EventFilter.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds events and tells all that happened to one. Personal data is masked, whatever the messages carry; a shopper's
 * address is not shown, LianLian's is.
 */
@Component
class EventSearch {
    private static final String SUMMARY = """
            select e.id, e.kind, e.outcome, e.state, e.revision, e.reason, e.conflicts_with, e.channel, e.received_at,
                   e.last_received_at, e.arrival_count, e.oid_partner, e.order_number as no_order,
                   e.lianlian_number as oid_paybill, e.result, e.pay_type, e.bank_code
              from event e where\s""";
    private static final String ARRIVALS = """
            select number, channel, received_at,
                   case channel when 'url_return' then '***' else source_address end as source_address, differs, fields
              from (select 1 as number, channel, received_at, source_address, '' as differs, fields
                      from event where id = ?
                     union all
                    select number, channel, received_at, source_address, differs, fields
                      from arrival where event_id = ?) told
             order by number""";
    private static final String OUTBOX = """
            select id as "row", message_id, type, state, queue, attempt, reason, redrive, next_at, claimed_until,
                   created_at, sent_at
              from outbox where subject_id = ? order by created_at, id""";
    private static final String BATCH = """
            select b.id as "row", e.id as message_id, 'lianlian.' || e.kind || '.' || e.outcome as type, b.state,
                   0 as attempt, b.claimed_until, b.created_at, b.sent_at
              from event e join outbox_batch b on b.id = e.outbox_batch where e.id = ?""";
    private static final String BATCH_QUEUES = """
            select b.event_ids, b.queues from event e join outbox_batch b on b.id = e.outbox_batch
             where e.id = ? and b.queues is not null""";
    private static final String DELIVERIES =
            "select id as \"row\", state, attempt, next_at, lease_until, created_at from delivery where event_id = ?";
    private static final String ATTEMPTS = """
            select a.attempt, a.started_at, a.millis, a.status, a.error
              from delivery_attempt a join delivery d on d.id = a.delivery_id where d.event_id = ? order by a.id""";
    private static final String ACTIONS = """
            select a.id, a.at, a.who, a.what, a.why, a.details from operator_action a
             where a.event_id = ? or a.id in (select redrive_id from redrive_item where event_id = ?)
             order by a.at""";

    private final JdbcClient ledger;
    private final ObjectMapper json;

    EventSearch(JdbcClient ledger, ObjectMapper json) {
        this.ledger = ledger;
        this.json = json;
    }

    /**
     * @param after id of the last event of the page before; null for the first page
     * @return newest first
     */
    List<Map<String, Object>> find(EventFilter filter, @Nullable UUID after, int limit) {
        Condition condition = filter.condition();
        condition.and("e.id < ?", after);
        return rows(SUMMARY + condition.sql() + " order by e.id desc limit " + limit, condition.values());
    }

    /** @return the event with its arrivals, messages, deliveries and what operators did; empty when there is none */
    Optional<Map<String, Object>> timeline(UUID id) {
        List<Map<String, Object>> found = rows(SUMMARY + "e.id = ?", List.of(id));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> event = found.get(0);
        ledger.sql("select message from event where id = ? and message is not null")
                .param(id)
                .query(String.class)
                .optional()
                .ifPresent(message -> event.put("message", masked(message)));
        List<Map<String, Object>> arrivals = rows(ARRIVALS, List.of(id, id));
        arrivals.forEach(arrival -> arrival.computeIfPresent("fields", (name, fields) -> masked((String) fields)));
        event.put("arrivals", arrivals);
        List<Map<String, Object>> outbox = rows(BATCH, List.of(id));
        outbox.forEach(batch -> batchQueue(id).ifPresent(queue -> batch.put("queue", queue)));
        outbox.addAll(rows(OUTBOX, List.of(id)));
        event.put("outbox", outbox);
        event.put("deliveries", rows(DELIVERIES, List.of(id)));
        event.put("delivery_attempts", rows(ATTEMPTS, List.of(id)));
        event.put("actions", rows(ACTIONS, List.of(id, id)));
        return Optional.of(event);
    }

    /** @return where the event's message went with its batch, which has a queue for each event or one for all */
    private Optional<String> batchQueue(UUID id) {
        return ledger.sql(BATCH_QUEUES)
                .param(id)
                .query((row, number) -> {
                    Object[] events = (Object[]) row.getArray("event_ids").getArray();
                    Object[] queues = (Object[]) row.getArray("queues").getArray();
                    return (String)
                            queues[queues.length == 1 ? 0 : List.of(events).indexOf(id)];
                })
                .optional();
    }

    private List<Map<String, Object>> rows(String sql, List<Object> values) {
        return new ArrayList<>(
                ledger.sql(sql).params(values).query(new OperatorRow()).list());
    }

    private JsonNode masked(String text) {
        try {
            JsonNode node = json.readTree(text);
            mask(node);
            mask(node.path("fields"));
            return node;
        } catch (JsonProcessingException notJson) {
            return json.getNodeFactory().textNode("***");
        }
    }

    private static void mask(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                String text = object.get(name).asText();
                if (SignedText.isPersonal(name)) {
                    object.put(name, "***");
                } else if (text.indexOf('&') >= 0) {
                    object.put(name, SignedText.masked(text));
                }
            }
        }
    }
}
