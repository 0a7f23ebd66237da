package io.llgateway.operations;

/**
 * What the gateway still has to do.
 *
 * @param outboxDepth messages that have not left, parked ones included
 * @param outboxAgeSeconds age of the oldest of them; 0 when there is none
 * @param parked messages that could not be sent and are tried again
 * @param deliveriesWaiting deliveries that the ERP has not answered 2xx
 * @param deliveriesOverdueSeconds how long the longest of them is overdue; 0 when none is
 * @param deliveriesDead deliveries given up
 * @param reviewsOpen events that wait for a person
 */
record Backlog(
        long outboxDepth,
        double outboxAgeSeconds,
        long parked,
        long deliveriesWaiting,
        double deliveriesOverdueSeconds,
        long deliveriesDead,
        long reviewsOpen) {}
