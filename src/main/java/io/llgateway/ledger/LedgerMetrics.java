package io.llgateway.ledger;

import io.llgateway.notification.Channel;
import io.llgateway.notification.Kind;
import io.llgateway.verification.ReceivedNotification;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What the writer counts: {@code gateway.accepted} (new events) and {@code gateway.duplicates} (arrivals of known ones)
 * by channel and kind, {@code gateway.ledger.failed} (not recorded, the sender repeats), {@code gateway.ledger.batch}
 * (notifications per commit), {@code gateway.ledger.record} (from submission to durable).
 */
final class LedgerMetrics {
    private final Map<Channel, Map<Kind, Counter>> accepted;
    private final Map<Channel, Map<Kind, Counter>> duplicates;
    private final Counter failed;
    private final DistributionSummary batch;
    private final Timer time;

    LedgerMetrics(MeterRegistry meters) {
        accepted = counters(meters, "gateway.accepted", "Events recorded for the first time");
        duplicates = counters(meters, "gateway.duplicates", "Arrivals of events that were known");
        failed = Counter.builder("gateway.ledger.failed")
                .description("Verified notifications that could not be recorded")
                .register(meters);
        batch = DistributionSummary.builder("gateway.ledger.batch")
                .description("Notifications per commit")
                .register(meters);
        time = Timer.builder("gateway.ledger.record")
                .description("From submission to the durable commit")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
    }

    void recorded(Recorded recorded, long nanos) {
        ReceivedNotification received = recorded.notification().received();
        counter(recorded.again() ? duplicates : accepted, received).increment();
        time.record(nanos, TimeUnit.NANOSECONDS);
    }

    void committed(int notifications) {
        batch.record(notifications);
    }

    void failed() {
        failed.increment();
    }

    private static Counter counter(Map<Channel, Map<Kind, Counter>> counters, ReceivedNotification received) {
        return Objects.requireNonNull(
                Objects.requireNonNull(counters.get(received.channel())).get(received.kind()));
    }

    private static Map<Channel, Map<Kind, Counter>> counters(MeterRegistry meters, String name, String description) {
        Map<Channel, Map<Kind, Counter>> counters = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            Map<Kind, Counter> byKind = new EnumMap<>(Kind.class);
            for (Kind kind : Kind.values()) {
                byKind.put(
                        kind,
                        Counter.builder(name)
                                .description(description)
                                .tag("channel", channel.code())
                                .tag("kind", kind.code())
                                .register(meters));
            }
            counters.put(channel, byKind);
        }
        return counters;
    }
}
