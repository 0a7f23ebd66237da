package io.llgateway.operations;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * The promise of the gateway as a count: accepted = dispatched + in review + rejected + late + unconfirmed, and
 * dispatched = sent + ready + parked. While the gateway works, two counts may be a moment apart.
 *
 * @param holds whether no event breaks the promise
 * @param received arrivals of believed notifications, repeats included
 * @param accepted events
 * @param duplicates received less accepted
 * @param refused refusals on record (rate-bounded, so at most as many as there were)
 * @param dispatched events handed to the outbox
 * @param sent of these, on their queue
 * @param ready of these, about to leave
 * @param parked of these, could not be sent and will be tried again
 * @param inReview events that wait for a person
 * @param rejected events that a person declared void
 * @param late events that rank lower than what was known
 * @param unconfirmed events that wait for another proof
 * @param delivered the ERP answered 2xx
 * @param waiting the ERP is yet to be told
 * @param dead given up until an operator redrives
 * @param breaks what breaks the promise; empty when it holds
 */
@JsonNaming(SnakeCaseStrategy.class)
public record BalanceReport(
        boolean holds,
        long received,
        long accepted,
        long duplicates,
        long refused,
        long dispatched,
        long sent,
        long ready,
        long parked,
        long inReview,
        long rejected,
        long late,
        long unconfirmed,
        long delivered,
        long waiting,
        long dead,
        List<Break> breaks) {

    /**
     * A broken rule.
     *
     * @param rule in words
     * @param more whether there are more ids than are shown
     * @param ids of the first 20 events
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Break(String rule, boolean more, List<String> ids) {}
}
