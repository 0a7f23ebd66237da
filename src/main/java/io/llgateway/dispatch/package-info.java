/** What still has to leave for the queues. Promises that every outbox row reaches its queue once, and that a bad row delays no other. */
@NullMarked
package io.llgateway.dispatch;

import org.jspecify.annotations.NullMarked;
