package io.llgateway.intake;

import io.llgateway.notification.Channel;
import io.llgateway.notification.Kind;
import io.llgateway.notification.ReceivedFields;
import io.llgateway.verification.ReceivedNotification;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.support.service.ServiceSupport;

/**
 * A data format that only reads: the bytes come from the gate, within its limits, and everything else about the request
 * from the exchange properties of {@link IntakeProperties}.
 */
abstract class ReceivingDataFormat extends ServiceSupport implements DataFormat {

    abstract ReceivedNotification decode(Exchange exchange, byte[] body) throws MalformedMessageException;

    static ReceivedNotification received(Exchange exchange, ReceivedFields fields, boolean inResData) {
        return new ReceivedNotification(
                exchange.getProperty(IntakeProperties.CHANNEL, Channel.class),
                exchange.getProperty(IntakeProperties.KIND, Kind.class),
                fields,
                inResData,
                exchange.getProperty(IntakeProperties.RECEIVED_AT, Instant.class),
                exchange.getProperty(IntakeProperties.SOURCE, String.class));
    }

    @Override
    public Object unmarshal(Exchange exchange, Object body) throws Exception {
        return body instanceof byte[] bytes ? decode(exchange, bytes) : DataFormat.super.unmarshal(exchange, body);
    }

    @Override
    public Object unmarshal(Exchange exchange, InputStream stream) throws IOException, MalformedMessageException {
        return decode(exchange, stream.readAllBytes());
    }

    /** Notifications are never written by the gateway in LianLian's formats. */
    @Override
    public void marshal(Exchange exchange, Object graph, OutputStream stream) {
        throw new UnsupportedOperationException("this data format only reads");
    }
}
