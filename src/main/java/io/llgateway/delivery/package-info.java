/** What the ERP is told over HTTP. Promises at-least-once delivery with one webhook-id per event, retried across restarts, delaying nothing else. */
@NullMarked
package io.llgateway.delivery;

import org.jspecify.annotations.NullMarked;
