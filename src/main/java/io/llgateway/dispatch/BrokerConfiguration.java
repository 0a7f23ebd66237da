package io.llgateway.dispatch;

import java.nio.file.Path;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * The broker, from Spring's {@code spring.artemis.*} and {@code gateway.broker}. Spring Boot's own embedded broker would
 * start in native mode too, knows neither our queues nor a user, hence this one in its place.
 */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ArtemisProperties.class)
class BrokerConfiguration {
    private static final String DEFAULT_URL = "tcp://localhost:61616";

    @Bean(destroyMethod = "stop")
    @ConditionalOnProperty(name = "spring.artemis.mode", havingValue = "embedded", matchIfMissing = true)
    EmbeddedActiveMQ embeddedBroker(ArtemisProperties properties, BrokerSettings settings) throws Exception {
        boolean secured = hasUser(properties);
        RestartingBroker broker = new RestartingBroker(() -> {
            Configuration configuration = EmbeddedBroker.configuration(
                    properties.getEmbedded().getServerId(),
                    Path.of(properties.getEmbedded().getDataDirectory()),
                    settings.port());
            if (secured) {
                EmbeddedBroker.secure(configuration);
            }
            return configuration;
        });
        if (secured) {
            broker.setSecurityManager(EmbeddedBroker.onlyUser(properties.getUser(), properties.getPassword()));
        }
        broker.start();
        if (!broker.getActiveMQServer().isActive()) {
            // it logs why and stays there, dead, while everything else would run
            broker.stop();
            throw new IllegalArgumentException(
                    "gateway.broker.port is " + settings.port()
                            + " and the embedded broker could not start, most likely because another program listens there: choose another port, or 0 for clients inside the gateway only.");
        }
        return broker;
    }

    /** Connects to nothing yet: the broker may be away when the gateway starts. {@link QueueSender} closes it. */
    @Bean(destroyMethod = "")
    ActiveMQConnectionFactory jmsConnectionFactory(
            ArtemisProperties properties, ObjectProvider<EmbeddedActiveMQ> embedded) {
        boolean isEmbedded = embedded.getIfAvailable() != null;
        String url = properties.getBrokerUrl() == null ? DEFAULT_URL : properties.getBrokerUrl();
        ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory(
                isEmbedded ? "vm://" + properties.getEmbedded().getServerId() : url);
        if (hasUser(properties)) {
            connections.setUser(properties.getUser());
            connections.setPassword(properties.getPassword());
        }
        return connections;
    }

    private static boolean hasUser(ArtemisProperties properties) {
        boolean user = isSet(properties.getUser());
        if (user != isSet(properties.getPassword())) {
            throw new IllegalArgumentException("spring.artemis." + (user ? "password" : "user")
                    + " is missing: set both spring.artemis.user and spring.artemis.password, or neither.");
        }
        return user;
    }

    private static boolean isSet(@org.jspecify.annotations.Nullable String value) {
        return value != null && !value.isEmpty();
    }
}
