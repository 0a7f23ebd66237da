package io.llgateway.intake;

import io.llgateway.ledger.Refusals;
import io.llgateway.notification.Channel;
import io.llgateway.notification.Kind;
import io.llgateway.notification.Refusal;
import io.llgateway.verification.NotificationRefusedException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Hands a refusal to the ledger: who sent how much, and why it was refused; never what. */
@Component
public class IntakeRefusals {
    private final Refusals refusals;

    IntakeRefusals(Refusals refusals) {
        this.refusals = refusals;
    }

    /** Keeps the refusal that the exchange's exception tells of. Never fails and never waits. */
    public void keep(Exchange exchange) {
        byte[] body = exchange.getProperty(IntakeProperties.REQUEST, IntakeRequest.class)
                .body();
        refusals.record(new Refusal(
                exchange.getProperty(IntakeProperties.CHANNEL, Channel.class),
                exchange.getProperty(IntakeProperties.KIND, Kind.class),
                reason(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)),
                exchange.getProperty(IntakeProperties.SOURCE, String.class),
                exchange.getProperty(IntakeProperties.RECEIVED_AT, Instant.class),
                body.length,
                digest(body)));
    }

    private static String reason(Exception cause) {
        if (cause instanceof NotificationRefusedException refused) {
            return refused.reason();
        }
        return cause instanceof RequestNotAdmittedException notAdmitted ? notAdmitted.reason() : "unknown";
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
