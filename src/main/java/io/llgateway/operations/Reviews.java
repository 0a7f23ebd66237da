package io.llgateway.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llgateway.delivery.WebhookSettings;
import io.llgateway.ledger.LedgerDatabase;
import io.llgateway.notification.Outcome;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends a review or the wait for a second proof: a person releases the event, which is then dispatched as the newest
 * revision of its payment, or rejects it, and it acts no more. Either happens once; the payment's row is locked, so notifications that arrive meanwhile are
 * compared with what the person decided.
 */
@Component
class Reviews {
    private static final String ANSWERED =
            "update payment set open_reviews = open_reviews - 1 where timeline = ? and open_reviews > 0";
    private static final String RELEASED =
            "update event set state = 'dispatched', revision = ?, message = ? where id = ?";
    private static final String TO_OUTBOX = """
            insert into outbox (message_id, subject_id, type, channel, state, attempt, created_at)
            values (?, ?, ?, ?, 'ready', 0, ?)""";
    private static final String TO_WEBHOOK =
            "insert into delivery (event_id, state, attempt, next_at, created_at) values (?, 'waiting', 0, ?, ?)";

    private final JdbcClient ledger;
    private final TransactionTemplate transaction;
    private final LedgerDatabase database;
    private final OperatorActions actions;
    private final ObjectMapper json;
    private final boolean webhook;
    private final Clock clock;

    Reviews(
            JdbcClient ledger,
            TransactionTemplate transaction,
            LedgerDatabase database,
            OperatorActions actions,
            ObjectMapper json,
            WebhookSettings webhook,
            Clock clock) {
        this.ledger = ledger;
        this.transaction = transaction;
        this.database = database;
        this.actions = actions;
        this.json = json;
        this.webhook = !webhook.url().isEmpty();
        this.clock = clock;
    }

    /**
     * Dispatches the event, durably; one that was only proved now, and that the payment has outgrown meanwhile, is late
     * instead.
     *
     * @throws BadRequestException when it is not in review, carries no facts that could be dispatched, or nobody says why
     */
    void release(UUID eventId, String who, @Nullable String why) {
        transaction.executeWithoutResult(status -> {
            Waiting waiting = waiting(eventId);
            if (waiting.message == null) {
                throw new BadRequestException(
                        "the event carries no facts to dispatch; reject it, or ask LianLian to notify again");
            }
            actions.record(who, "release", why, eventId, "");
            if (waiting.isOutranked()) {
                ledger.sql("update event set state = 'late' where id = ?")
                        .param(eventId)
                        .update();
                ledger.sql(ANSWERED).param(waiting.timeline).update();
                return;
            }
            int revision = ledger.sql("select revision + 1 from payment where timeline = ?")
                    .param(waiting.timeline)
                    .query(Integer.class)
                    .single();
            ledger.sql("update payment set revision = ?, outcome = ? where timeline = ?")
                    .params(revision, waiting.outcome, waiting.timeline)
                    .update();
            ledger.sql(ANSWERED).param(waiting.timeline).update();
            ledger.sql(RELEASED)
                    .params(revision, withRevision(waiting.message, revision), eventId)
                    .update();
            OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
            String type = "lianlian." + waiting.kind + "." + waiting.outcome;
            ledger.sql(TO_OUTBOX)
                    .params(eventId, eventId, type, waiting.channel, now)
                    .update();
            if (webhook) {
                ledger.sql(TO_WEBHOOK).params(eventId, now, now).update();
            }
        });
        database.makeDurable();
    }

    /**
     * Declares the event void, durably.
     *
     * @throws BadRequestException when it is not in review, or nobody says why
     */
    void reject(UUID eventId, String who, @Nullable String why) {
        transaction.executeWithoutResult(status -> {
            Waiting waiting = waiting(eventId);
            actions.record(who, "reject", why, eventId, "");
            ledger.sql("update event set state = 'rejected' where id = ?")
                    .param(eventId)
                    .update();
            ledger.sql(ANSWERED).param(waiting.timeline).update();
            if (waiting.confirmation) {
                // the order may still be paid by another payment
                ledger.sql("update payment set paid_order_key = null where timeline = ?")
                        .param(waiting.timeline)
                        .update();
            }
        });
        database.makeDurable();
    }

    /** Locks the payment first, as the ledger's writer does, then looks at the event. */
    private Waiting waiting(UUID eventId) {
        ledger.sql("""
                        select timeline from payment where timeline = (select timeline from event where id = ?)
                           for update""").param(eventId).query(String.class).optional();
        Optional<Waiting> waiting = ledger.sql("""
                        select timeline, kind, outcome, channel, message, state,
                               (select p.outcome from payment p where p.timeline = event.timeline) as payment_outcome
                          from event where id = ? and state in ('review', 'waiting-confirmation')
                           for update""")
                .param(eventId)
                .query((row, number) -> new Waiting(
                        row.getString("timeline"),
                        row.getString("kind"),
                        row.getString("outcome"),
                        row.getString("channel"),
                        row.getString("message"),
                        row.getString("state").equals("waiting-confirmation"),
                        row.getString("payment_outcome")))
                .optional();
        return waiting.orElseThrow(() -> new BadRequestException("no event " + eventId + " is in review"));
    }

    private String withRevision(String message, int revision) {
        try {
            ObjectNode body = (ObjectNode) json.readTree(message);
            body.put("revision", revision);
            return json.writeValueAsString(body);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("the ledger holds a message that is not JSON", broken);
        }
    }

    private record Waiting(
            String timeline,
            @Nullable String kind,
            String outcome,
            String channel,
            @Nullable String message,
            boolean confirmation,
            @Nullable String paymentOutcome) {
        boolean isOutranked() {
            return confirmation && paymentOutcome != null && rank(outcome) <= rank(paymentOutcome);
        }

        private static int rank(String outcome) {
            return Arrays.stream(Outcome.values())
                    .filter(known -> known.code().equals(outcome))
                    .mapToInt(Outcome::rank)
                    .findAny()
                    .orElse(-1);
        }
    }
}
