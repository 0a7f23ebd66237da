package io.llgateway.operations;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/** {@code GET /actuator/gateway-balance} on the management port. */
@Component
@Endpoint(id = "gatewaybalance")
class BalanceEndpoint {
    private final GatewayBalance balance;

    BalanceEndpoint(GatewayBalance balance) {
        this.balance = balance;
    }

    @ReadOperation
    BalanceReport balance() {
        return balance.report();
    }
}
