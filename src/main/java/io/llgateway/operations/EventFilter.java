package io.llgateway.operations;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which events an operator means. All conditions given must hold.
 *
 * @param id the event's; null = any
 * @param noOrder no_order or no_refund, exactly; null = any
 * @param oidPaybill oid_paybill or oid_refundno, exactly; null = any
 * @param state of the event (dispatched, late, review, rejected, unconfirmed, waiting-confirmation), of its way to the
 *     queues (ready, parked, sent) or of its webhook delivery (waiting, done, dead); null = any
 * @param from received then or later; null = any
 * @param to received before; null = any
 */
@JsonNaming(SnakeCaseStrategy.class)
public record EventFilter(
        @Nullable UUID id,
        @Nullable String noOrder,
        @Nullable String oidPaybill,
        @Nullable String state,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** The clock may have been set between receiving and recording. */
    private static final Duration CLOCK_MARGIN = Duration.ofDays(1);

    private static final String OF_EVENT = "e.state = ?";
    private static final String PARKED = "e.id in (select subject_id from outbox where state = ?)";
    /** What waits in batches is young: nothing older than the oldest of them is looked at. */
    private static final String READY = """
            e.id in (select o.subject_id from outbox o where o.state = ? union all
                     select b.id from event b join outbox_batch on outbox_batch.id = b.outbox_batch
                      where outbox_batch.state = 'ready'
                        and b.id >= (select event_ids[1] from outbox_batch where state = 'ready'
                                      order by event_ids[1] limit 1))""";
    /** Most are: the newest events are asked one by one. */
    private static final String SENT = "exists (select 1 from way_out w where w.subject_id = e.id and w.state = ?)";

    private static final String OF_DELIVERY = "e.id in (select event_id from delivery where state = ?)";
    private static final Map<String, String> STATES = Map.ofEntries(
            Map.entry("dispatched", OF_EVENT),
            Map.entry("late", OF_EVENT),
            Map.entry("review", OF_EVENT),
            Map.entry("rejected", OF_EVENT),
            Map.entry("unconfirmed", OF_EVENT),
            Map.entry("waiting-confirmation", OF_EVENT),
            Map.entry("ready", READY),
            Map.entry("parked", PARKED),
            Map.entry("sent", SENT),
            Map.entry("waiting", OF_DELIVERY),
            Map.entry("done", OF_DELIVERY),
            Map.entry("dead", OF_DELIVERY));

    /** @return whether it means every event there is */
    boolean isEmpty() {
        return id == null && noOrder == null && oidPaybill == null && state == null && from == null && to == null;
    }

    /**
     * @return the conditions on {@code event e} and their values
     * @throws BadRequestException when there is no such state
     */
    Condition condition() {
        Condition condition = new Condition(new StringBuilder("true"), new ArrayList<>());
        condition.and("e.id = ?", id);
        condition.and("e.order_number = ?", noOrder);
        condition.and("e.lianlian_number = ?", oidPaybill);
        if (state != null) {
            String ofState = STATES.get(state);
            if (ofState == null) {
                throw new BadRequestException("state must be one of "
                        + STATES.keySet().stream().sorted().toList());
            }
            condition.and(ofState, state);
        }
        condition.and("e.received_at >= ?", from == null ? null : from.atOffset(ZoneOffset.UTC));
        condition.and("e.received_at < ?", to == null ? null : to.atOffset(ZoneOffset.UTC));
        // ids begin with the time they were made at, so that the time, which has no index, is looked for near them
        condition.and("e.id >= ?", from == null ? null : idAt(from.minus(CLOCK_MARGIN)));
        condition.and("e.id < ?", to == null ? null : idAt(to.plus(CLOCK_MARGIN)));
        return condition;
    }

    private static UUID idAt(Instant time) {
        return new UUID(Math.max(0, time.toEpochMilli()) << Short.SIZE, 0);
    }

    /**
     * A condition for {@code where}.
     *
     * @param sql with a question mark for each value
     * @param values in that order
     */
    record Condition(StringBuilder sql, List<Object> values) {
        /** Adds a condition on one value; none when the value is null. */
        void and(String more, @Nullable Object value) {
            if (value != null) {
                sql.append(" and ").append(more);
                values.add(value);
            }
        }
    }
}
