package io.llgateway.operations;

import io.llgateway.ledger.LedgerDatabase;
import io.llgateway.operations.EventFilter.Condition;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends events again. What is meant is fixed when it is asked for; the sending follows at a capped rate, survives a
 * restart, and several nodes share it. An event that waits in the outbox is only hurried, since its first message is
 * still to come; one that was sent gets a new outbox row, whose duplicate id carries the redrive's, or the broker would
 * drop it. Only dispatched events can be redriven.
 */
@Component
class Redrives {
    private static final int MOST = 100_000;
    /** Seconds between two looks for what another node was asked, while there is nothing to do. */
    private static final int IDLE_TURNS = 5;

    private static final String CHOOSE = """
            insert into redrive_item (redrive_id, event_id, target, state)
            select cast(? as uuid), e.id, cast(? as varchar), 'waiting' from event e
             where e.state = 'dispatched' and e.message is not null and\s""";
    private static final String HURRY = "update outbox set next_at = ? where subject_id = ? and state = 'parked'";
    private static final String UNSENT = "select count(*) from way_out where subject_id = ? and state <> 'sent'";
    private static final String SEND_AGAIN = """
            insert into outbox (message_id, subject_id, type, channel, state, attempt, redrive, created_at)
            select o.message_id, o.subject_id, o.type, e.channel, 'ready', 0, ?, cast(? as timestamp with time zone)
              from way_out o join event e on e.id = o.subject_id
             where o.subject_id = ? and o.message_id = o.subject_id and o.redrive is null""";
    private static final String TELL_AGAIN =
            "update delivery set state = 'waiting', attempt = 0, next_at = ? where event_id = ?";
    private static final String TELL_FIRST = """
            insert into delivery (event_id, state, attempt, next_at, created_at)
            values (?, 'waiting', 0, ?, ?) on conflict do nothing""";

    private final JdbcClient ledger;
    private final TransactionTemplate transaction;
    private final LedgerDatabase database;
    private final OperatorActions actions;
    private final OpsSettings settings;
    private final Clock clock;
    private final AtomicInteger idle = new AtomicInteger();

    Redrives(
            JdbcClient ledger,
            TransactionTemplate transaction,
            LedgerDatabase database,
            OperatorActions actions,
            OpsSettings settings,
            Clock clock) {
        this.ledger = ledger;
        this.transaction = transaction;
        this.database = database;
        this.actions = actions;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Records the wish and what it means, durably.
     *
     * @throws BadRequestException when no filter or reason is given, or it means too many events
     */
    Redrive ask(EventFilter filter, Redrive.Target target, String who, @Nullable String why) {
        if (filter.isEmpty()) {
            throw new BadRequestException("say which: id, no_order, oid_paybill, state, from or to");
        }
        Redrive redrive = inTransaction(() -> {
            UUID id = actions.record(who, "redrive", why, filter.id(), target.code() + " " + filter);
            Condition condition = filter.condition();
            List<Object> values = new ArrayList<>(List.of(id, target.code()));
            values.addAll(condition.values());
            int events = ledger.sql(CHOOSE + condition.sql()).params(values).update();
            if (events > MOST) {
                throw new BadRequestException(
                        events + " events match, at most " + MOST + " can be redriven at once; narrow the filter");
            }
            return new Redrive(id, events);
        });
        database.makeDurable();
        idle.set(0);
        return redrive;
    }

    /** Sends the next events of all redrives again, as many as the rate allows in the second until the next call. */
    @Scheduled(fixedRate = 1000)
    void work() {
        if (idle.get() > 0) {
            idle.decrementAndGet();
            return;
        }
        int found = inTransaction(() -> {
            List<Item> items = ledger.sql("""
                            select redrive_id, event_id, target from redrive_item where state = 'waiting'
                             limit ? for update skip locked""")
                    .param(settings.redriveRate())
                    .query((row, number) -> new Item(
                            row.getObject("redrive_id", UUID.class),
                            row.getObject("event_id", UUID.class),
                            Redrive.Target.of(row.getString("target"))))
                    .list();
            items.forEach(this::redrive);
            return items.size();
        });
        idle.set(found == 0 ? IDLE_TURNS - 1 : 0);
    }

    private void redrive(Item item) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        if (item.target.isQueue()) {
            boolean unsent =
                    ledger.sql(UNSENT).param(item.eventId).query(Long.class).single() > 0;
            if (unsent) {
                ledger.sql(HURRY).params(now, item.eventId).update();
            } else {
                ledger.sql(SEND_AGAIN)
                        .params(item.redriveId.toString(), now, item.eventId)
                        .update();
            }
        }
        if (item.target.isWebhook()
                && ledger.sql(TELL_AGAIN).params(now, item.eventId).update() == 0) {
            ledger.sql(TELL_FIRST).params(item.eventId, now, now).update();
        }
        ledger.sql("update redrive_item set state = 'done' where redrive_id = ? and event_id = ?")
                .params(item.redriveId, item.eventId)
                .update();
    }

    private <T> T inTransaction(java.util.function.Supplier<T> work) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> work.get()));
    }

    private record Item(UUID redriveId, UUID eventId, Redrive.Target target) {}
}
