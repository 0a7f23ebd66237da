package io.llgateway.dispatch;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code gateway.broker} (contract section 3).
 *
 * @param port the embedded broker's acceptor (CORE and AMQP) on localhost; 0 = in-process only
 */
public record BrokerSettings(@DefaultValue("61616") int port) {
    private static final int HIGHEST_PORT = 65_535;

    /** @throws IllegalArgumentException when there is no such port */
    public BrokerSettings {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("gateway.broker.port must be between 0 and 65535: correct it.");
        }
    }
}
