package io.llgateway.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.llgateway.message.MessageSettings.PersonalData;
import io.llgateway.notification.BankCode;
import io.llgateway.notification.Channel;
import io.llgateway.notification.Kind;
import io.llgateway.notification.Notification;
import io.llgateway.notification.Outcome;
import io.llgateway.notification.PayType;
import io.llgateway.notification.Refusal;
import io.llgateway.verification.ReceivedNotification;
import io.llgateway.verification.VerifiedNotification;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes the JSON text of contract section 5. Called once per event, in the ledger's writer; queue and webhook carry
 * the same text. The texts follow {@code schema/event.schema.json}, {@code review.schema.json} and
 * {@code rejected.schema.json}. Safe for use by several threads.
 */
public final class EventMessage {
    /** JMSType and {@code type} of a message that asks for a person. */
    public static final String REVIEW_TYPE = "lianlian.review";
    /** JMSType and {@code type} of a message about something refused. */
    public static final String REJECTED_TYPE = "lianlian.rejected";

    private static final int USUAL_LENGTH = 1024;
    private static final JsonFactory JSON = new JsonFactory();
    /** ISO 8601 in UTC, always with milliseconds: texts of equal length sort by time. */
    private static final DateTimeFormatter INSTANT =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private final boolean forwardPersonalData;
    private final boolean sandbox;

    /** @param sandbox whether every message is marked {@code "sandbox": true} */
    public EventMessage(MessageSettings settings, boolean sandbox) {
        this.forwardPersonalData = settings.personalData() == PersonalData.FORWARD;
        this.sandbox = sandbox;
    }

    /** @return {@code lianlian.<kind>.<outcome>}, the {@code type} and JMSType of an event's message */
    public static String type(Kind kind, Outcome outcome) {
        return "lianlian." + kind.code() + "." + outcome.code();
    }

    /**
     * @param id the event's, UUIDv7
     * @param notification one with facts (verdict FACTS or UNCONFIRMED)
     * @param revision 1, 2, ... per payment
     * @return the message of an event whose facts are known
     * @throws NullPointerException when the notification has no facts; a programming error
     */
    public String event(UUID id, VerifiedNotification notification, int revision) {
        Notification facts = Objects.requireNonNull(notification.notification(), "an event message needs facts");
        return write(json -> {
            json.writeStringField("id", id.toString());
            json.writeStringField("type", type(facts.kind(), facts.outcome()));
            json.writeStringField("kind", facts.kind().code());
            json.writeStringField("outcome", facts.outcome().code());
            json.writeNumberField("revision", revision);
            arrival(json, notification.received());
            json.writeStringField(
                    "amount",
                    facts.amount().setScale(2, RoundingMode.UNNECESSARY).toPlainString());
            json.writeStringField("currency", facts.currency() == null ? "CNY" : facts.currency());
            optional(json, "pay_type_name", PayType.nameOf(facts.payType()));
            optional(json, "bank_name", BankCode.nameOf(facts.bankCode()));
            sandboxMark(json);
            fields(json, facts.fields());
        });
    }

    /**
     * The message that asks for a person. It carries what LianLian signed as it is, not as facts; personal data in it is
     * masked unless it may be forwarded ({@link SignedText}).
     *
     * @param id the review message's own id
     * @param eventId the event in the ledger that waits for a person
     * @param reason why a person must look
     * @param conflictsWith ids of the events it contradicts; empty when it contradicts none
     */
    public String review(
            UUID id, UUID eventId, VerifiedNotification notification, String reason, List<UUID> conflictsWith) {
        return write(json -> {
            json.writeStringField("id", id.toString());
            json.writeStringField("type", REVIEW_TYPE);
            json.writeStringField("kind", notification.received().kind().code());
            json.writeStringField("reason", reason);
            json.writeStringField("event_id", eventId.toString());
            json.writeArrayFieldStart("conflicts_with");
            for (UUID conflict : conflictsWith) {
                json.writeString(conflict.toString());
            }
            json.writeEndArray();
            arrival(json, notification.received());
            json.writeStringField("oid_partner", notification.oidPartner());
            sandboxMark(json);
            String text = notification.signedText();
            json.writeStringField("signed_text", forwardPersonalData ? text : SignedText.masked(text));
        });
    }

    /**
     * The message for {@code lianlian.rejected}: reason, path, size, digest; nothing of the content. The sender's
     * address is named for {@code notify_url} only, where it is a server's and not a shopper's.
     */
    public String rejected(UUID id, Refusal refusal) {
        return write(json -> {
            json.writeStringField("id", id.toString());
            json.writeStringField("type", REJECTED_TYPE);
            json.writeStringField("kind", refusal.kind().code());
            json.writeStringField("reason", refusal.reason());
            json.writeStringField("channel", refusal.channel().code());
            json.writeStringField("received_at", text(refusal.receivedAt()));
            if (refusal.channel() == Channel.NOTIFY_URL) {
                json.writeStringField("source", refusal.sourceAddress());
            }
            json.writeNumberField("size", refusal.size());
            json.writeStringField("digest", refusal.digest());
            sandboxMark(json);
        });
    }

    private void fields(JsonGenerator json, Map<String, String> fields) throws IOException {
        json.writeObjectFieldStart("fields");
        for (Map.Entry<String, String> field : fields.entrySet()) {
            String name = field.getKey();
            if (!name.equals("sign") && (forwardPersonalData || !SignedText.isPersonal(name))) {
                json.writeStringField(name, field.getValue());
            }
        }
        json.writeEndObject();
    }

    private void sandboxMark(JsonGenerator json) throws IOException {
        if (sandbox) {
            json.writeBooleanField("sandbox", true);
        }
    }

    private static void arrival(JsonGenerator json, ReceivedNotification received) throws IOException {
        json.writeStringField("channel", received.channel().code());
        json.writeStringField("received_at", text(received.receivedAt()));
    }

    private static void optional(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static String text(Instant instant) {
        return INSTANT.format(instant);
    }

    private static String write(Content content) {
        StringWriter text = new StringWriter(USUAL_LENGTH);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            content.writeTo(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a StringWriter does not fail", impossible);
        }
        return text.toString();
    }

    /** The properties of one message. */
    private interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }
}
