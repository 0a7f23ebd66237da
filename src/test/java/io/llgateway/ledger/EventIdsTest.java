package io.llgateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventIdsTest {
    private final SettableClock clock = new SettableClock();
    private final EventIds ids = new EventIds(clock);

    @Test
    void makesTimeOrderedIdsOfVersionSeven() {
        UUID id = ids.next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(clock.millis());
    }

    @Test
    void keepsTheOrderWithinAMillisecondAndWhenTheClockIsSetBack() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            made.add(ids.next().toString());
            if (i == 5000) {
                clock.move(Duration.ofHours(-1));
            }
        }

        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void makesTokensOf128RandomBits() {
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            tokens.add(ids.token());
        }

        assertThat(tokens).hasSize(1000).allMatch(token -> token.matches("[0-9a-f]{32}"));
    }
}
