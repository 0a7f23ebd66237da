package io.llgateway.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.llgateway.notification.Channel;
import io.llgateway.notification.H5Return;
import io.llgateway.notification.Kind;
import io.llgateway.notification.Sample;
import io.llgateway.notification.Samples;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Easy payment's H5 return does not say paid or only authorised, however a shopper posts it. */
class UnwrappedReturnTest {
    private final NotificationVerifier verifier = new NotificationVerifier(Merchants.of(List.of(Samples.merchant())));

    @ParameterizedTest
    @CsvSource({"URL_RETURN, true", "URL_RETURN, false", "NOTIFY_URL, false"})
    void takesAnH5ReturnForNoPaymentWhereverItIsPosted(Channel channel, boolean inResData) throws Exception {
        Sample h5 = Samples.h5Return().signed();

        VerifiedNotification verified = verify(verifier, channel, Kind.PAYMENT, h5, inResData);

        assertThat(verified.verdict()).isEqualTo(Verdict.UNCONFIRMED);
        assertThat(verified.notification()).isInstanceOf(H5Return.class);
    }

    @Test
    void takesItForOneWhenTheMerchantTrustsIt() throws Exception {
        NotificationVerifier trusting = new NotificationVerifier(Merchants.of(List.of(
                new MerchantSettings(Samples.OID_PARTNER, "RSA", List.of(Samples.publicKey()), "", "", false, true))));

        assertThat(verify(
                                trusting,
                                Channel.URL_RETURN,
                                Kind.PAYMENT,
                                Samples.h5Return().signed(),
                                false)
                        .verdict())
                .isEqualTo(Verdict.FACTS);
    }

    @Test
    void seesItAlsoWithoutItsSignType() throws Exception {
        NotificationVerifier lenient = new NotificationVerifier(Merchants.of(List.of(
                new MerchantSettings(Samples.OID_PARTNER, "RSA", List.of(Samples.publicKey()), "", "", true, false))));
        Sample h5 = Samples.h5Return().with("sign_type", "").signed();

        assertThat(verify(lenient, Channel.URL_RETURN, Kind.PAYMENT, h5, false).verdict())
                .isEqualTo(Verdict.UNCONFIRMED);
    }

    static Stream<Arguments> others() {
        Sample h5 = Samples.h5Return();
        return Stream.of(
                arguments("pay_type", Kind.PAYMENT, h5.with("pay_type", "1")),
                arguments("remark", Kind.PAYMENT, h5.with("info_order", "Remarks")),
                arguments("bank", Kind.PAYMENT, h5.with("bank_code", "01020000")),
                arguments("no day of settlement", Kind.PAYMENT, h5.without("settle_date")),
                arguments("failure", Kind.PAYMENT, h5.with("result_pay", "FAILURE")),
                arguments("payout", Kind.PAYOUT, h5));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void takesWhatSaysMoreOrLessForFacts(String name, Kind kind, Sample sample) throws Exception {
        assertThat(verify(verifier, Channel.NOTIFY_URL, kind, sample.signed(), false)
                        .verdict())
                .isEqualTo(Verdict.FACTS);
    }

    private static VerifiedNotification verify(
            NotificationVerifier asked, Channel channel, Kind kind, Sample sample, boolean inResData)
            throws NotificationRefusedException {
        return asked.verify(NotificationVerifierTest.received(channel, kind, sample, inResData));
    }
}
