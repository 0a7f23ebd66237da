package io.llgateway.intake;

import io.llgateway.ledger.LedgerUnavailableException;
import io.llgateway.ledger.Recorded;
import io.llgateway.notification.Channel;
import io.llgateway.shopper.ResultRedirect;
import io.llgateway.verification.Verdict;
import io.llgateway.verification.VerifiedNotification;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The last step of every intake route: what the sender is told (contract section 2). Never why something was refused,
 * and nothing of the request but the form of {@link #sendAgain}'s page.
 */
@Component
public class NotificationReply {
    private static final Logger LOG = LoggerFactory.getLogger(NotificationReply.class);

    private final ResultRedirect redirect;
    private final ReturnPages pages;

    private final SendAgainLog log = new SendAgainLog();

    NotificationReply(ResultRedirect redirect, ReturnPages pages) {
        this.redirect = redirect;
        this.pages = pages;
    }

    /** Sends the shopper's browser to the result page of what was recorded. */
    public IntakeReply seeResult(Recorded recorded, Exchange exchange) {
        if (recorded.notification().verdict() == Verdict.OUTSIDE_GRAMMAR) {
            return refuse(exchange);
        }
        return pages.seeOther(redirect.location(recorded));
    }

    /** Tells LianLian that the notification is recorded and needs no repeat. */
    public IntakeReply acknowledge(Recorded recorded) {
        return recorded.notification().verdict() == Verdict.OUTSIDE_GRAMMAR
                ? NotifyAnswers.rejected(400)
                : NotifyAnswers.ok();
    }

    /** Refuses a message that is not believed. */
    public IntakeReply refuse(Exchange exchange) {
        return isReturn(exchange) ? pages.refused(400, request(exchange)) : NotifyAnswers.rejected(400);
    }

    /** Refuses a request that is no notification by its method, type, size or sender. */
    public IntakeReply notAdmitted(Exchange exchange) {
        int status = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, RequestNotAdmittedException.class)
                .status();
        return isReturn(exchange) ? pages.notAdmitted(status, request(exchange)) : NotifyAnswers.notAdmitted(status);
    }

    /**
     * Asks the sender to send again, since nothing is recorded: LianLian by any answer but the expected one, a browser
     * by a page that submits the same verified form again.
     */
    public IntakeReply sendAgain(Exchange exchange) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (cause instanceof LedgerUnavailableException) {
            log.asked(String.valueOf(cause.getMessage()));
        } else {
            LOG.error("Intake failed in route {}; the sender was asked to repeat", exchange.getFromRouteId(), cause);
        }
        if (!isReturn(exchange)) {
            return NotifyAnswers.rejected(503);
        }
        VerifiedNotification verified = verified(exchange);
        return verified == null ? pages.refused(503, request(exchange)) : pages.sendAgain(verified, request(exchange));
    }

    private static @Nullable VerifiedNotification verified(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof VerifiedNotification verified ? verified : null;
    }

    private static boolean isReturn(Exchange exchange) {
        return exchange.getProperty(IntakeProperties.CHANNEL) == Channel.URL_RETURN;
    }

    private static IntakeRequest request(Exchange exchange) {
        return exchange.getProperty(IntakeProperties.REQUEST, IntakeRequest.class);
    }
}
