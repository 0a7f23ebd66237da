package io.llgateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class IntakeHttpEngineTest {
    private final IntakeHttpEngine engine = new IntakeHttpEngine(8080, Runnable::run);

    @Test
    void letsANotificationOfTheStartWaitForItsRoute() throws Exception {
        CompletableFuture<IntakeHttpConsumer> found =
                CompletableFuture.supplyAsync(() -> engine.consumer("/lianlian/url_return"));
        await().during(Duration.ofMillis(100)).until(() -> !found.isDone());

        PlatformHttpEndpoint endpoint = new PlatformHttpEndpoint(
                "platform-http:/lianlian/url_return",
                "/lianlian/url_return",
                new PlatformHttpComponent(new DefaultCamelContext()));
        engine.createConsumer(endpoint, exchange -> {});
        engine.started();

        assertThat(found.get()).isNotNull();
    }

    @Test
    void knowsWhenAPathWithoutARouteStaysWithoutOne() {
        assertThat(engine.isStarted()).isFalse();
        engine.started();
        assertThat(engine.isStarted()).isTrue();
        assertThat(engine.consumer("/lianlian/notify_url/other")).isNull();
    }
}
