package io.llgateway.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What happens when the ledger cannot be asked or told: one line a minute in the log, and a pause. Claimed rows become
 * due again by themselves; what was already sent is dropped by the broker the second time.
 */
@Component("dispatchFailure")
public class DispatchFailure {
    private static final Logger LOG = LoggerFactory.getLogger(DispatchFailure.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private final Clock clock;
    private Instant nextLine = Instant.MIN;

    DispatchFailure(Clock clock) {
        this.clock = clock;
    }

    /** Logs the failure, not more than once a minute, and holds the dispatcher for a second. */
    public void pause(Exchange exchange) throws InterruptedException {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        log(cause);
        exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, false);
        Thread.sleep(PAUSE.toMillis());
    }

    private synchronized void log(Exception cause) {
        Instant now = clock.instant();
        if (!now.isBefore(nextLine)) {
            nextLine = now.plus(BETWEEN_LINES);
            LOG.error("Dispatch failed and is tried again", cause);
        }
    }
}
