package io.llgateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.llgateway.notification.Channel;
import io.llgateway.notification.Kind;
import io.llgateway.notification.Samples;
import io.llgateway.verification.ReceivedNotification;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.dataformat.CustomDataFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class DataFormatsTest {
    private static final Instant RECEIVED = Instant.parse("2026-11-23T18:00:00.123Z");

    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void startRoutes() throws Exception {
        camel.getRegistry()
                .bind(
                        "lianlianForm",
                        new FormDataFormat(new IntakeSettings(
                                DataSize.ofKilobytes(16), StandardCharsets.UTF_8, List.of(), List.of(), false)));
        camel.getRegistry().bind("lianlianJson", new JsonDataFormat());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:form").unmarshal(new CustomDataFormat("lianlianForm"));
                from("direct:json").unmarshal(new CustomDataFormat("lianlianJson"));
            }
        });
        camel.start();
    }

    @AfterEach
    void stopRoutes() {
        camel.stop();
    }

    @Test
    void makesAReceivedNotificationOfAForm() {
        ReceivedNotification received = send(
                "direct:form",
                Channel.URL_RETURN,
                Samples.synchronousNotification().form().getBytes());

        assertThat(received)
                .isEqualTo(new ReceivedNotification(
                        Channel.URL_RETURN, Kind.PAYMENT, received.fields(), false, RECEIVED, "192.0.2.1"));
        assertThat(received.fields().asMap())
                .isEqualTo(Samples.synchronousNotification().fields());
    }

    @Test
    void marksTheFieldsOfAnH5Return() {
        ReceivedNotification received = send(
                "direct:form",
                Channel.URL_RETURN,
                Samples.h5Return().resDataForm().getBytes());

        assertThat(received.inResData()).isTrue();
        assertThat(received.fields().asMap()).isEqualTo(Samples.h5Return().fields());
    }

    @Test
    void makesAReceivedNotificationOfJson() {
        byte[] body = Samples.mpay().json().getBytes(StandardCharsets.UTF_8);

        ReceivedNotification received = send("direct:json", Channel.NOTIFY_URL, body);
        ReceivedNotification streamed = send("direct:json", Channel.NOTIFY_URL, new ByteArrayInputStream(body));

        assertThat(received.channel()).isEqualTo(Channel.NOTIFY_URL);
        assertThat(received.fields().asMap()).isEqualTo(Samples.mpay().fields());
        assertThat(streamed.fields().asMap()).isEqualTo(Samples.mpay().fields());
    }

    @Test
    void passesARefusalOnWithItsReason() {
        Throwable thrown = catchThrowable(() -> send("direct:json", Channel.NOTIFY_URL, "{".getBytes()));

        assertThat(thrown).isInstanceOf(CamelExecutionException.class);
        assertThat(thrown.getCause())
                .isInstanceOfSatisfying(MalformedMessageException.class, refused -> assertThat(refused.reason())
                        .isEqualTo("json-syntax"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "ISO-2022-CN", "ISO-8859-1", "IBM037"})
    void decodesInNoCharsetThatLianLianDoesNotHave(String charset) {
        IntakeSettings settings =
                new IntakeSettings(DataSize.ofKilobytes(16), Charset.forName(charset), List.of(), List.of(), false);

        assertThatThrownBy(() -> new FormDataFormat(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("gateway.intake.charset must be UTF-8, GBK or GB18030");
    }

    @Test
    void readsOnly() {
        assertThatThrownBy(() -> new JsonDataFormat()
                        .marshal(camel.getEndpoint("direct:json").createExchange(), "x", new ByteArrayOutputStream()))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private ReceivedNotification send(String endpoint, Channel channel, Object body) {
        Exchange answer = camel.createProducerTemplate().request(endpoint, exchange -> {
            exchange.setProperty(IntakeProperties.CHANNEL, channel);
            exchange.setProperty(IntakeProperties.KIND, Kind.PAYMENT);
            exchange.setProperty(IntakeProperties.RECEIVED_AT, RECEIVED);
            exchange.setProperty(IntakeProperties.SOURCE, "192.0.2.1");
            exchange.getMessage().setBody(body);
        });
        if (answer.getException() != null) {
            throw new CamelExecutionException("not unmarshalled", answer, answer.getException());
        }
        return answer.getMessage().getBody(ReceivedNotification.class);
    }
}
