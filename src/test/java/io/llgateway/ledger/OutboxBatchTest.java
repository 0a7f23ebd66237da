package io.llgateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.llgateway.notification.Outcome;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one commit records leaves as one row, or, when anything is in the way, as a row each. */
class OutboxBatchTest {
    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock();
    private LedgerFixture fixture;
    private Outbox outbox;
    private List<OutboxMessage> batch;

    /** Records three payments in one commit, of which the dispatcher of this node takes the messages. */
    private void start(String name) throws Exception {
        fixture = new LedgerFixture(LedgerFixture.databaseOf(name, directory), clock);
        outbox = fixture.outbox;
        fixture.handOver.take(10);
        List<Arriving> arriving = IntStream.rangeClosed(1, 3)
                .mapToObj(i -> Told.that(Outcome.SUCCESS).numbered("n" + i).ordered("o" + i))
                .map(told -> Arriving.of(told.verified()))
                .toList();
        try (Connection connection = fixture.database.open()) {
            new GroupCommit(
                            fixture.database,
                            fixture.handOver,
                            fixture.deliveries,
                            LedgerFixture.MESSAGES,
                            new EventIds(clock),
                            LedgerFixture.SETTINGS,
                            clock)
                    .record(connection, arriving, false);
        }
        batch = fixture.handOver.take(10).rows();
        assertThat(batch).hasSize(3);
        assertThat(fixture.rows("select state, cardinality(event_ids) from outbox_batch"))
                .containsExactly("ready 3");
        assertThat(outboxRows()).isEmpty();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void isMarkedAsOneWithTheQueueOfEach(String name) throws Exception {
        start(name);

        outbox.markSent(Map.of(batch.get(0), "a", batch.get(1), "b", batch.get(2), "a"));

        assertThat(fixture.rows("select state, queues[1], queues[2], queues[3] from outbox_batch"))
                .containsExactly("sent a b a");
        clock.move(Duration.ofHours(1));
        assertThat(outbox.claim(10)).isEmpty();
        assertThat(outboxRows()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void namesAQueueOnceWhenItIsTheSameForAll(String name) throws Exception {
        start(name);

        outbox.markSent(sentTo("a", batch));

        assertThat(fixture.rows("select cardinality(queues), queues[1] from outbox_batch"))
                .containsExactly("1 a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void isTakenApartForTheOneThatIsParked(String name) throws Exception {
        start(name);

        outbox.park(batch.get(1), "no such queue");
        outbox.markSent(sentTo("a", List.of(batch.get(0), batch.get(2))));

        assertThat(fixture.rows("select * from outbox_batch")).isEmpty();
        assertThat(outboxRows()).containsExactly("sent o1 a null", "parked o2 null no such queue", "sent o3 a null");
        clock.move(Duration.ofSeconds(1));
        List<OutboxMessage> again = outbox.claim(10);
        assertThat(again)
                .usingRecursiveComparison()
                .ignoringFields("rowId", "batch")
                .isEqualTo(List.of(batch.get(1)));
        outbox.markSent(sentTo("b", again));
        assertThat(outboxRows()).contains("sent o2 b null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void leavesToItsClaimWhatWasNeitherSentNorParked(String name) throws Exception {
        start(name);

        outbox.markSent(sentTo("a", batch.subList(0, 1)));

        assertThat(outbox.claim(10)).as("claimed").isEmpty();
        clock.move(Outbox.CLAIM);
        assertThat(outbox.claim(10)).extracting(OutboxMessage::getOrderNumber).containsExactlyInAnyOrder("o2", "o3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void isTakenApartWhenItIsGivenBack(String name) throws Exception {
        start(name);

        outbox.release(batch);

        assertThat(outbox.claim(10)).isEmpty();
        clock.move(Duration.ofSeconds(1));
        assertThat(outbox.claim(10)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void isAnotherNodesWhenItsClaimHasExpired(String name) throws Exception {
        start(name);

        clock.move(Outbox.CLAIM.minusMillis(1));
        assertThat(outbox.claim(10)).isEmpty();
        clock.move(Duration.ofMillis(1));
        List<OutboxMessage> byAnother = outbox.claim(10);

        assertThat(byAnother).extracting(OutboxMessage::getOrderNumber).containsExactlyInAnyOrder("o1", "o2", "o3");
        outbox.markSent(sentTo("slow", batch));
        assertThat(outboxRows()).containsExactly("sent o1 slow null", "sent o2 slow null", "sent o3 slow null");
        clock.move(Outbox.CLAIM);
        assertThat(outbox.claim(10)).as("sent by the slow node meanwhile").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void doesNotWaitForAnHourWhenTheClockIsSetBackByOne(String name) throws Exception {
        start(name);

        clock.move(Duration.ofHours(-1));

        assertThat(outbox.claim(10)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void ofWhichOneMessageIsSentAgainForAnOperatorIsMarkedOnce(String name) throws Exception {
        start(name);
        UUID first = batch.get(0).getMessageId();
        outbox.release(batch);
        fixture.execute("update outbox set state = 'sent', queue = 'before' where subject_id = '" + first + "'");
        fixture.execute("""
                insert into outbox (message_id, subject_id, type, channel, state, attempt, redrive, created_at)
                values ('%s', '%s', 'lianlian.payment.success', 'notify_url', 'ready', 0, 'operator', current_timestamp)
                """.formatted(first, first));

        outbox.markSent(sentTo("a", batch));

        assertThat(outboxRows())
                .containsExactlyInAnyOrder(
                        "sent o1 before null", "ready o1 null null", "sent o2 a null", "sent o3 a null");
    }

    private List<String> outboxRows() {
        return fixture.rows("select o.state, e.order_number, o.queue, o.reason"
                + " from outbox o join event e on e.id = o.subject_id order by o.id");
    }

    private static Map<OutboxMessage, String> sentTo(String queue, List<OutboxMessage> messages) {
        Map<OutboxMessage, String> sent = new LinkedHashMap<>();
        messages.forEach(message -> sent.put(message, queue));
        return sent;
    }
}
