package io.llgateway.intake;

import io.llgateway.verification.ReceivedNotification;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** {@code unmarshal: custom: ref: lianlianForm}: the body of {@code url_return} becomes a {@link ReceivedNotification}. */
@Component("lianlianForm")
public class FormDataFormat extends ReceivingDataFormat {
    private final FormDecoder decoder;

    /** @param settings the charset of the form */
    public FormDataFormat(IntakeSettings settings) {
        decoder = new FormDecoder(settings.charset(), new JsonDecoder());
    }

    @Override
    ReceivedNotification decode(Exchange exchange, byte[] body) throws MalformedMessageException {
        FormDecoder.Form form = decoder.decode(body);
        return received(exchange, form.fields(), form.inResData());
    }
}
