package io.llgateway.ledger;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Makes ids and tokens. Ids are UUIDv7 (RFC 9562 section 5.7): ordered by time, also when several are made in the same
 * millisecond or the clock is set back. Safe for use by several threads.
 */
final class EventIds {
    private static final int TOKEN_BYTES = 16;
    private static final long COUNTER_MAX = 0xFFF;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private long lastMillis;
    private long counter;

    EventIds(Clock clock) {
        this.clock = clock;
    }

    /** @return a new UUIDv7, higher than all before */
    synchronized UUID next() {
        long millis = clock.millis();
        if (millis > lastMillis) {
            lastMillis = millis;
            counter = 0;
        } else if (counter == COUNTER_MAX) {
            lastMillis++;
            counter = 0;
        } else {
            counter++;
        }
        long high = lastMillis << 16 | 0x7000 | counter;
        long low = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** @return 128 random bits as 32 lower-case hex digits, not to be guessed */
    String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
