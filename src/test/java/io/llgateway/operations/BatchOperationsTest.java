package io.llgateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.llgateway.ledger.OutboxMessage;
import io.llgateway.notification.Sample;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves in batches is found, counted and sent again like what leaves alone. */
class BatchOperationsTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void countsWhatLeavesInBatches(String database) {
        try (OperatedLedger ledger = awake(database)) {
            UUID sent = ledger.told(OperatedLedger.payment());
            sendHandedOver(ledger, "there");
            UUID ready = ledger.told(another());

            BalanceReport report = ledger.balance.report();

            assertThat(ledger.one("select count(*) from outbox")).isEqualTo("0");
            assertThat(report.breaks()).isEmpty();
            assertThat(List.of(report.dispatched(), report.sent(), report.ready(), report.parked()))
                    .containsExactly(2L, 1L, 1L, 0L);
            assertThat(ledger.backlog.read().outboxDepth()).isEqualTo(1);
            assertThat(found(ledger, "ready")).containsExactly(ready);
            assertThat(found(ledger, "sent")).containsExactly(sent);
            assertThat(found(ledger, "parked")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void namesBatchesThatDoNotMatchTheirEvents(String database) {
        try (OperatedLedger ledger = awake(database)) {
            UUID twice = ledger.told(OperatedLedger.payment());
            UUID lost = ledger.told(another());
            String batch = ledger.one("select outbox_batch from event where id = ?", lost);
            ledger.change("update event set outbox_batch = null where id = ?", lost);
            ledger.change(
                    "insert into outbox (message_id, subject_id, type, channel, state, attempt, created_at)"
                            + " values (?, ?, 'lianlian.payment.success', 'notify_url', 'ready', 0, current_timestamp)",
                    twice,
                    twice);

            Map<String, List<String>> breaks = ledger.balance.report().breaks().stream()
                    .collect(Collectors.toMap(BalanceReport.Break::rule, BalanceReport.Break::ids));

            assertThat(breaks)
                    .isEqualTo(Map.of(
                            "dispatched, but not in the outbox", List.of(lost.toString()),
                            "in the outbox more than once", List.of(twice.toString()),
                            "batch that does not match its events", List.of(batch)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void tellsWhereEachEventOfABatchWent(String database) {
        try (OperatedLedger ledger = awake(database)) {
            UUID first = ledger.told(OperatedLedger.payment());
            sendHandedOver(ledger, "for all");
            assertThat(wayOut(ledger, first)).containsEntry("queue", "for all");

            UUID second = ledger.told(another());
            assertThat(wayOut(ledger, second))
                    .containsEntry("state", "ready")
                    .containsEntry("type", "lianlian.payment.success")
                    .containsKeys("claimed_until", "created_at")
                    .doesNotContainKeys("queue", "sent_at");
            ledger.change("""
                            update outbox_batch set state = 'sent', event_ids = array[cast(? as uuid), cast(? as uuid)],
                                   queues = array[cast('a' as varchar), cast('b' as varchar)]""", first, second);

            assertThat(wayOut(ledger, first)).containsEntry("queue", "a");
            assertThat(wayOut(ledger, second)).containsEntry("queue", "b");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void redrivesWhatWasSentInABatchUnderADuplicateIdOfItsOwn(String database) {
        try (OperatedLedger ledger = awake(database)) {
            UUID event = ledger.told(OperatedLedger.payment());
            EventFilter itself = new EventFilter(event, null, null, null, null, null);
            ledger.redrives.ask(itself, Redrive.Target.QUEUE, "me", "waits");
            ledger.redrives.work();
            assertThat(ledger.one("select count(*) from outbox"))
                    .as("still to come")
                    .isEqualTo("0");
            sendHandedOver(ledger, "there");

            Redrive redrive = ledger.redrives.ask(itself, Redrive.Target.QUEUE, "me", "lost it");
            ledger.redrives.work();

            assertThat(ledger.dispatch()).containsExactly(event + "!" + redrive.redrive());
            assertThat(ledger.balance.report().breaks()).isEmpty();
        }
    }

    /** A ledger whose dispatcher takes what is recorded. */
    private OperatedLedger awake(String database) {
        OperatedLedger ledger = OperatedLedger.on(database, directory);
        ledger.handOver.take(1);
        return ledger;
    }

    private static Sample another() {
        return OperatedLedger.payment().with("oid_paybill", "2016112300000002").with("no_order", "another");
    }

    private static void sendHandedOver(OperatedLedger ledger, String queue) {
        Map<OutboxMessage, String> sent = new HashMap<>();
        ledger.handOver.take(10).rows().forEach(message -> sent.put(message, queue));
        ledger.outbox.markSent(sent);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> wayOut(OperatedLedger ledger, UUID event) {
        List<?> outbox = (List<?>) ledger.timeline(event).get("outbox");
        assertThat(outbox).hasSize(1);
        return (Map<String, Object>) outbox.get(0);
    }

    private static List<Object> found(OperatedLedger ledger, String state) {
        EventFilter filter = new EventFilter(null, null, null, state, null, null);
        return ledger.search.find(filter, null, 10).stream()
                .map(event -> event.get("id"))
                .toList();
    }
}
