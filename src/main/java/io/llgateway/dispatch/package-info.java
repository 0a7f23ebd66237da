/** What still has to leave for the queues. Promises that every message of the outbox reaches its queue once, and that a bad one delays no other. */
@NullMarked
package io.llgateway.dispatch;

import org.jspecify.annotations.NullMarked;
