/** The one JSON text that queues and webhook carry for an event. Promises that it is made once and holds nothing the signature does not cover. */
@NullMarked
package io.llgateway.message;

import org.jspecify.annotations.NullMarked;
