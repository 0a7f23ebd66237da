package io.llgateway.intake;

import io.llgateway.notification.Channel;
import io.llgateway.notification.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The first step of every intake route: is this request the shape of a notification at all? Leaves the raw body as the
 * message, and channel, kind, time and source as exchange properties; throws {@link RequestNotAdmittedException}.
 */
@Component
public class IntakeGate {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final IntakeSettings settings;
    private final SourceAddresses sources;
    private final Clock clock;

    IntakeGate(IntakeSettings settings, Clock clock) {
        this.settings = settings;
        this.sources = new SourceAddresses(settings);
        this.clock = clock;
    }

    /** Admits the shopper's browser: a form by POST or, when {@code return-by-get} allows, {@code res_data} by GET. */
    public void admitReturn(Exchange exchange) throws RequestNotAdmittedException {
        IntakeRequest request = arrive(exchange, Channel.URL_RETURN, Kind.PAYMENT);
        String query = request.query();
        if (settings.returnByGet()
                && request.method().equals("GET")
                && query != null
                && query.startsWith("res_data=")) {
            exchange.getMessage().setBody(query.getBytes(StandardCharsets.US_ASCII));
            return;
        }
        requirePost(request);
        if (!FORM.equals(mediaType(request.contentType()))) {
            throw new RequestNotAdmittedException(415, "content-type");
        }
        requireWholeBody(request);
        exchange.getMessage().setBody(request.body());
    }

    /**
     * Admits LianLian's own call: JSON by POST with any or no content type, from an allowed source.
     *
     * @param kind payment, payout or refund: set by the route, since the path decides
     */
    public void admitNotification(Exchange exchange, @ExchangeProperty("kind") String kind)
            throws RequestNotAdmittedException {
        IntakeRequest request = arrive(exchange, Channel.NOTIFY_URL, Kind.valueOf(kind.toUpperCase(Locale.ROOT)));
        if (!sources.allows(exchange.getProperty(IntakeProperties.SOURCE, String.class))) {
            throw new RequestNotAdmittedException(403, "source-address");
        }
        requirePost(request);
        requireWholeBody(request);
        exchange.getMessage().setBody(request.body());
    }

    private IntakeRequest arrive(Exchange exchange, Channel channel, Kind kind) {
        IntakeRequest request = exchange.getMessage().getBody(IntakeRequest.class);
        exchange.setProperty(IntakeProperties.REQUEST, request);
        exchange.setProperty(IntakeProperties.CHANNEL, channel);
        exchange.setProperty(IntakeProperties.KIND, kind);
        exchange.setProperty(IntakeProperties.RECEIVED_AT, clock.instant());
        exchange.setProperty(IntakeProperties.SOURCE, sources.of(request));
        return request;
    }

    private static void requirePost(IntakeRequest request) throws RequestNotAdmittedException {
        if (!request.method().equals("POST")) {
            throw new RequestNotAdmittedException(405, "method");
        }
    }

    private static void requireWholeBody(IntakeRequest request) throws RequestNotAdmittedException {
        switch (request.bodyState()) {
            case TOO_LARGE -> throw new RequestNotAdmittedException(413, "body-too-large");
            case BROKEN_OFF -> throw new RequestNotAdmittedException(408, "body-broken-off");
            case WHOLE -> {}
        }
    }

    private static String mediaType(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        int parameters = contentType.indexOf(';');
        return (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
