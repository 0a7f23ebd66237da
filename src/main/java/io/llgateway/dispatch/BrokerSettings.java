package io.llgateway.dispatch;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code gateway.broker} (contract section 3).
 *
 * @param port the embedded broker's acceptor (CORE and AMQP) on localhost; 0 = in-process only
 */
public record BrokerSettings(
        @DefaultValue("61616") @Min(0) @Max(65535) int port) {}
