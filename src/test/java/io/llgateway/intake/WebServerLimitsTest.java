package io.llgateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ForkJoinPool;
import org.apache.catalina.Engine;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.web.embedded.EmbeddedWebServerFactoryCustomizerAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.context.AnnotationConfigServletWebServerApplicationContext;

/** The limits of the web server with the shipped settings. */
class WebServerLimitsTest {
    @Test
    void boundsConnectionsHeadsAndPauses() {
        new WebApplicationContextRunner(AnnotationConfigServletWebServerApplicationContext::new)
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withConfiguration(AutoConfigurations.of(
                        ServletWebServerFactoryAutoConfiguration.class,
                        EmbeddedWebServerFactoryCustomizerAutoConfiguration.class))
                .withUserConfiguration(SlowSenders.class)
                .withPropertyValues("server.port=0", "server.shutdown=immediate")
                .run(context -> {
                    TomcatWebServer server = (TomcatWebServer)
                            ((AnnotationConfigServletWebServerApplicationContext) context.getSourceApplicationContext())
                                    .getWebServer();
                    assertThat(server.getTomcat().getConnector().getProtocolHandler())
                            .isInstanceOfSatisfying(HeadDeadlineProtocol.class, http -> {
                                assertThat(http.getMaxConnections()).isEqualTo(8192);
                                assertThat(http.getKeepAliveTimeout()).isEqualTo(30_000);
                                assertThat(http.getConnectionTimeout()).isEqualTo(5000);
                                assertThat(http.getMaxHttpRequestHeaderSize()).isEqualTo(8192);
                                assertThat(http.getExecutor())
                                        .isInstanceOfSatisfying(
                                                ForkJoinPool.class, pool -> assertThat(pool.getParallelism())
                                                        .isEqualTo(200));
                            });
                    Engine engine = server.getTomcat().getEngine();
                    assertThat(engine.getPipeline().getValves()).hasAtLeastOneElementOfType(UnreadBodyValve.class);
                });
    }
}
