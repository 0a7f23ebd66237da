package io.llgateway.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When an attempt is followed by another. Each pause of {@code gateway.erp.webhook.retry-schedule} is stretched by up to
 * a fifth at random, so that deliveries which failed together do not come back together.
 */
final class RetrySchedule {
    private static final Duration LONGEST_WISH = Duration.ofHours(24);

    private final List<Duration> pauses;
    private final DoubleSupplier random;

    /** @param random between 0 and 1 */
    RetrySchedule(List<Duration> pauses, DoubleSupplier random) {
        this.pauses = pauses;
        this.random = random;
    }

    /**
     * @param attempt number of the attempt that failed, from 1
     * @param now when it failed
     * @param retryAfter the ERP's wish, seconds or an HTTP date, followed at most 24 h and never earlier than planned;
     *     null when it has none
     * @return when to try again; empty when the schedule is used up
     */
    Optional<Instant> next(int attempt, Instant now, @Nullable String retryAfter) {
        if (attempt > pauses.size()) {
            return Optional.empty();
        }
        Duration pause = pauses.get(attempt - 1);
        Instant planned = now.plus(pause).plusMillis((long) (pause.toMillis() / 5 * random.getAsDouble()));
        Instant wished = retryAfter == null ? now : wish(retryAfter.strip(), now);
        return Optional.of(wished.isAfter(planned) ? wished : planned);
    }

    private static Instant wish(String text, Instant now) {
        Instant wished = now;
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            wished = now.plusSeconds(text.length() > 6 ? LONGEST_WISH.toSeconds() : Long.parseLong(text));
        } else {
            try {
                wished = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
            } catch (DateTimeException notADate) {
                // no wish that can be followed: the schedule decides
            }
        }
        Instant latest = now.plus(LONGEST_WISH);
        return wished.isAfter(latest) ? latest : wished;
    }
}
