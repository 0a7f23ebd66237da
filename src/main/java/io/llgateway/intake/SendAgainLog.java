package io.llgateway.intake;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line of log a minute at most for all senders that were asked to repeat, with their number: a shopper may post a
 * genuine form as often as he likes while the ledger is away.
 */
final class SendAgainLog {
    private static final Logger LOG = LoggerFactory.getLogger(SendAgainLog.class);
    private static final long BETWEEN_LINES = TimeUnit.MINUTES.toNanos(1);

    private long unsaid;
    private long nextLine = System.nanoTime();

    /** @param reason why it could not be recorded, of the last one */
    synchronized void asked(String reason) {
        unsaid++;
        long now = System.nanoTime();
        if (now - nextLine >= 0) {
            LOG.warn(
                    "Verified notifications that could not be recorded, their senders were asked to repeat: {}, the last one since {}",
                    unsaid,
                    reason);
            unsaid = 0;
            nextLine = now + BETWEEN_LINES;
        }
    }
}
