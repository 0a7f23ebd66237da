package io.llgateway.bench.variant;

import java.util.Map;

/** How the competitors reach database and broker: pooled, sized for the load they get. */
final class Stores {
    static final Map<String, Object> POOLS = Map.of(
            "spring.datasource.hikari.maximum-pool-size", "64",
            "spring.artemis.mode", "native",
            "spring.artemis.embedded.enabled", "false",
            "spring.artemis.pool.enabled", "true",
            "spring.artemis.pool.max-connections", "4",
            "spring.artemis.pool.max-sessions-per-connection", "100",
            "spring.jms.cache.enabled", "false");

    private Stores() {}
}
