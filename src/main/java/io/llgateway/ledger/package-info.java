/** What we know happened. Promises that a recorded notification is durable, counted once, and that what has to leave is in the same commit. */
@NullMarked
package io.llgateway.ledger;

import org.jspecify.annotations.NullMarked;
