package io.llgateway.ledger;

import java.util.UUID;

/**
 * One due webhook delivery, claimed with a lease.
 *
 * @param rowId the delivery row
 * @param eventId the event, also {@code webhook-id}
 * @param attempt number of this attempt, from 1
 * @param body the JSON text of contract section 5
 */
public record Delivery(long rowId, UUID eventId, int attempt, String body) {}
