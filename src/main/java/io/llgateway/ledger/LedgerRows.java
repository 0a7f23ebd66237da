package io.llgateway.ledger;

import io.llgateway.notification.Notification;
import io.llgateway.verification.VerifiedNotification;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows that one batch adds to the ledger, collected first and then written with one statement per table. */
final class LedgerRows {
    /** So many arrivals of an event are kept, the rest is counted (contract section 6). */
    static final int ARRIVALS_KEPT = 20;

    private static final String INSERT_PAYMENT = """
            insert into payment (timeline, kind, oid_partner, lianlian_number, order_number, order_time, amount, currency,
                                 outcome, revision, open_reviews, paid_order_key, first_received_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String UPDATE_PAYMENT = """
            update payment set order_time = ?, currency = ?, outcome = ?, revision = ?, open_reviews = ?,
                   paid_order_key = ? where timeline = ?""";
    private static final String INSERT_EVENT = """
            insert into event (id, timeline, identity, kind, outcome, state, revision, reason, conflicts_with, token,
                               channel, received_at, received_on, oid_partner, order_number, lianlian_number, result,
                               pay_type, bank_code, message, arrival_count, last_received_at, source_address, fields,
                               outbox_batch)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String UPDATE_EVENT = "update event set arrival_count = ?, last_received_at = ? where id = ?";
    private static final String INSERT_ARRIVAL = """
            insert into arrival (event_id, number, channel, received_at, source_address, differs, fields)
            values (?, ?, ?, ?, ?, ?, ?)""";
    private static final String INSERT_OUTBOX = """
            insert into outbox (id, message_id, subject_id, type, channel, body, state, claimed_until, attempt, created_at)
            values (?, ?, ?, ?, ?, ?, 'ready', ?, 0, ?)""";
    private static final String INSERT_DELIVERY = """
            insert into delivery (id, event_id, state, attempt, next_at, lease_until, created_at)
            values (?, ?, 'waiting', 0, ?, ?, ?)""";

    private final Map<Timeline, VerifiedNotification> newTimelines = new LinkedHashMap<>();
    private final Set<Timeline> changedTimelines = new LinkedHashSet<>();
    private final Map<UUID, NewEvent> newEvents = new LinkedHashMap<>();
    private final Map<KnownEvent, Instant> repeated = new LinkedHashMap<>();
    private final List<ArrivalRow> arrivals = new ArrayList<>();
    private final List<OutboxRow> outbox = new ArrayList<>();
    private final List<OutboxMessage> messages = new ArrayList<>();
    private @Nullable OutboxBatch outboxBatch;
    private final List<Delivery> deliveries = new ArrayList<>();

    /** A payment that the ledger does not hold yet. */
    void newPayment(Timeline timeline, VerifiedNotification first) {
        newTimelines.put(timeline, first);
    }

    /** A payment that the ledger holds, and about which more is known now. */
    void changedPayment(Timeline timeline) {
        changedTimelines.add(timeline);
    }

    /** @param outboxBatch what its message leaves in; null when it leaves alone, or not at all */
    void event(
            Arriving arriving,
            KnownEvent event,
            Decision.First decision,
            int revision,
            @Nullable String message,
            @Nullable OutboxBatch outboxBatch) {
        newEvents.put(event.id(), new NewEvent(arriving, event, decision, revision, message, outboxBatch));
    }

    void arrival(Arriving arriving, KnownEvent event) {
        int number = event.arrivals();
        Instant receivedAt = arriving.verified().received().receivedAt();
        if (!newEvents.containsKey(event.id())) {
            repeated.put(event, receivedAt);
        }
        if (number > 1 && number <= ARRIVALS_KEPT) {
            String differs = ArrivalFields.differences(event.firstFields(), arriving.fields());
            arrivals.add(new ArrivalRow(event.id(), number, arriving, differs));
        }
    }

    /** @param body the message's own text; null when it is the event's, which need no row while it leaves in a batch */
    void outbox(OutboxMessage message, UUID eventId, @Nullable String body) {
        messages.add(message);
        OutboxBatch batch = message.batch();
        if (batch == null) {
            outbox.add(new OutboxRow(message, eventId, body));
        } else {
            batch.add(eventId);
            outboxBatch = batch;
        }
    }

    /** @return what has to leave for the queues */
    List<OutboxMessage> messages() {
        return messages;
    }

    /** What the webhook has to be told of a new event. */
    void delivery(Delivery delivery) {
        deliveries.add(delivery);
    }

    /** @return what the webhook has to be told */
    List<Delivery> deliveries() {
        return deliveries;
    }

