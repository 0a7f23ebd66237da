package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The promise of the gateway as a count, over a run that has come to rest: acknowledged = ledger = dispatched + parked +
 * in review + late; dispatched = distinct ids on the queues = distinct ids that the ERP was told, or is yet to be.
 */
final class Balance {
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    private final List<LedgerReader.Event> events;
    private final List<LedgerReader.Row> outbox;
    private final List<LedgerReader.Delivery> deliveries;

    private Balance(Connection ledger) throws SQLException {
        events = LedgerReader.events(ledger);
        outbox = LedgerReader.outbox(ledger);
        deliveries = LedgerReader.deliveries(ledger);
    }

    /** Reads the ledger as it is now. */
    static Balance of(Connection ledger) throws SQLException {
        return new Balance(ledger);
    }

    /** @return events in the ledger */
    int events() {
        return events.size();
    }

    /** Asserts that nothing that was acknowledged is missing. */
    Balance holdsFor(Load load) {
        assertThat(without(load.acknowledged(), keys()))
                .as("acknowledged and lost")
                .isEmpty();
        return this;
    }

    /** Asserts that nothing is invented, nothing is there twice, and everything stands somewhere. */
    Balance holdsNothingBeside(List<Load> loads) {
        List<String> keys = keys();
        assertThat(keys).as("events in the ledger").doesNotHaveDuplicates();
        List<String> posted =
                loads.stream().flatMap(load -> load.posted().stream()).toList();
        assertThat(without(keys, posted)).as("in the ledger, but never posted").isEmpty();
        assertThat(events).as("every event stands somewhere").allSatisfy(event -> assertThat(event.state())
                .isIn("dispatched", "review", "late"));
        return this;
    }

    /** Asserts that what was dispatched lies on the queues once, and nothing else does. */
    Balance holdsFor(QueueReader queues) {
        List<String> sent = ids(row -> row.state().equals("sent"));
        List<String> onQueues = new ArrayList<>();
        for (Map.Entry<String, List<String>> queue : queues.bodies().entrySet()) {
            List<String> ids = queue.getValue().stream().map(Balance::id).toList();
            assertThat(ids).as("ids on " + queue.getKey()).doesNotHaveDuplicates();
            onQueues.addAll(ids);
        }
        assertThat(onQueues).as("ids on all queues").doesNotHaveDuplicates();
        assertThat(without(sent, onQueues)).as("sent, but on no queue").isEmpty();
        assertThat(without(onQueues, sent)).as("on a queue, but never sent").isEmpty();
        assertThat(first("dispatched"))
                .as("every dispatched event has its one way out")
                .isEqualTo(subjects(row -> !row.type().equals("lianlian.review")));
        assertThat(first("review"))
                .as("every event in review is told to a person")
                .isEqualTo(subjects(row -> row.type().equals("lianlian.review")));
        return this;
    }

    /** Asserts that what was dispatched lies on the queues once; beside it may lie what a restored ledger has forgotten. */
    Balance holdsAtLeastFor(QueueReader queues) {
        List<String> onQueues = queues.bodies().values().stream()
                .flatMap(List::stream)
                .map(Balance::id)
                .toList();
        assertThat(onQueues).as("ids on all queues").doesNotHaveDuplicates();
        assertThat(without(ids(row -> row.state().equals("sent")), onQueues))
                .as("sent, but on no queue")
                .isEmpty();
        return this;
    }

    /** @return keys of the events whose sender never heard that they were taken */
    Set<String> unknownTo(Load load) {
        return without(keys(), load.acknowledged());
    }

    /** @return ids on the queues that the ledger still has as not sent */
    Set<String> unknownToLedger(QueueReader queues) {
        List<String> unsent = ids(row -> !row.state().equals("sent"));
        Set<String> onQueues = queues.bodies().values().stream()
                .flatMap(List::stream)
                .map(Balance::id)
                .collect(Collectors.toSet());
        onQueues.retainAll(new HashSet<>(unsent));
        return onQueues;
    }

    /** Asserts that nothing waits in the outbox any more. */
    Balance isAllSent() {
        assertThat(ids(row -> !row.state().equals("sent")))
                .as("waiting in the outbox")
                .isEmpty();
        return this;
    }

    /** Asserts that the ERP was told what was dispatched, or will be; it may hear an id again, but none is invented. */
    Balance holdsFor(ErpServer erp) {
        assertThat(erp.calls()).as("calls with a genuine signature").allMatch(ErpServer.Call::genuine);
        Set<String> dispatched = first("dispatched");
        Set<String> told =
                deliveries.stream().map(LedgerReader.Delivery::eventId).collect(Collectors.toSet());
        assertThat(told).as("deliveries").isEqualTo(dispatched).hasSize(deliveries.size());
        List<String> heard = erp.calls().stream().map(ErpServer.Call::id).toList();
        assertThat(without(heard, dispatched))
                .as("told to the ERP, but not dispatched")
                .isEmpty();
        assertThat(without(delivered(), erp.acknowledged()))
                .as("done, but the ERP never answered 2xx")
                .isEmpty();
        return this;
    }

    private static Set<String> without(Collection<String> all, Collection<String> some) {
        Set<String> left = new HashSet<>(all);
        left.removeAll(new HashSet<>(some));
        return left;
    }

    /** @return what was recorded, {@link Payments#key} */
    List<String> keys() {
        return events.stream().map(LedgerReader.Event::key).toList();
    }

    /** @return ids of the events that the ERP acknowledged, as the ledger has it */
    Collection<String> delivered() {
        return deliveries.stream()
                .filter(delivery -> delivery.state().equals("done"))
                .map(LedgerReader.Delivery::eventId)
                .collect(Collectors.toSet());
    }

    private List<String> ids(java.util.function.Predicate<LedgerReader.Row> which) {
        return outbox.stream()
                .filter(which)
                .filter(row -> row.redrive() == null)
                .map(LedgerReader.Row::messageId)
                .toList();
    }

    private Set<String> subjects(java.util.function.Predicate<LedgerReader.Row> which) {
        List<String> subjects = outbox.stream()
                .filter(which)
                .filter(row -> row.redrive() == null && !row.type().equals("lianlian.rejected"))
                .map(LedgerReader.Row::subjectId)
                .toList();
        assertThat(subjects).as("first ways out").doesNotHaveDuplicates();
        return Set.copyOf(subjects);
    }

    /** @return ids of the events whose delivery was given up */
    Collection<String> dead() {
        return deliveries.stream()
                .filter(delivery -> delivery.state().equals("dead"))
                .map(LedgerReader.Delivery::eventId)
                .collect(Collectors.toSet());
    }

    private Set<String> first(String state) {
        return events.stream()
                .filter(event -> event.state().equals(state))
                .map(LedgerReader.Event::id)
                .collect(Collectors.toSet());
    }

    private static @Nullable String id(String body) {
        Matcher id = ID.matcher(body);
        return id.find() ? id.group(1) : null;
    }
}
