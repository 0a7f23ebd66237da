package io.llgateway.ledger;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads what a result page may show. */
@Component
public class ResultViews {
    /** @return the view of a token; empty when the token is unknown or expired (setting, 7 days) */
    public Optional<ResultView> find(String token) {
        throw new UnsupportedOperationException("being built");
    }
}
