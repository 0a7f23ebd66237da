package io.llgateway.intake;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpEngine;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * Camel's {@code platform-http} on this server. Routes from {@code /lianlian/url_return} and below
 * {@code /lianlian/notify_url} are served by {@link IntakeServlet}; any other {@code platform-http} route of an
 * integrator gets Camel's own consumer, unchanged.
 */
class IntakeHttpEngine extends SpringBootPlatformHttpEngine {
    static final String RETURN_PATH = "/lianlian/url_return";
    static final String NOTIFY_PATH = "/lianlian/notify_url";

    private final Map<String, IntakeHttpConsumer> consumers = new ConcurrentHashMap<>();
    private final CountDownLatch started = new CountDownLatch(1);

    IntakeHttpEngine(int port, Executor executor) {
        super(port, executor);
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        String path = endpoint.getPath();
        if (!path.equals(RETURN_PATH) && !path.equals(NOTIFY_PATH) && !path.startsWith(NOTIFY_PATH + "/")) {
            return super.createConsumer(endpoint, processor);
        }
        IntakeHttpConsumer consumer = new IntakeHttpConsumer(endpoint, processor, () -> consumers.remove(path));
        consumers.put(path, consumer);
        return consumer;
    }

    /**
     * @return the route's consumer for a request path; null when no route takes it. While the gateway starts, its port is
     *     open a moment before its routes: a notification of that moment waits for them, up to five seconds
     */
    @Nullable
    IntakeHttpConsumer consumer(String path) {
        IntakeHttpConsumer consumer = consumers.get(path);
        if (consumer == null && started.getCount() > 0) {
            awaitStart();
            consumer = consumers.get(path);
        }
        return consumer;
    }

    /** Says that every route is started that will be. */
    @EventListener(ApplicationReadyEvent.class)
    public void started() {
        started.countDown();
    }

    /** @return whether a path without a consumer will stay without one */
    boolean isStarted() {
        return started.getCount() == 0;
    }

    private void awaitStart() {
        try {
            started.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
