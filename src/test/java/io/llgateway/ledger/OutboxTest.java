package io.llgateway.ledger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.llgateway.notification.Outcome;
import io.llgateway.verification.Verdict;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxTest {
    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock();
    private LedgerFixture fixture;
    private Outbox outbox;

    private void start(String name, int payments) throws Exception {
        fixture = new LedgerFixture(LedgerFixture.databaseOf(name, directory), clock);
        outbox = new Outbox(fixture.database, clock);
        for (int i = 0; i < payments; i++) {
            record(Told.that(Outcome.SUCCESS).numbered("1" + i).ordered("o" + i));
        }
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void takesRowsThatAHungNodeHasLockedOverFromIt() throws Exception {
        start("postgres", 1);
        Connection hung = fixture.database.open();
        Sql.query(hung, "select id from outbox for update", row -> row.getLong(1));
        assertThat(outbox.claim(1)).as("locked").isEmpty();

        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(outbox.claim(1)).hasSize(1));

        assertThatThrownBy(hung::commit).as("too late").isInstanceOf(SQLException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void handsOutWhatRoutesNeed(String name) throws Exception {
        start(name, 0);
        Recorded paid = record(Told.that(Outcome.SUCCESS));
        Recorded review = record(Told.that(Outcome.FAILURE));
        record(Told.that(Outcome.SUCCESS).numbered("2").with(Verdict.SEVERAL_READINGS));

        List<OutboxMessage> messages = outbox.claim(10);

        OutboxMessage first = messages.get(0);
        assertThat(first.getMessageId()).isEqualTo(paid.eventId());
        assertThat(first.getDuplicateId()).isEqualTo(paid.eventId().toString());
        assertThat(List.of(
                        first.getType(),
                        first.getKind(),
                        first.getOutcome(),
                        first.getChannel(),
                        first.getResult(),
                        first.getPayType(),
                        first.getOidPartner(),
                        first.getOrderNumber(),
                        first.getLianlianNumber()))
                .containsExactly(
                        "lianlian.payment.success",
                        "payment",
                        "success",
                        "notify_url",
                        "SUCCESS",
                        "1",
                        "201304121000001004",
                        "2013099129111111",
                        "2013099129232322");
        assertThat(first.getBody()).contains("\"id\":\"" + paid.eventId() + "\"", "\"revision\":1");
        assertThat(messages.get(1).getMessageId()).isNotEqualTo(review.eventId());
        assertThat(messages.get(1).getBody()).contains("\"event_id\":\"" + review.eventId() + "\"");
        assertThat(messages).extracting(OutboxMessage::getOutcome).containsExactly("success", "review", "review");
        assertThat(messages).extracting(OutboxMessage::getKind).containsExactly("payment", "payment", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void handsARowToOneDispatcherUntilItsClaimExpires(String name) throws Exception {
        start(name, 3);

        List<OutboxMessage> claimed = outbox.claim(2);
        assertThat(claimed).hasSize(2);
        assertThat(outbox.claim(10)).hasSize(1);
        clock.move(Outbox.CLAIM.minusMillis(1));
        assertThat(outbox.claim(10)).isEmpty();

        clock.move(Duration.ofMillis(1));
        assertThat(outbox.claim(10)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void neverHandsOutWhatWasSent(String name) throws Exception {
        start(name, 3);
        List<OutboxMessage> claimed = outbox.claim(10);

        outbox.markSent(Map.of(claimed.get(0), "a", claimed.get(1), "b"));
        clock.move(Duration.ofHours(1));

        assertThat(outbox.claim(10))
                .extracting(OutboxMessage::getRowId)
                .containsExactly(claimed.get(2).getRowId());
        assertThat(fixture.rows("select state, queue from outbox where state = 'sent' order by queue"))
                .containsExactly("sent a", "sent b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void triesAParkedRowAgainAfterADoublingPauseOfAtMostFiveMinutes(String name) throws Exception {
        start(name, 1);
        for (int pause : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
            OutboxMessage message = outbox.claim(10).get(0);
            outbox.park(message, "no such queue");
            assertThat(fixture.rows("select state, reason from outbox")).containsExactly("parked no such queue");

            clock.move(Duration.ofSeconds(pause).minusMillis(1));
            assertThat(outbox.claim(10)).isEmpty();
            clock.move(Duration.ofMillis(1));
        }
        assertThat(outbox.claim(10)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void handsOutReleasedRowsAfterASecond(String name) throws Exception {
        start(name, 2);

        outbox.release(outbox.claim(10));

        assertThat(outbox.claim(10)).isEmpty();
        clock.move(Duration.ofSeconds(1));
        assertThat(outbox.claim(10)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void doesNotWaitForAnHourWhenTheClockIsSetBackByOne(String name) throws Exception {
        start(name, 3);
        List<OutboxMessage> claimed = outbox.claim(2);
        outbox.park(claimed.get(0), "no such queue");

        clock.move(Duration.ofHours(-1));

        assertThat(outbox.claim(10)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void givesEveryRowToExactlyOneOfSeveralDispatchers(String name) throws Exception {
        start(name, 200);
        List<CompletableFuture<List<Long>>> dispatchers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            dispatchers.add(CompletableFuture.supplyAsync(this::claimUntilEmpty));
        }
        List<Long> claimed = new ArrayList<>();
        for (CompletableFuture<List<Long>> dispatcher : dispatchers) {
            claimed.addAll(dispatcher.get(30, SECONDS));
        }

        assertThat(claimed).hasSize(200).doesNotHaveDuplicates();
    }

    private List<Long> claimUntilEmpty() {
        List<Long> rows = new ArrayList<>();
        for (List<OutboxMessage> batch = outbox.claim(7); !batch.isEmpty(); batch = outbox.claim(7)) {
            rows.addAll(batch.stream().map(OutboxMessage::getRowId).toList());
        }
        return rows;
    }

    private Recorded record(Told told) throws Exception {
        return fixture.ledger.record(told.verified()).get(10, SECONDS);
    }
}
