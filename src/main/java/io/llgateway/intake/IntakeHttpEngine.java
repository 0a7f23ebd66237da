package io.llgateway.intake;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpEngine;
import org.jspecify.annotations.Nullable;

/**
 * Camel's {@code platform-http} on this server. Routes from {@code /lianlian/url_return} and below
 * {@code /lianlian/notify_url} are served by {@link IntakeServlet}; any other {@code platform-http} route of an
 * integrator gets Camel's own consumer, unchanged.
 */
class IntakeHttpEngine extends SpringBootPlatformHttpEngine {
    static final String RETURN_PATH = "/lianlian/url_return";
    static final String NOTIFY_PATH = "/lianlian/notify_url";

    private final Map<String, IntakeHttpConsumer> consumers = new ConcurrentHashMap<>();

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

    /** @return the route's consumer for a request path; null when no started route takes it */
    @Nullable
    IntakeHttpConsumer consumer(String path) {
        return consumers.get(path);
    }
}
