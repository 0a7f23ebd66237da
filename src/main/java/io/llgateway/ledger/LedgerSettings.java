package io.llgateway.ledger;

import java.time.Duration;

/**
 * What the ledger has to know of other stages' settings.
 *
 * @param webhook whether a webhook is configured: only then does a dispatched event get a delivery row
 * @param resultExpiry how long a result page can be seen after its event was first received
 * @param confirmation the second proof that payments need before they are dispatched
 */
public record LedgerSettings(boolean webhook, Duration resultExpiry, Confirmation confirmation) {}
