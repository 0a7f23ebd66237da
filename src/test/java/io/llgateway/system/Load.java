package io.llgateway.system;

import static org.awaitility.Awaitility.await;

import io.llgateway.notification.Sample;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Shoppers' browsers and LianLian together: posts notifications from several threads, each to any of the gateways and
 * on either channel, and remembers which were acknowledged. What was not is asked again later, as LianLian would.
 */
public final class Load implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Payments payments;
    private final List<GatewayProcess> gateways;
    private final AtomicInteger next = new AtomicInteger();
    private final Set<String> posted = ConcurrentHashMap.newKeySet();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Queue<Sample> unanswered = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicLong slowestMillis = new AtomicLong();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Duration pause;

    /**
     * @param gateways where to post
     * @param payments what to post
     */
    Load(List<GatewayProcess> gateways, Payments payments) {
        this.gateways = gateways;
        this.payments = payments;
        this.pause = Duration.ZERO;
    }

    /**
     * Starts to post new payments and goes on until stopped.
     *
     * @param senders threads
     * @param between pause of each thread after each notification
     */
    Load start(int senders, Duration between) {
        pause = between;
        for (int i = 0; i < senders; i++) {
            threads.execute(() -> {
                while (!waited(pause)) {
                    payments.about(next.incrementAndGet()).forEach(this::post);
                }
            });
        }
        return this;
    }

    /** Posts so many new payments, from four threads, and returns when all were tried once. */
    void posts(int count) throws InterruptedException {
        int last = next.get() + count;
        CountDownLatch done = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            threads.execute(() -> {
                for (int number = next.incrementAndGet(); number <= last; number = next.incrementAndGet()) {
                    payments.about(number).forEach(this::post);
                }
                done.countDown();
            });
        }
        if (!done.await(5, TimeUnit.MINUTES)) {
            throw new IllegalStateException("The load does not end");
        }
        next.set(last);
    }

    /** Posts one notification to one gateway and remembers it. */
    void posts(Sample notification) {
        post(notification);
    }

    /** Posts one notification as the shopper's browser does. */
    void returns(Sample notification) {
        if (!acknowledged(notification, false)) {
            refused.incrementAndGet();
            unanswered.add(notification);
        }
    }

    /** Posts one notification to every gateway at the same instant, on both channels. */
    void postsToAllAtOnce(Sample notification) throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(gateways.size());
        CountDownLatch done = new CountDownLatch(gateways.size());
        for (GatewayProcess gateway : gateways) {
            threads.execute(() -> {
                ready.countDown();
                try {
                    ready.await();
                    if (!acknowledged(notification, ThreadLocalRandom.current().nextBoolean(), gateway)) {
                        refused.incrementAndGet();
                        unanswered.add(notification);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } finally {
                    done.countDown();
                }
            });
        }
        if (!done.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("No answer");
        }
    }

    /** Stops posting new payments and waits for the requests under way. */
    void stop() {
        stop.countDown();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("The load does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Posts what was not acknowledged until it is. */
    void askAgain() {
        for (Sample again = unanswered.poll(); again != null; again = unanswered.poll()) {
            for (int attempt = 1; !acknowledged(again, true); attempt++) {
                if (attempt == 30) {
                    throw new IllegalStateException("Not acknowledged in 30 attempts: " + Payments.key(again));
                }
            }
        }
    }

    private void post(Sample notification) {
        if (!acknowledged(notification, ThreadLocalRandom.current().nextBoolean())) {
            refused.incrementAndGet();
            unanswered.add(notification);
            waited(Duration.ofMillis(200));
        }
    }

    private boolean acknowledged(Sample notification, boolean byLianLian) {
        return acknowledged(
                notification,
                byLianLian,
                gateways.get(ThreadLocalRandom.current().nextInt(gateways.size())));
    }

    private boolean acknowledged(Sample notification, boolean byLianLian, GatewayProcess gateway) {
        posted.add(Payments.key(notification));
        URI uri = gateway.uri(byLianLian ? "/lianlian/notify_url" : "/lianlian/url_return");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Content-Type", byLianLian ? "text/json;charset=utf-8" : "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(byLianLian ? notification.json() : notification.form()))
                .build();
        long begin = System.nanoTime();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            slowestMillis.accumulateAndGet(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin), Math::max);
            boolean yes = byLianLian
                    ? answer.statusCode() == 200 && answer.body().contains("\"0000\"")
                    : answer.statusCode() == 303;
            if (yes) {
                acknowledged.add(Payments.key(notification));
            }
            return yes;
        } catch (IOException dead) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean waited(Duration pause) {
        try {
            return stop.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** @return the keys of everything that was posted, {@link Payments#key} */
    Collection<String> posted() {
        return Set.copyOf(posted);
    }

    /** @return the keys of what was acknowledged */
    Collection<String> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /** Waits until so many further notifications are acknowledged. */
    void acceptsFurther(int events) {
        int before = acknowledged.size();
        await("acknowledged further")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> acknowledged.size() >= before + events);
    }

    /** Waits until so many further notifications are refused. */
    void refusesFurther(int count) {
        int before = refused.get();
        await("refused further")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> refused.get() >= before + count);
    }

    /** @return how many requests were refused or got no answer, so far */
    int refused() {
        return refused.get();
    }

    /** @return the longest that an answer took, in milliseconds */
    long slowestMillis() {
        return slowestMillis.get();
    }

    @Override
    public void close() {
        stop.countDown();
        threads.shutdownNow();
    }
}
