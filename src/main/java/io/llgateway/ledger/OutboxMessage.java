package io.llgateway.ledger;

import io.llgateway.message.EventMessage;
import io.llgateway.notification.Notification;
import io.llgateway.verification.VerifiedNotification;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message that has to leave for the queues, claimed for dispatch: a row of the outbox, or part of a batch. */
public final class OutboxMessage {
    private final long rowId;
    private final @Nullable OutboxBatch batch;
    private final UUID messageId;
    private final String type;
    private final String kind;
    private final String outcome;
    private final String channel;
    private final String result;
    private final String payType;
    private final String oidPartner;
    private final String orderNumber;
    private final String lianlianNumber;
    private final String body;
    private final @Nullable String redrive;

    /**
     * @param rowId the outbox row; of a message that leaves in a batch, the batch's
     * @param batch what it leaves in; null when it leaves alone
     * @param messageId id of the message: the event's, or a review message's own
     * @param type {@code lianlian.<kind>.<outcome>}, {@code lianlian.review} or {@code lianlian.rejected}
     * @param kind payment, payout, refund; empty when no facts are known
     * @param outcome pending, authorized, success, failure, refunded, cancelled, unknown; for rows without facts
     *     {@code review} or {@code rejected}
     * @param channel url_return, notify_url, query
     * @param result result_pay or sta_refund as signed; may be empty
     * @param payType pay_type as signed; may be empty
     * @param oidPartner merchant number; may be empty
     * @param orderNumber no_order or no_refund; may be empty
     * @param lianlianNumber oid_paybill or oid_refundno; may be empty
     * @param body the JSON text of contract section 5
     * @param redrive null at the first dispatch; else the UUID of the operator's redrive, part of the duplicate id
     */
    OutboxMessage(
            long rowId,
            @Nullable OutboxBatch batch,
            UUID messageId,
            String type,
            String kind,
            String outcome,
            String channel,
            String result,
            String payType,
            String oidPartner,
            String orderNumber,
            String lianlianNumber,
            String body,
            @Nullable String redrive) {
        this.rowId = rowId;
        this.batch = batch;
        this.messageId = messageId;
        this.type = type;
        this.kind = kind;
        this.outcome = outcome;
        this.channel = channel;
        this.result = result;
        this.payType = payType;
        this.oidPartner = oidPartner;
        this.orderNumber = orderNumber;
        this.lianlianNumber = lianlianNumber;
        this.body = body;
        this.redrive = redrive;
    }

    /** The first message about a notification that is being recorded, in a row of its own. */
    static OutboxMessage of(long rowId, UUID messageId, String type, VerifiedNotification told, String body) {
        return of(rowId, null, messageId, type, told, body);
    }

    /** The first message about a notification that is being recorded, leaving with others. */
    static OutboxMessage of(OutboxBatch batch, UUID messageId, String type, VerifiedNotification told, String body) {
        return of(batch.id(), batch, messageId, type, told, body);
    }

    private static OutboxMessage of(
            long rowId,
            @Nullable OutboxBatch batch,
            UUID messageId,
            String type,
            VerifiedNotification told,
            String body) {
        Notification facts = told.notification();
        return new OutboxMessage(
                rowId,
                batch,
                messageId,
                type,
                facts == null ? "" : facts.kind().code(),
                outcome(type, facts == null ? null : facts.outcome().code()),
                told.received().channel().code(),
                facts == null ? "" : facts.result(),
                facts == null ? "" : Objects.requireNonNullElse(facts.payType(), ""),
                told.oidPartner(),
                facts == null ? "" : facts.orderNumber(),
                facts == null ? "" : facts.lianlianNumber(),
                body,
                null);
    }

    /** @return what the message is about: for a message without an outcome of its own, where it goes */
    static String outcome(String type, @Nullable String ofEvent) {
        return switch (type) {
            case EventMessage.REVIEW_TYPE -> "review";
            case EventMessage.REJECTED_TYPE -> "rejected";
            default -> Objects.requireNonNullElse(ofEvent, "");
        };
    }

    /** @return the outbox row; of a message that leaves in a batch, the batch's */
    public long getRowId() {
        return rowId;
    }

    /** @return what it leaves in; null when it leaves alone */
    @Nullable
    OutboxBatch batch() {
        return batch;
    }

    /** @return UUIDv7 of the message */
    public UUID getMessageId() {
        return messageId;
    }

    /** @return JMSType of the message */
    public String getType() {
        return type;
    }

    /** @return payment, payout, refund, or empty */
    public String getKind() {
        return kind;
    }

    /** @return the outcome's code, or review, or rejected */
    public String getOutcome() {
        return outcome;
    }

    /** @return the channel's code */
    public String getChannel() {
        return channel;
    }

    /** @return result_pay or sta_refund, or empty */
    public String getResult() {
        return result;
    }

    /** @return pay_type, or empty */
    public String getPayType() {
        return payType;
    }

    /** @return oid_partner, or empty */
    public String getOidPartner() {
        return oidPartner;
    }

    /** @return no_order or no_refund, or empty */
    public String getOrderNumber() {
        return orderNumber;
    }

    /** @return oid_paybill or oid_refundno, or empty */
    public String getLianlianNumber() {
        return lianlianNumber;
    }

    /** @return the JSON text to send */
    public String getBody() {
        return body;
    }

    /** @return the broker's duplicate id: the message id, with the redrive's id behind an exclamation mark if any */
    public String getDuplicateId() {
        return redrive == null ? messageId.toString() : messageId + "!" + redrive;
    }
}