    /**
     * Writes everything, timelines first: their unique keys are what two nodes meet at.
     *
     * @param claimedUntil until when this node sends the messages; null = whoever claims them
     * @param leasedUntil until when this node delivers the deliveries; null = whoever claims them
     */
    void write(Connection connection, Instant now, @Nullable Instant claimedUntil, @Nullable Instant leasedUntil)
            throws SQLException {
        Sql.batch(connection, INSERT_PAYMENT, newTimelines.entrySet(), LedgerRows::paymentValues);
        changedTimelines.removeAll(newTimelines.keySet());
        Sql.batch(connection, UPDATE_PAYMENT, changedTimelines, LedgerRows::changedPaymentValues);
        Sql.batch(connection, INSERT_EVENT, newEvents.values(), LedgerRows::eventValues);
        Sql.batch(connection, UPDATE_EVENT, repeated.entrySet(), row -> new Object[] {
            row.getKey().arrivals(), row.getValue(), row.getKey().id()
        });
        Sql.batch(connection, INSERT_ARRIVAL, arrivals, LedgerRows::arrivalValues);
        Sql.batch(connection, INSERT_OUTBOX, outbox, row -> new Object[] {
            row.message.getRowId(),
            row.message.getMessageId(),
            row.subjectId,
            row.message.getType(),
            row.message.getChannel(),
            row.body,
            claimedUntil,
            now
        });
        if (outboxBatch != null) {
            OutboxBatches.insert(connection, outboxBatch, Objects.requireNonNull(claimedUntil), now);
        }
        Sql.batch(connection, INSERT_DELIVERY, deliveries, delivery ->
                new Object[] {delivery.rowId(), delivery.eventId(), now, leasedUntil, now});
    }

    private static @Nullable Object[] paymentValues(Map.Entry<Timeline, VerifiedNotification> row) {
        Timeline timeline = row.getKey();
        VerifiedNotification first = row.getValue();
        Facts facts = Objects.requireNonNull(timeline.facts());
        Notification notification = Objects.requireNonNull(first.notification());
        return new Object[] {
            timeline.key(),
            facts.kind().code(),
            notification.oidPartner(),
            notification.lianlianNumber(),
            facts.orderNumber(),
            facts.orderTime(),
            facts.amount(),
            facts.currency(),
            timeline.outcome() == null ? null : timeline.outcome().code(),
            timeline.revision(),
            timeline.openReviews(),
            timeline.paidOrderKey(),
            first.received().receivedAt()
        };
    }

    private static @Nullable Object[] changedPaymentValues(Timeline timeline) {
        Facts facts = Objects.requireNonNull(timeline.facts());
        return new Object[] {
            facts.orderTime(),
            facts.currency(),
            timeline.outcome() == null ? null : timeline.outcome().code(),
            timeline.revision(),
            timeline.openReviews(),
            timeline.paidOrderKey(),
            timeline.key()
        };
    }

    private static @Nullable Object[] eventValues(NewEvent row) {
        VerifiedNotification told = row.arriving.verified();
        Notification facts = told.notification();
        String conflicts =
                row.decision.conflictsWith().stream().map(UUID::toString).collect(Collectors.joining(","));
        return new Object[] {
            row.event.id(),
            row.arriving.timeline(),
            row.event.identity(),
            facts == null ? null : facts.kind().code(),
            row.arriving.outcome() == null
                    ? row.arriving.identity()
                    : row.arriving.outcome().code(),
            row.event.state().code(),
            row.revision,
            row.decision.reason(),
            conflicts.isEmpty() ? null : conflicts,
            row.event.token(),
            told.received().channel().code(),
            told.received().receivedAt(),
            ResultViews.day(told.received().receivedAt()),
            told.oidPartner(),
            facts == null ? "" : facts.orderNumber(),
            facts == null ? "" : facts.lianlianNumber(),
            facts == null ? "" : facts.result(),
            facts == null ? "" : orEmpty(facts.payType()),
            facts == null ? "" : orEmpty(facts.bankCode()),
            row.message,
            row.event.arrivals(),
            told.received().receivedAt(),
            told.received().sourceAddress(),
            row.event.firstFields(),
            row.outboxBatch == null ? null : row.outboxBatch.id()
        };
    }

    private static @Nullable Object[] arrivalValues(ArrivalRow row) {
        var received = row.arriving.verified().received();
        return new Object[] {
            row.eventId,
            row.number,
            received.channel().code(),
            received.receivedAt(),
            received.sourceAddress(),
            row.differs,
            row.arriving.fields()
        };
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private record NewEvent(
            Arriving arriving,
            KnownEvent event,
            Decision.First decision,
            int revision,
            @Nullable String message,
            @Nullable OutboxBatch outboxBatch) {}

    private record ArrivalRow(UUID eventId, int number, Arriving arriving, String differs) {}

    private record OutboxRow(
            OutboxMessage message, UUID subjectId, @Nullable String body) {}
}
