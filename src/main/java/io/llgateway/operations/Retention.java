package io.llgateway.operations;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes from the ledger what was kept only for looking things up: the fields as received and the sender's address,
 * after {@code gateway.ledger.retention}. Events stay for ever, since only they know a repeat.
 */
@Component
class Retention {
    private static final int STEP = 1000;

    private final JdbcClient ledger;
    private final RetentionSettings settings;
    private final Clock clock;

    Retention(JdbcClient ledger, RetentionSettings settings, Clock clock) {
        this.ledger = ledger;
        this.settings = settings;
        this.clock = clock;
    }

    /** Deletes in steps that hold nobody up. */
    @Scheduled(initialDelayString = "PT1H", fixedDelayString = "PT6H")
    void work() {
        OffsetDateTime before = clock.instant().minus(settings.retention()).atOffset(ZoneOffset.UTC);
        int changed;
        do {
            changed = ledger.sql("""
                            update arrival set fields = '{}', source_address = ''
                             where (event_id, number) in (
                                   select event_id, number from arrival
                                    where received_at < ? and fields <> '{}' limit ?)""").params(before, STEP).update();
        } while (changed > 0);
    }
}
