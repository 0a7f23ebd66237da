package io.llgateway.intake;

import java.util.concurrent.Executor;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpEngine;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Camel's {@code platform-http} on this server. Routes below {@code /lianlian/} get {@link IntakeHttpConsumer}; any
 * other {@code platform-http} route of an integrator gets Camel's own consumer, unchanged.
 */
@Component("platform-http-engine")
class IntakeHttpEngine extends SpringBootPlatformHttpEngine {
    private final IntakeSettings settings;

    IntakeHttpEngine(
            IntakeSettings settings,
            @Value("${server.port:8080}") int port,
            @Qualifier("applicationTaskExecutor") Executor executor) {
        super(port, executor);
        this.settings = settings;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        if (endpoint.getPath().startsWith("/lianlian/")) {
            return new IntakeHttpConsumer(endpoint, processor, settings);
        }
        return super.createConsumer(endpoint, processor);
    }
}
