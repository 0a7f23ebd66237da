package io.llgateway.ledger;

import io.llgateway.verification.VerifiedNotification;
import java.util.UUID;

/**
 * A notification that is durably in the ledger.
 *
 * @param eventId the event it is an arrival of, UUIDv7
 * @param token 32 hex digits, the event's result page
 * @param again whether the event was known before
 * @param notification what was recorded
 */
public record Recorded(UUID eventId, String token, boolean again, VerifiedNotification notification) {}
