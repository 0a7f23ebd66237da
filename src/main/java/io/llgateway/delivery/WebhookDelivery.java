package io.llgateway.delivery;

import io.llgateway.ledger.Delivery;
import io.llgateway.ledger.DeliveryAttempt;
import io.llgateway.ledger.DeliveryAttempt.Verdict;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Makes one attempt to tell the ERP of one event, and judges how it ended (contract section 7). */
public final class WebhookDelivery implements AutoCloseable {
    /** Answers of what stands in front of an ERP, or of an ERP that is not ready, whatever the call was about. */
    private static final Set<Integer> NOT_THERE = Set.of(502, 503, 504);

    private final @Nullable ErpClient erp;
    private final CallTurns turns;
    private final ErpPause pause;
    private final WebhookSignature signature;
    private final RetrySchedule schedule;
    private final Clock clock;

    private WebhookDelivery(
            @Nullable ErpClient erp,
            CallTurns turns,
            ErpPause pause,
            WebhookSignature signature,
            RetrySchedule schedule,
            Clock clock) {
        this.erp = erp;
        this.turns = turns;
        this.pause = pause;
        this.signature = signature;
        this.schedule = schedule;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException one sentence naming the setting and the fix, when one is wrong */
    static WebhookDelivery to(WebhookSettings settings, ErpPause pause, Clock clock) {
        if (settings.secret().stream().allMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    "gateway.erp.webhook.secret is missing, and without it the ERP cannot tell our"
                            + " calls from others: make one with: echo whsec_$(openssl rand -base64 32)");
        }
        return new WebhookDelivery(
                new ErpClient(new WebhookTarget(settings), settings.timeout()),
                // what waits longer for its turn could outlive its lease
                new CallTurns(settings.concurrency(), settings.timeout().plusSeconds(5)),
                pause,
                new WebhookSignature(settings.secret()),
                new RetrySchedule(settings.retrySchedule(), () -> ThreadLocalRandom.current()
                        .nextDouble()),
                clock);
    }

    /** @return for a gateway without a webhook, which claims no deliveries */
    static WebhookDelivery none(ErpPause pause, Clock clock) {
        return new WebhookDelivery(
                null,
                new CallTurns(1, Duration.ZERO),
                pause,
                new WebhookSignature(List.of()),
                new RetrySchedule(List.of(), () -> 0),
                clock);
    }

    /**
     * Calls the ERP when it is this delivery's turn, unless the ERP is away then, or the turn comes too late.
     *
     * @return completes, never exceptionally, with what follows from the attempt
     */
    public CompletableFuture<DeliveryAttempt> deliver(Delivery delivery) {
        CompletableFuture<DeliveryAttempt> ended = new CompletableFuture<>();
        turns.take(late -> {
            if (late || !pause.mayCall()) {
                ended.complete(DeliveryAttempt.notMade(delivery, clock.instant()));
            } else {
                call(delivery).thenAccept(ended::complete);
            }
            return ended;
        });
        return ended;
    }

    private CompletableFuture<DeliveryAttempt> call(Delivery delivery) {
        if (erp == null) {
            throw new IllegalStateException("gateway.erp.webhook.url is empty");
        }
        Instant startedAt = clock.instant();
        long begun = System.nanoTime();
        String id = delivery.eventId().toString();
        // made anew at each attempt, so that the receiver can refuse old timestamps
        Map<String, String> headers = Map.of(
                "webhook-id", id,
                "webhook-timestamp", Long.toString(startedAt.getEpochSecond()),
                "webhook-signature", signature.of(id, startedAt, delivery.body()));
        return erp.post(headers, delivery.body()).handle((answer, failure) -> {
            long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
            if (answer == null || NOT_THERE.contains(answer.status())) {
                pause.silent();
            } else {
                pause.answered();
            }
            return answer == null
                    ? failed(delivery, startedAt, millis, null, word(failure), null)
                    : answered(delivery, startedAt, millis, answer);
        });
    }

    private DeliveryAttempt answered(Delivery delivery, Instant startedAt, long millis, WebhookAnswer answer) {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return new DeliveryAttempt(delivery, startedAt, millis, status, null, Verdict.DONE, null);
        }
        if (status == 410) {
            return new DeliveryAttempt(delivery, startedAt, millis, status, null, Verdict.DEAD, null);
        }
        String wish = status == 429 || status == 503 ? answer.retryAfter() : null;
        return failed(delivery, startedAt, millis, status, null, wish);
    }

    private DeliveryAttempt failed(
            Delivery delivery,
            Instant startedAt,
            long millis,
            @Nullable Integer status,
            @Nullable String error,
            @Nullable String retryAfter) {
        return schedule.next(delivery.attempt(), clock.instant(), retryAfter)
                .map(next -> new DeliveryAttempt(delivery, startedAt, millis, status, error, Verdict.AGAIN, next))
                .orElseGet(() -> new DeliveryAttempt(delivery, startedAt, millis, status, error, Verdict.DEAD, null));
    }

    /** A fixed word for the ledger and the metric; an exception's text may hold what the ERP sent. */
    private static String word(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        if (cause instanceof TimeoutException || cause instanceof InterruptedIOException) {
            return "timeout";
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return "connect";
        }
        if (cause instanceof UnknownHostException) {
            return "address";
        }
        return cause instanceof SSLException ? "tls" : "broken-off";
    }

    /** Lets the calls under way end. */
    @Override
    public void close() {
        if (erp != null) {
            erp.close();
        }
    }
}
