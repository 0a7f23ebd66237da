package io.llgateway.ledger;

import io.llgateway.notification.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one payment, payout or refund, and the rules of contract section 6 for what a further
 * notification means. Pure: no database, no clock. A text without facts has a timeline of its own, on which nothing but
 * itself can arrive.
 */
final class Timeline {
    /** Which known outcomes make a new one a matter for a person, whatever their ranks. */
    private static final Map<Outcome, Map<Outcome, String>> CONTRADICTIONS = Map.of(
            Outcome.SUCCESS, Map.of(Outcome.FAILURE, "success-against-failure"),
            Outcome.FAILURE, Map.of(Outcome.SUCCESS, "success-against-failure"),
            Outcome.AUTHORIZED, Map.of(Outcome.SUCCESS, "authorized-after-success"),
            Outcome.REFUNDED, Map.of(Outcome.CANCELLED, "refunded-against-cancelled"),
            Outcome.CANCELLED, Map.of(Outcome.REFUNDED, "refunded-against-cancelled"));

    private static final Set<EventState> BELIEVED =
            Set.of(EventState.DISPATCHED, EventState.LATE, EventState.WAITING_CONFIRMATION);

    private final String key;
    private final List<KnownEvent> events;
    private @Nullable Facts facts;
    private @Nullable Outcome outcome;
    private int revision;
    private int openReviews;
    private @Nullable String paidOrderKey;
    private boolean changed;

    private Timeline(String key, @Nullable Facts facts, List<KnownEvent> events) {
        this.key = key;
        this.facts = facts;
        this.events = events;
    }

    /** @return the timeline of which the arriving notification is the first we hear */
    static Timeline begunBy(Arriving arriving) {
        return new Timeline(arriving.timeline(), arriving.facts(), new ArrayList<>(2));
    }

    /**
     * @param outcome the highest ranked so far, null if none
     * @param revision of the last dispatched event, 0 if none
     */
    static Timeline known(
            String key,
            @Nullable Facts facts,
            @Nullable Outcome outcome,
            int revision,
            int openReviews,
            @Nullable String paidOrderKey) {
        Timeline timeline = new Timeline(key, facts, new ArrayList<>());
        timeline.outcome = outcome;
        timeline.revision = revision;
        timeline.openReviews = openReviews;
        timeline.paidOrderKey = paidOrderKey;
        return timeline;
    }

    /**
     * Decides what an arriving notification means. Changes nothing.
     *
     * @param paidBy id of the success that already paid the same order under another LianLian number; null if none
     * @param confirmation the second proof that payments need
     */
    Decision decide(Arriving arriving, @Nullable UUID paidBy, Confirmation confirmation) {
        String identity = arriving.identity();
        Facts told = arriving.facts();
        if (told == null || facts == null) {
            String reason = Objects.requireNonNullElse(arriving.verified().reason(), identity);
            return againOr(Decision.First.review(identity, reason, List.of()));
        }
        List<String> differences = facts.differences(told);
        if (!differences.isEmpty()) {
            return againOr(Decision.First.review(
                    identity + '|' + told.digest(), String.join(",", differences), idsOf(undisputed())));
        }
        if (arriving.outcome() == null) {
            return decideUnconfirmed(identity);
        }
        Decision.First first = decideOutcome(arriving.outcome(), paidBy);
        boolean waits =
                first.state() == EventState.DISPATCHED && confirmation.isNeeded(told.kind(), arriving.outcome());
        return againOr(waits ? Decision.First.waiting(identity) : first);
    }

    /** A return variant says that it went well, not whether paid or authorised: it joins either. */
    private Decision decideUnconfirmed(String identity) {
        for (Outcome well : List.of(Outcome.SUCCESS, Outcome.AUTHORIZED)) {
            for (KnownEvent event : events) {
                if (event.is(well)) {
                    return new Decision.Again(event);
                }
            }
        }
        return againOr(Decision.First.of(identity, EventState.UNCONFIRMED));
    }

    private Decision.First decideOutcome(Outcome told, @Nullable UUID paidBy) {
        for (Map.Entry<Outcome, String> against :
                CONTRADICTIONS.getOrDefault(told, Map.of()).entrySet()) {
            List<KnownEvent> contradicted =
                    events.stream().filter(event -> event.is(against.getKey())).toList();
            if (!contradicted.isEmpty()) {
                return Decision.First.review(told.code(), against.getValue(), idsOf(contradicted));
            }
        }
        if (told == Outcome.SUCCESS && paidBy != null) {
            return Decision.First.review(told.code(), "second-payment-of-order", List.of(paidBy));
        }
        boolean acts = told == Outcome.UNKNOWN || outcome == null || told.rank() > outcome.rank();
        return Decision.First.of(told.code(), acts ? EventState.DISPATCHED : EventState.LATE);
    }

    private Decision againOr(Decision.First first) {
        for (KnownEvent event : events) {
            if (event.identity().equals(first.identity())) {
                return new Decision.Again(event);
            }
        }
        return first;
    }

    /**
     * Takes over what a decision on this timeline means. A review changes nothing that is known but their number.
     *
     * @param event the new event of a {@link Decision.First}, the known one of a {@link Decision.Again}
     */
    void apply(Arriving arriving, Decision decision, KnownEvent event) {
        Facts told = arriving.facts();
        if (facts != null && told != null && facts.differences(told).isEmpty()) {
            Facts completed = facts.completedBy(told);
            changed |= !completed.equals(facts);
            facts = completed;
        }
        if (decision instanceof Decision.First first) {
            add(event);
            changed |= facts != null && first.state() != EventState.UNCONFIRMED;
            if (first.reason() != null) {
                openReviews++;
            }
            if (first.state() == EventState.DISPATCHED) {
                revision++;
                outcome = arriving.outcome() == Outcome.UNKNOWN ? outcome : arriving.outcome();
            }
            if (BELIEVED.contains(first.state()) && arriving.paidOrderKey() != null) {
                paidOrderKey = arriving.paidOrderKey();
            }
        }
    }

    /** Adds an event that the ledger already holds. */
    void add(KnownEvent event) {
        events.add(event);
    }

    /** What agrees with the facts, hence what differing facts contradict. */
    private List<KnownEvent> undisputed() {
        return events.stream()
                .filter(event -> event.identity().indexOf('|') < 0)
                .toList();
    }

    private static List<UUID> idsOf(List<KnownEvent> events) {
        return events.stream().map(KnownEvent::id).toList();
    }

    /** @return whether the payment's row has to be written again */
    boolean isChanged() {
        return changed;
    }

    String key() {
        return key;
    }

    @Nullable
    Facts facts() {
        return facts;
    }

    @Nullable
    Outcome outcome() {
        return outcome;
    }

    int revision() {
        return revision;
    }

    int openReviews() {
        return openReviews;
    }

    @Nullable
    String paidOrderKey() {
        return paidOrderKey;
    }
}
