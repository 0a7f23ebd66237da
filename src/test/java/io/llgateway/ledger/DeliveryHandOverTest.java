package io.llgateway.ledger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.llgateway.notification.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryHandOverTest {
    private static final Duration LEASE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock();
    private LedgerFixture fixture;
    private Deliveries ledger;

    private void start(String name) {
        fixture = new LedgerFixture(LedgerFixture.databaseOf(name, directory), clock);
        ledger = new Deliveries(fixture.database, clock);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void handsOverTheVeryDeliveriesThatTheLedgerHolds(String name) throws Exception {
        start(name);
        fixture.deliveries.expect(2, LEASE);
        record("1");
        record("2");
        assertThat(fixture.deliveries.waiting()).isEqualTo(2);

        var handedOver = fixture.deliveries.take();

        assertThat(handedOver).hasSize(2);
        assertThat(fixture.deliveries.take()).isEmpty();
        assertThat(ledger.claimDue(10, LEASE)).as("leased already").isEmpty();
        clock.move(LEASE);
        assertThat(ledger.claimDue(10, LEASE)).isEqualTo(handedOver);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void leavesToTheLedgerWhatNobodyHasRoomFor(String name) throws Exception {
        start(name);
        record("1");
        assertThat(fixture.deliveries.hasLeftOut()).isTrue();
        assertThat(fixture.deliveries.hasLeftOut()).isFalse();
        fixture.deliveries.expect(1, LEASE);
        record("2");
        record("3");

        assertThat(fixture.deliveries.hasLeftOut()).isTrue();
        assertThat(fixture.deliveries.take()).hasSize(1);
        assertThat(ledger.claimDue(10, LEASE)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void leavesNothingLeasedWhenItEnds(String name) throws Exception {
        start(name);
        fixture.deliveries.expect(2, LEASE);
        record("1");
        assertThat(ledger.claimDue(10, LEASE)).as("leased").isEmpty();

        fixture.deliveries.destroy();
        record("2");

        assertThat(ledger.claimDue(10, LEASE)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void findsWhatAnOperatorRedrivesUnderItsNumber(String name) throws Exception {
        start(name);
        fixture.deliveries.expect(1, LEASE);
        record("1");
        Delivery first = fixture.deliveries.take().get(0);
        ledger.record(
                List.of(new DeliveryAttempt(first, clock.instant(), 1, 410, null, DeliveryAttempt.Verdict.DEAD, null)));
        assertThat(fixture.rows("select state, attempt, lease_until from delivery"))
                .containsExactly("dead 1 null");

        fixture.execute("update delivery set state = 'waiting', attempt = 0, next_at = created_at");

        assertThat(ledger.claimDue(10, LEASE)).containsExactly(first);
    }

    private void record(String number) throws Exception {
        fixture.ledger
                .record(Told.that(Outcome.SUCCESS)
                        .numbered(number)
                        .ordered("o" + number)
                        .verified())
                .get(10, SECONDS);
    }
}
