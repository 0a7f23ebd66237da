package io.llgateway.intake;

import io.llgateway.verification.ReceivedNotification;
import java.util.Set;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** {@code unmarshal: custom: ref: lianlianForm}: the body of {@code url_return} becomes a {@link ReceivedNotification}. */
@Component("lianlianForm")
public class FormDataFormat extends ReceivingDataFormat {
    private static final Set<String> CHARSETS = Set.of("UTF-8", "GBK", "GB18030");

    private final FormDecoder decoder;

    /**
     * @param settings the charset of the form
     * @throws IllegalArgumentException when it is none of LianLian's: others may hide syntax in their bytes
     */
    public FormDataFormat(IntakeSettings settings) {
        if (!CHARSETS.contains(settings.charset().name())) {
            throw new IllegalArgumentException(
                    "gateway.intake.charset must be UTF-8, GBK or GB18030, the charset_name of your payment requests: correct it.");
        }
        decoder = new FormDecoder(settings.charset(), new JsonDecoder());
    }

    @Override
    ReceivedNotification decode(Exchange exchange, byte[] body) throws MalformedMessageException {
        FormDecoder.Form form = decoder.decode(body);
        return received(exchange, form.fields(), form.inResData());
    }
}
