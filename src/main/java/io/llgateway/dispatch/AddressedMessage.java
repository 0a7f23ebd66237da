package io.llgateway.dispatch;

import io.llgateway.ledger.OutboxMessage;

/**
 * A message and the queue that the route chose for it.
 *
 * @param message the claimed outbox row
 * @param queue name of the queue; empty when the route chose none
 */
public record AddressedMessage(OutboxMessage message, String queue) {}
