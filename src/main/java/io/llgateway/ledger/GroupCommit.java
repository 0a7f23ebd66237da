package io.llgateway.ledger;

import io.llgateway.message.EventMessage;
import io.llgateway.notification.Notification;
import io.llgateway.verification.VerifiedNotification;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Records a batch of notifications in one transaction: look up, decide in memory, write, commit. */
final class GroupCommit {
    /** A notification may be dispatched and reviewed. */
    private static final int MESSAGES_MAX = 2;

    private final LedgerDatabase database;
    private final HandOver handOver;
    private final DeliveryHandOver deliveries;
    private final OutboxIds rowIds = new OutboxIds();
    private final EventMessage messages;
    private final EventIds ids;
    private final LedgerSettings settings;
    private final Clock clock;

    GroupCommit(
            LedgerDatabase database,
            HandOver handOver,
            DeliveryHandOver deliveries,
            EventMessage messages,
            EventIds ids,
            LedgerSettings settings,
            Clock clock) {
        this.database = database;
        this.handOver = handOver;
        this.deliveries = deliveries;
        this.messages = messages;
        this.ids = ids;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param lookUpPaidOrders false at the first try: who else paid an order is then left to the unique key, which saves
     *     a query for every normal batch; true when repeating after a conflict
     * @return what was recorded, in the order of the batch, after the commit is durable
     */
    List<Recorded> record(Connection connection, List<Arriving> batch, boolean lookUpPaidOrders) throws SQLException {
        try {
            Batch work = new Batch(connection, batch, lookUpPaidOrders);
            List<Recorded> recorded = work.record();
            database.commitDurably(connection);
            work.handOver();
            return recorded;
        } catch (SQLException | RuntimeException | Error failed) {
            rowIds.forget();
            LedgerDatabase.rollback(connection, failed);
            throw failed;
        }
    }

    /** One batch under work. */
    private final class Batch {
        private final Connection connection;
        private final List<Arriving> batch;
        private final LedgerRows rows = new LedgerRows();
        private final Map<String, Timeline> timelines;
        private final Map<String, TimelineReader.PaidOrder> paidOrders;
        private final Set<String> stored;
        private final boolean takenOver;
        private @Nullable OutboxBatch outboxBatch;
        private HandOver.@Nullable Claimed claimed;
        private boolean leased;

        Batch(Connection connection, List<Arriving> batch, boolean lookUpPaidOrders) throws SQLException {
            this.connection = connection;
            this.batch = batch;
            timelines = TimelineReader.read(connection, batch);
            stored = Set.copyOf(timelines.keySet());
            takenOver = handOver.takes(batch.size() * MESSAGES_MAX);
            paidOrders = lookUpPaidOrders
                    ? TimelineReader.paidOrders(
                            connection,
                            batch.stream()
                                    .map(Arriving::paidOrderKey)
                                    .filter(Objects::nonNull)
                                    .collect(Collectors.toSet()))
                    : new HashMap<>();
        }

        List<Recorded> record() throws SQLException {
            // one order of keys on all nodes, so that two nodes that insert the same ones cannot deadlock
            List<Arriving> sorted = new ArrayList<>(batch);
            sorted.sort(Comparator.comparing(Arriving::timeline));
            Map<Arriving, Recorded> recorded = new IdentityHashMap<>();
            for (Arriving arriving : sorted) {
                recorded.put(arriving, record(arriving));
            }
            write();
            return batch.stream()
                    .map(arriving -> Objects.requireNonNull(recorded.get(arriving)))
                    .toList();
        }

        private void write() throws SQLException {
            // first, so that whatever holds us up here makes the claim look older than it is, never younger
            long since = System.nanoTime();
            Instant now = clock.instant();
            claimed = takenOver ? new HandOver.Claimed(rows.messages(), since) : null;
            Duration lease = deliveries.lease(rows.deliveries().size());
            leased = lease != null;
            rows.write(
                    connection, now, takenOver ? now.plus(Outbox.CLAIM) : null, lease == null ? null : now.plus(lease));
        }

        void handOver() {
            if (leased) {
                deliveries.handOver(rows.deliveries());
            }
            if (claimed != null) {
                handOver.handOver(claimed);
            } else {
                handOver.leaveOut();
            }
        }

        private Recorded record(Arriving arriving) throws SQLException {
            Timeline timeline = timelines.computeIfAbsent(arriving.timeline(), key -> begin(arriving));
            Decision decision = timeline.decide(arriving, paidElsewhere(arriving), settings.confirmation());
            KnownEvent event;
            if (decision instanceof Decision.Again again) {
                event = again.event();
                event.arrive();
                timeline.apply(arriving, decision, event);
            } else {
                event = first(arriving, timeline, (Decision.First) decision);
            }
            if (stored.contains(timeline.key()) && timeline.isChanged()) {
                rows.changedPayment(timeline);
            }
            rows.arrival(arriving, event);
            return new Recorded(event.id(), event.token(), decision instanceof Decision.Again, arriving.verified());
        }

        private Timeline begin(Arriving arriving) {
            Timeline timeline = Timeline.begunBy(arriving);
            if (arriving.facts() != null) {
                rows.newPayment(timeline, arriving.verified());
            }
            return timeline;
        }

        private KnownEvent first(Arriving arriving, Timeline timeline, Decision.First decision) throws SQLException {
            VerifiedNotification told = arriving.verified();
            Notification facts = told.notification();
            UUID id = ids.next();
            KnownEvent event =
                    new KnownEvent(id, decision.identity(), decision.state(), ids.token(), arriving.fields(), 1);
            timeline.apply(arriving, decision, event);
            boolean dispatched = decision.state() == EventState.DISPATCHED;
            int revision = dispatched ? timeline.revision() : 0;
            String message = facts == null ? null : messages.event(id, told, revision);
            OutboxBatch leaving = null;
            if (dispatched && facts != null && message != null) {
                String type = EventMessage.type(facts.kind(), facts.outcome());
                leaving = leaving();
                OutboxMessage first = leaving == null
                        ? OutboxMessage.of(rowIds.next(connection), id, type, told, message)
                        : OutboxMessage.of(leaving, id, type, told, message);
                rows.outbox(first, id, null);
                if (settings.webhook()) {
                    rows.delivery(new Delivery(rowIds.next(connection), id, 1, message));
                }
            }
            rows.event(arriving, event, decision, revision, message, leaving);
            if (decision.reason() != null) {
                UUID messageId = ids.next();
                String body = messages.review(messageId, id, told, decision.reason(), decision.conflictsWith());
                long rowId = rowIds.next(connection);
                rows.outbox(OutboxMessage.of(rowId, messageId, EventMessage.REVIEW_TYPE, told, body), id, body);
            }
            String paidOrderKey = arriving.paidOrderKey();
            if (paidOrderKey != null && paidOrderKey.equals(timeline.paidOrderKey())) {
                paidOrders.put(paidOrderKey, new TimelineReader.PaidOrder(paidOrderKey, timeline.key(), id));
            }
            return event;
        }

        /** @return what the first messages of this commit leave in; null when this node's dispatcher does not take them */
        private @Nullable OutboxBatch leaving() throws SQLException {
            if (takenOver && outboxBatch == null) {
                outboxBatch = new OutboxBatch(rowIds.next(connection));
            }
            return outboxBatch;
        }

        private @Nullable UUID paidElsewhere(Arriving arriving) {
            String key = arriving.paidOrderKey();
            TimelineReader.PaidOrder paid = key == null ? null : paidOrders.get(key);
            return paid == null || paid.timeline().equals(arriving.timeline()) ? null : paid.eventId();
        }
    }
}
