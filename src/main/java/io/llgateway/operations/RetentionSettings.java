package io.llgateway.operations;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code gateway.ledger}.
 *
 * @param retention how long the fields of an arrival, as received, and its sender's address are kept; default 400d
 */
public record RetentionSettings(@DefaultValue("400d") Duration retention) {}
