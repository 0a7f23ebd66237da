package io.llgateway.ledger;

import io.llgateway.notification.Refusal;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line of log a minute at most for all refusals, with their number by reason, and one for those that the ledger could
 * not keep, so that no flood can fill the log.
 */
final class RefusalLog {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    private static final long BETWEEN_LINES = TimeUnit.MINUTES.toNanos(1);

    private Map<String, Long> unsaid = new TreeMap<>();
    private @Nullable Long lastLine;
    private @Nullable Long lastLoss;

    synchronized void count(Refusal refusal) {
        unsaid.merge(refusal.reason() + " on " + refusal.channel().code(), 1L, Long::sum);
    }

    /** Writes the line if it is time, and there is something to say. */
    void write() {
        Map<String, Long> refused = due();
        if (!refused.isEmpty()) {
            LOG.warn("Refused: {}", refused);
        }
    }

    /** Says, if it is time, why refusals cannot be kept. */
    synchronized void lost(RuntimeException failed) {
        long now = System.nanoTime();
        if (isTime(now, lastLoss)) {
            lastLoss = now;
            LOG.warn(
                    "Refused messages could not be recorded: {}, {}",
                    failed.toString(),
                    String.valueOf(failed.getCause()));
        }
    }

    private synchronized Map<String, Long> due() {
        long now = System.nanoTime();
        if (unsaid.isEmpty() || !isTime(now, lastLine)) {
            return Map.of();
        }
        Map<String, Long> due = unsaid;
        unsaid = new TreeMap<>();
        lastLine = now;
        return due;
    }

    private static boolean isTime(long now, @Nullable Long last) {
        return last == null || now - last >= BETWEEN_LINES;
    }
}
