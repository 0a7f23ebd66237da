package io.llgateway.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What the ERP answered to one attempt.
 *
 * @param status HTTP status
 * @param retryAfter {@code Retry-After} as sent; null when absent
 */
record WebhookAnswer(int status, @Nullable String retryAfter) {}
