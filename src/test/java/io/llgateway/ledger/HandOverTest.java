package io.llgateway.ledger;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.llgateway.notification.Outcome;
import io.llgateway.verification.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandOverTest {
    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock();
    private LedgerFixture fixture;

    private void start(String name) {
        fixture = new LedgerFixture(LedgerFixture.databaseOf(name, directory), clock);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void handsOverTheVeryMessagesThatTheOutboxHolds(String name) throws Exception {
        start(name);
        fixture.handOver.take(10);
        record(Told.that(Outcome.SUCCESS));
        record(Told.that(Outcome.FAILURE));
        record(Told.that(Outcome.SUCCESS).numbered("2").with(Verdict.SEVERAL_READINGS));

        List<OutboxMessage> handedOver = fixture.handOver.take(10).rows();

        assertThat(handedOver).hasSize(3);
        assertThat(fixture.outbox.claim(10)).as("claimed already").isEmpty();
        clock.move(Outbox.CLAIM);
        assertThat(fixture.outbox.claim(10))
                .usingRecursiveComparison()
                .ignoringFields("rowId", "batch")
                .isEqualTo(handedOver);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void gathersUntilABatchIsFullOrTimeIsUp(String name) throws Exception {
        start(name);
        fixture.handOver.take(10);
        record(Told.that(Outcome.SUCCESS));
        fixture.handOver.gather(2, 1);
        assertThat(fixture.handOver.take(10).rows()).as("time is up").hasSize(1);

        CompletableFuture<Void> gathered =
                CompletableFuture.runAsync(() -> fixture.handOver.gather(2, HOURS.toNanos(1)));
        record(Told.that(Outcome.SUCCESS).numbered("2"));
        record(Told.that(Outcome.SUCCESS).numbered("3"));

        assertThat(gathered).succeedsWithin(10, SECONDS);
        assertThat(fixture.handOver.take(10).rows()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void marksWhatWasHandedOverAsSent(String name) throws Exception {
        start(name);
        fixture.handOver.take(10);
        record(Told.that(Outcome.SUCCESS));

        OutboxMessage message = fixture.handOver.take(10).rows().get(0);
        fixture.outbox.markSent(Map.of(message, "a"));

        clock.move(Duration.ofHours(1));
        assertThat(fixture.outbox.claim(10)).isEmpty();
        assertThat(fixture.rows("select state, queues[1] from outbox_batch")).containsExactly("sent a");
        assertThat(fixture.rows("select * from outbox")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void leavesToTheOutboxWhatNoDispatcherAsksFor(String name) throws Exception {
        start(name);
        record(Told.that(Outcome.SUCCESS));

        assertThat(fixture.handOver.hasLeftOut()).isTrue();
        assertThat(fixture.handOver.hasLeftOut()).as("told once").isFalse();
        assertThat(fixture.handOver.take(10).rows()).isEmpty();
        assertThat(fixture.outbox.claim(10)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void givesBackWhatCannotBeSentNow(String name) throws Exception {
        start(name);
        fixture.handOver.take(10);
        record(Told.that(Outcome.SUCCESS));

        fixture.handOver.giveBack();
        record(Told.that(Outcome.SUCCESS).numbered("2").ordered("o2"));

        assertThat(fixture.handOver.take(10).rows()).isEmpty();
        clock.move(Duration.ofSeconds(1));
        assertThat(fixture.outbox.claim(10)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void leavesNothingClaimedWhenItEnds(String name) throws Exception {
        start(name);
        fixture.handOver.take(10);
        record(Told.that(Outcome.SUCCESS));

        fixture.handOver.destroy();

        clock.move(Duration.ofSeconds(1));
        assertThat(fixture.outbox.claim(10)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = "h2")
    void handsOutNothingWhoseClaimMayEndBeforeItIsSent(String name) throws Exception {
        start(name);
        fixture.handOver.take(10);
        record(Told.that(Outcome.SUCCESS));
        List<OutboxMessage> rows = fixture.handOver.take(10).rows();

        fixture.handOver.handOver(new HandOver.Claimed(rows, System.nanoTime() - SECONDS.toNanos(11)));

        assertThat(fixture.handOver.take(10).rows()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = "h2")
    void countsTheAgeOfAClaimFromBeforeItsEndIsSet(String name) throws Exception {
        start(name);
        fixture.handOver.take(10);
        record(Told.that(Outcome.SUCCESS));

        HandOver.Claimed claimed = fixture.handOver.take(10);

        assertThat(claimed.rows()).hasSize(1);
        assertThat(claimed.since() - clock.readAt())
                .as("nanoseconds by which it looks too young")
                .isNotPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = "h2")
    void takesNoMoreThanADispatcherSendsSoon(String name) {
        start(name);
        assertThat(fixture.handOver.takes(1)).as("nobody asks").isFalse();

        fixture.handOver.take(10);

        assertThat(fixture.handOver.takes(4096)).isTrue();
        assertThat(fixture.handOver.takes(4097)).isFalse();
    }

    private void record(Told told) throws Exception {
        fixture.ledger.record(told.verified()).get(10, SECONDS);
    }
}
