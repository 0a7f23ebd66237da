package io.llgateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llgateway.notification.Channel;
import io.llgateway.notification.Kind;
import io.llgateway.notification.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock();
    private LedgerFixture fixture;
    private Refusals refusals;

    private void start(String name) {
        fixture = new LedgerFixture(LedgerFixture.databaseOf(name, directory), clock);
        refusals = new Refusals(fixture.database, LedgerFixture.MESSAGES, clock, fixture.meters);
    }

    @AfterEach
    void stop() {
        refusals.destroy();
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void keepsARefusalAndTellsTheRejectedQueue(String name) {
        start(name);

        refusals.record(refusal());

        awaitRefusals(1);
        assertThat(fixture.rows("select channel, kind, reason, source_address, body_size, digest from refusal"))
                .containsExactly("notify_url payment signature-wrong 192.0.2.1 321 abc");
        List<OutboxMessage> messages = new Outbox(fixture.database, clock).claim(10);
        assertThat(messages).singleElement().satisfies(message -> {
            assertThat(message.getType()).isEqualTo("lianlian.rejected");
            assertThat(message.getOutcome()).isEqualTo("rejected");
            assertThat(message.getChannel()).isEqualTo("notify_url");
            assertThat(message.getBody()).contains("signature-wrong");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void onlyCountsWhatIsTooMuch(String name) {
        start(name);
        long before = System.nanoTime();

        for (int i = 0; i < 5000; i++) {
            refusals.record(refusal());
        }
        double seconds = (System.nanoTime() - before) / 1e9;
        double unrecorded = fixture.meters.counter("gateway.refused.unrecorded").count();
        int kept = (int) (5000 - unrecorded);

        assertThat(kept).isBetween(1, 101 + (int) (20 * seconds));
        assertThat(fixture.meters
                        .counter("gateway.refused", "reason", "signature-wrong", "channel", "notify_url")
                        .count())
                .isEqualTo(5000);
        awaitRefusals(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void removesWhatIsTooOldOrTooMuchWithItsMessages(String name) {
        start(name);
        for (int i = 0; i < 5; i++) {
            refusals.record(refusal());
        }
        awaitRefusals(5);

        refusals.removeOld(3);
        assertThat(fixture.rows("select count(*) from refusal")).containsExactly("3");
        assertThat(fixture.rows("select count(*) from outbox")).containsExactly("3");

        clock.move(Duration.ofDays(31));
        refusals.removeOld(3);
        assertThat(fixture.rows("select count(*) from refusal")).containsExactly("0");
        assertThat(fixture.rows("select count(*) from outbox")).containsExactly("0");
    }

    private void awaitRefusals(int count) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(fixture.rows("select count(*) from refusal"))
                        .containsExactly(Integer.toString(count)));
    }

    private static Refusal refusal() {
        return new Refusal(Channel.NOTIFY_URL, Kind.PAYMENT, "signature-wrong", "192.0.2.1", NOW, 321, "abc");
    }
}
