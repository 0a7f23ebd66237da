/**
 * The way of one payment notification, in the order of the packages that it passes:
 *
 * <p>{@code intake} takes bytes over HTTP and turns them into fields, once and strictly; {@code verification} decides
 * whether LianLian signed exactly these fields for one of our merchants; {@code ledger} records what we now know, in
 * one commit together with what still has to leave; only then is the sender answered. {@code dispatch} sends what the
 * ledger holds in its outbox to JMS queues, {@code delivery} tells the ERP's webhook, both from the ledger and both
 * until they succeed. {@code notification} is the vocabulary they share, {@code message} the text that queue and
 * webhook carry, {@code shopper} the page a shopper sees, {@code operations} what an operator asks, and
 * {@code sandbox} a pretend LianLian and a pretend ERP.
 */
@NullMarked
package io.llgateway;

import org.jspecify.annotations.NullMarked;
