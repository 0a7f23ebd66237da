package io.llgateway.operations;

import jakarta.jms.ConnectionFactory;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.jms.JmsHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Switches on the clockwork of redrives and retention, and shows the broker in the health details under that name. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class OperationsConfiguration {
    @Bean
    HealthIndicator brokerHealthIndicator(ConnectionFactory broker) {
        return new JmsHealthIndicator(broker);
    }
}
