package io.llgateway.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llgateway.message.SignedText;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes from the ledger what was kept only for looking things up, after {@code gateway.ledger.retention}: the fields as
 * received, the sender's address, and personal data in messages, where {@code gateway.message.personal-data=forward} put
 * it. Events stay for ever, since only they know a repeat.
 */
@Component
class Retention {
    private static final int STEP = 1000;

    private final JdbcClient ledger;
    private final RetentionSettings settings;
    private final ObjectMapper json;
    private final Clock clock;

    Retention(JdbcClient ledger, RetentionSettings settings, ObjectMapper json, Clock clock) {
        this.ledger = ledger;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    /** Deletes in steps that hold nobody up. */
    @Scheduled(initialDelayString = "PT1H", fixedDelayString = "PT6H")
    void work() {
        OffsetDateTime before = clock.instant().minus(settings.retention()).atOffset(ZoneOffset.UTC);
        forgetEvents(before);
        forgetArrivals(before);
    }

    /** By their ids, which begin with the time: what has been forgotten is not looked through again at every step. */
    private void forgetEvents(OffsetDateTime before) {
        UUID last = new UUID(0, 0);
        List<UUID> old;
        do {
            old = ledger.sql("""
                            select id from event where id > ? and received_at < ? and fields <> '{}'
                             order by id limit ?""").params(last, before, STEP).query(UUID.class).list();
            old.forEach(this::forget);
            last = old.isEmpty() ? last : old.get(old.size() - 1);
        } while (!old.isEmpty());
    }

    /** Messages first: an event whose fields are gone is not found again. */
    private void forget(UUID eventId) {
        change(
                "select message from event where id = ? and message is not null",
                "update event set message = ? where id = ?",
                eventId,
                this::withoutPersonalData);
        change(
                "select body from outbox where subject_id = ? and type = 'lianlian.review' and body is not null",
                "update outbox set body = ? where subject_id = ? and type = 'lianlian.review'",
                eventId,
                this::withMaskedText);
        ledger.sql("update event set fields = '{}', source_address = '' where id = ?")
                .param(eventId)
                .update();
    }

    private void forgetArrivals(OffsetDateTime before) {
        int changed;
        do {
            changed = ledger.sql("""
                            update arrival set fields = '{}', source_address = '' where (event_id, number) in
                             (select event_id, number from arrival where received_at < ? and fields <> '{}' limit ?)""").params(before, STEP).update();
        } while (changed > 0);
    }

    private void change(String select, String update, UUID eventId, UnaryOperator<String> change) {
        for (String text : ledger.sql(select).param(eventId).query(String.class).list()) {
            String changed = change.apply(text);
            if (!changed.equals(text)) {
                ledger.sql(update).params(changed, eventId).update();
            }
        }
    }

    private String withoutPersonalData(String message) {
        return rewritten(message, body -> {
            if (body.path("fields") instanceof ObjectNode fields) {
                fields.remove(SignedText.personal());
            }
        });
    }

    private String withMaskedText(String message) {
        return rewritten(
                message,
                body -> body.put(
                        "signed_text",
                        SignedText.masked(body.path("signed_text").asText())));
    }

    private String rewritten(String message, java.util.function.Consumer<ObjectNode> change) {
        try {
            ObjectNode body = (ObjectNode) json.readTree(message);
            change.accept(body);
            return json.writeValueAsString(body);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("the ledger holds a message that is not JSON", broken);
        }
    }
}
