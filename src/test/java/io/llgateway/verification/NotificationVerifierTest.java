package io.llgateway.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.llgateway.notification.Channel;
import io.llgateway.notification.Kind;
import io.llgateway.notification.Notification;
import io.llgateway.notification.Outcome;
import io.llgateway.notification.Sample;
import io.llgateway.notification.Samples;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NotificationVerifierTest {
    private final NotificationVerifier verifier = new NotificationVerifier(Merchants.of(List.of(Samples.merchant())));

    static Stream<Arguments> documentedShapes() {
        return Stream.of(
                shape(
                        "url_return",
                        Channel.URL_RETURN,
                        Kind.PAYMENT,
                        Samples.synchronousNotification(),
                        Outcome.SUCCESS),
                shape("online banking", Channel.NOTIFY_URL, Kind.PAYMENT, Samples.onlineBanking(), Outcome.SUCCESS),
                shape("aggregate", Channel.NOTIFY_URL, Kind.PAYMENT, Samples.aggregate(), Outcome.SUCCESS),
                shape("easy payment", Channel.NOTIFY_URL, Kind.PAYMENT, Samples.easyPayment(), Outcome.SUCCESS),
                shape(
                        "authorisation",
                        Channel.NOTIFY_URL,
                        Kind.PAYMENT,
                        Samples.easyPaymentAuthorization(),
                        Outcome.AUTHORIZED),
                shape("MPAY", Channel.NOTIFY_URL, Kind.PAYMENT, Samples.mpay(), Outcome.SUCCESS),
                shape("exchange", Channel.NOTIFY_URL, Kind.PAYMENT, Samples.exchange(), Outcome.SUCCESS),
                shape(
                        "misspelt exchange",
                        Channel.NOTIFY_URL,
                        Kind.PAYMENT,
                        Samples.exchangeMisspelt(),
                        Outcome.SUCCESS),
                shape("payout", Channel.NOTIFY_URL, Kind.PAYOUT, Samples.payout(), Outcome.SUCCESS),
                shape("failed payout", Channel.NOTIFY_URL, Kind.PAYOUT, Samples.payoutFailure(), Outcome.FAILURE),
                shape("bounced payout", Channel.NOTIFY_URL, Kind.PAYOUT, Samples.payoutCancelled(), Outcome.CANCELLED),
                shape("foreign refund", Channel.NOTIFY_URL, Kind.REFUND, Samples.crossBorderRefund(), Outcome.SUCCESS),
                shape("domestic refund", Channel.NOTIFY_URL, Kind.REFUND, Samples.domesticRefund(), Outcome.SUCCESS));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documentedShapes")
    void takesEveryDocumentedShapeForFacts(String name, Channel channel, Kind kind, Sample sample, Outcome outcome)
            throws Exception {
        VerifiedNotification verified = verify(channel, kind, sample.signed(), false);

        assertThat(verified.verdict()).isEqualTo(Verdict.FACTS);
        assertThat(verified.reason()).isNull();
        Notification facts = verified.notification();
        assertThat(facts).isNotNull();
        assertThat(facts.kind()).isEqualTo(kind);
        assertThat(facts.outcome()).isEqualTo(outcome);
        assertThat(facts.fields()).isEqualTo(sample.fields());
        assertThat(verified.oidPartner()).isEqualTo(Samples.OID_PARTNER);
        assertThat(verified.signedText()).isEqualTo(sample.signedText());
    }

    private static Arguments shape(String name, Channel channel, Kind kind, Sample sample, Outcome outcome) {
        return Arguments.of(name, channel, kind, sample, outcome);
    }

    private VerifiedNotification verify(Channel channel, Kind kind, Sample sample, boolean inResData)
            throws NotificationRefusedException {
        return verifier.verify(received(channel, kind, sample, inResData));
    }

    static ReceivedNotification received(Channel channel, Kind kind, Sample sample, boolean inResData) {
        return new ReceivedNotification(channel, kind, sample.received(), inResData, Instant.EPOCH, "192.0.2.1");
    }
}
