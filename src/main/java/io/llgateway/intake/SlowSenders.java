package io.llgateway.intake;

import java.time.Duration;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What the web server adds to {@code server.tomcat.connection-timeout}, which ends pauses: limits for senders that never
 * pause long enough, and for requests that are none. Bodies of notifications have limits of their own ({@link
 * IntakeServlet}).
 */
@Configuration(proxyBeanMethods = false)
class SlowSenders {
    private static final int LINGERING_THREADS = 16;
    private static final Duration LINGER = Duration.ofSeconds(2);

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> slowSendersAreDropped() {
        return server -> drop(server, LINGERING_THREADS, LINGER);
    }

    static void drop(TomcatServletWebServerFactory server, int lingeringThreads, Duration linger) {
        server.setProtocol(HeadDeadlineProtocol.class.getName());
        server.addProtocolHandlerCustomizers(protocol -> protocol.setExecutor(RequestThreads.start()));
        server.addEngineValves(new UnreadBodyValve(lingeringThreads, linger), new PlainRequestValve());
    }
}
