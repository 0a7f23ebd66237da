package io.llgateway.ledger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.llgateway.ledger.DeliveryAttempt.Verdict;
import io.llgateway.notification.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveriesTest {
    private static final Duration LEASE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock();
    private LedgerFixture fixture;
    private Deliveries deliveries;

    private void start(String name, int payments) throws Exception {
        fixture = new LedgerFixture(LedgerFixture.databaseOf(name, directory), clock);
        deliveries = new Deliveries(fixture.database, clock);
        for (int i = 0; i < payments; i++) {
            fixture.ledger
                    .record(Told.that(Outcome.SUCCESS)
                            .numbered("1" + i)
                            .ordered("o" + i)
                            .verified())
                    .get(10, SECONDS);
        }
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void leasesADueDeliveryUntilItsLeaseEnds(String name) throws Exception {
        start(name, 2);

        List<Delivery> claimed = deliveries.claimDue(10, LEASE);
        assertThat(claimed).hasSize(2).allSatisfy(delivery -> {
            assertThat(delivery.attempt()).isEqualTo(1);
            assertThat(delivery.body()).contains("\"id\":\"" + delivery.eventId() + "\"");
        });
        clock.move(LEASE.minusMillis(1));
        assertThat(deliveries.claimDue(10, LEASE)).isEmpty();

        clock.move(Duration.ofMillis(1));
        assertThat(deliveries.claimDue(10, LEASE)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void storesEveryAttemptAndWhatFollows(String name) throws Exception {
        start(name, 3);
        List<Delivery> claimed = deliveries.claimDue(10, LEASE);

        deliveries.record(List.of(
                attempt(claimed.get(0), Verdict.DONE, null),
                attempt(claimed.get(1), Verdict.DEAD, null),
                attempt(claimed.get(2), Verdict.AGAIN, Duration.ofMinutes(2))));

        assertThat(fixture.rows("select state, attempt from delivery order by id"))
                .containsExactly("done 1", "dead 1", "waiting 1");
        assertThat(fixture.rows("select attempt, millis, status, error from delivery_attempt"))
                .containsExactly("1 12 200 null", "1 12 200 null", "1 12 200 null");
        clock.move(Duration.ofMinutes(2).minusMillis(1));
        assertThat(deliveries.claimDue(10, LEASE)).isEmpty();
        clock.move(Duration.ofMillis(1));
        List<Delivery> again = deliveries.claimDue(10, LEASE);
        assertThat(again).singleElement().satisfies(delivery -> {
            assertThat(delivery.eventId()).isEqualTo(claimed.get(2).eventId());
            assertThat(delivery.attempt()).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void isDueAsBeforeWhenNoAttemptWasMade(String name) throws Exception {
        start(name, 2);
        List<Delivery> claimed = deliveries.claimDue(10, LEASE);

        deliveries.record(List.of(
                DeliveryAttempt.notMade(claimed.get(0), clock.instant()), attempt(claimed.get(1), Verdict.DONE, null)));

        assertThat(deliveries.claimDue(10, LEASE)).containsExactly(claimed.get(0));
        assertThat(fixture.rows("select attempt from delivery_attempt")).containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void doesNotCountALeaseThatAClockSetBackMadeEndless(String name) throws Exception {
        start(name, 1);
        deliveries.claimDue(10, LEASE);
        fixture.execute("update delivery set lease_until = '2026-11-24T18:00:00Z'");

        assertThat(deliveries.claimDue(10, LEASE)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void triesAgainWhatAClockSetBackWouldHaveMadeWaitAsLong(String name) throws Exception {
        start(name, 3);
        List<Delivery> claimed = deliveries.claimDue(2, LEASE);
        deliveries.record(List.of(
                attempt(claimed.get(0), Verdict.AGAIN, Duration.ofMinutes(2)),
                attempt(claimed.get(1), Verdict.AGAIN, Duration.ofHours(3))));

        clock.move(Duration.ofHours(-1));

        assertThat(deliveries.claimDue(10, LEASE))
                .as("two that wait for a retry, one that was never tried")
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void triesAgainAfterARestartWhatAClockSetBackMeanwhileWouldHaveMadeWaitAsLong(String name) throws Exception {
        start(name, 1);
        deliveries.record(List.of(attempt(deliveries.claimDue(1, LEASE).get(0), Verdict.AGAIN, Duration.ofMinutes(2))));

        clock.move(Duration.ofHours(-1));

        assertThat(new Deliveries(fixture.database, clock).claimDue(10, LEASE)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void keepsThePausesOfAClockThatWentOn(String name) throws Exception {
        start(name, 1);
        deliveries.record(List.of(attempt(deliveries.claimDue(1, LEASE).get(0), Verdict.AGAIN, Duration.ofHours(24))));

        clock.move(Duration.ofHours(23));
        assertThat(deliveries.claimDue(10, LEASE)).isEmpty();
        clock.move(Duration.ofSeconds(-10));

        assertThat(deliveries.claimDue(10, LEASE)).isEmpty();
        assertThat(new Deliveries(fixture.database, clock).claimDue(10, LEASE)).isEmpty();
    }

    private DeliveryAttempt attempt(Delivery delivery, Verdict verdict, Duration pause) {
        return new DeliveryAttempt(
                delivery,
                clock.instant(),
                12,
                200,
                null,
                verdict,
                pause == null ? null : clock.instant().plus(pause));
    }
}
