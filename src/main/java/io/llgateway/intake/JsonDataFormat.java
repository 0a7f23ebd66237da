package io.llgateway.intake;

import io.llgateway.verification.ReceivedNotification;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** {@code unmarshal: custom: ref: lianlianJson}: the body of {@code notify_url} becomes a {@link ReceivedNotification}. */
@Component("lianlianJson")
public class JsonDataFormat extends ReceivingDataFormat {
    private final JsonDecoder decoder = new JsonDecoder();

    @Override
    ReceivedNotification decode(Exchange exchange, byte[] body) throws MalformedMessageException {
        return received(exchange, decoder.decode(body), false);
    }
}
