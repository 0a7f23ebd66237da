package io.llgateway.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.llgateway.notification.Channel;
import io.llgateway.notification.Kind;
import io.llgateway.notification.MpayPayment;
import io.llgateway.notification.Notification;
import io.llgateway.notification.Outcome;
import io.llgateway.notification.Sample;
import io.llgateway.notification.Samples;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
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

    static Stream<Arguments> tamperedReturns() {
        Sample genuine = Samples.synchronousNotification().signed();
        KeyPair other = Samples.newKeyPair(1024);
        return Stream.of(
                arguments("amount changed", genuine.with("money_order", "0.02"), "signature-wrong"),
                arguments("amount of equal value", genuine.with("money_order", "0.010"), "signature-wrong"),
                arguments("order changed", genuine.with("no_order", "2013099129111112"), "signature-wrong"),
                arguments("remark removed", genuine.without("info_order"), "signature-wrong"),
                arguments("remark emptied", genuine.with("info_order", ""), "signature-wrong"),
                arguments("remark with a blank behind", genuine.with("info_order", "Remarks "), "signature-wrong"),
                arguments("field added", genuine.with("no_agree", "1"), "signature-wrong"),
                arguments("currency added", genuine.with("currency_order", "JPY"), "signature-wrong"),
                arguments("card_no added", genuine.with("card_no", "6217000000004242"), "signature-wrong"),
                arguments("pay_type F hidden", payTypeHidden(), "signature-wrong"),
                arguments("no signature", genuine.without("sign"), "field-missing"),
                arguments("empty signature", genuine.with("sign", ""), "field-missing"),
                arguments(
                        "placeholder of the document",
                        genuine.with("sign", "4a1123e3f123138df813ab81de8"),
                        "signature-wrong"),
                arguments(
                        "signed with another key",
                        Samples.synchronousNotification().signedWith(other),
                        "signature-wrong"),
                arguments(
                        "another merchant's",
                        genuine.with("oid_partner", "201304121000001005").signed(),
                        "merchant-unknown"),
                arguments("no merchant", genuine.without("oid_partner").signed(), "merchant-unknown"),
                arguments(
                        "MD5 with an empty key",
                        Samples.synchronousNotification().signedWithMd5(""),
                        "sign-type-not-pinned"),
                arguments(
                        "sign_type in small letters",
                        genuine.with("sign_type", "rsa").signed(),
                        "sign-type-not-pinned"),
                arguments("sign_type unknown", genuine.with("sign_type", "NONE").signed(), "sign-type-not-pinned"),
                arguments("sign_type empty", genuine.with("sign_type", "").signed(), "sign-type-not-pinned"),
                arguments("sign_type missing", genuine.without("sign_type").signed(), "sign-type-not-pinned"),
                arguments("no dt_order", genuine.without("dt_order").signed(), "field-missing"),
                arguments("empty money_order", genuine.with("money_order", "").signed(), "field-missing"),
                arguments("no no_order", genuine.without("no_order").signed(), "field-missing"),
                arguments("no oid_paybill", genuine.without("oid_paybill").signed(), "field-missing"),
                arguments("no result", genuine.without("result_pay").signed(), "field-missing"),
                arguments(
                        "foreign money without its currency",
                        genuine.with("money_pay", "89.63").signed(),
                        "field-missing"),
                arguments("an API reply", Samples.apiReply().signed(), "field-missing"),
                arguments("a refund", Samples.domesticRefund().signed(), "field-missing"),
                arguments(
                        "a name with =",
                        genuine.with("info_order=x&currency_order", "USD").signed(),
                        "field-name"),
                arguments(
                        "a name with a blank",
                        genuine.with("settle_date ", "20140109").signed(),
                        "field-name"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tamperedReturns")
    void refusesEveryTamperedReturn(String name, Sample sample, String reason) {
        assertRefused(Channel.URL_RETURN, Kind.PAYMENT, sample, reason);
    }

    private static Sample payTypeHidden() {
        Sample authorization =
                Samples.synchronousNotification().with("pay_type", "F").signed();
        return authorization.without("pay_type");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void neverTakesAnApiReplyForANotification(Kind kind) {
        assertRefused(Channel.NOTIFY_URL, kind, Samples.apiReply().signed(), "field-missing");
    }

    @Test
    void takesNoResultCodeForAResultOutsideTheReturn() {
        assertRefused(
                Channel.NOTIFY_URL, Kind.PAYMENT, Samples.easyPaymentReturn().signed(), "field-missing");
        assertRefused(
                Channel.NOTIFY_URL, Kind.PAYOUT, Samples.easyPaymentReturn().signed(), "field-missing");
    }

    static Stream<Arguments> outsideGrammar() {
        return Stream.of(
                arguments("oid_paybill", "2013-1"),
                arguments("no_order", "a&b"),
                arguments("no_order", "x".repeat(33)),
                arguments("dt_order", "20130230120000"),
                arguments("money_order", "0"),
                arguments("money_order", "0.001"),
                arguments("money_order", "100000000.01"),
                arguments("money_order", "-1"),
                arguments("money_order", "1e2"),
                arguments("bank_code", "01020000&currency_order=USD"),
                arguments("bank_code", "1020000"),
                arguments("pay_type", "1&result_pay=SUCCESS"),
                arguments("currency_order", "usd"),
                arguments("settle_date", "20140229"),
                arguments("result_pay", "success"),
                arguments("info_order", "x".repeat(256)),
                arguments("info_order", "\u001b[31m"));
    }

    @ParameterizedTest(name = "{0}={1}")
    @MethodSource("outsideGrammar")
    void takesNoFactsFromAFieldOutsideItsGrammar(String name, String value) throws Exception {
        Sample sample = Samples.synchronousNotification().with(name, value).signed();

        VerifiedNotification verified = verify(Channel.URL_RETURN, Kind.PAYMENT, sample, false);

        assertThat(verified.verdict()).isEqualTo(Verdict.OUTSIDE_GRAMMAR);
        assertThat(verified.reason()).isEqualTo("field-" + name);
        assertThat(verified.notification()).isNull();
        assertThat(verified.signedText()).isEqualTo(sample.signedText());
    }

    @Test
    void takesNoFactsFromASuccessWithAFailingCode() throws Exception {
        Sample payment = Samples.exchangeMisspelt().with("ret_code", "9999").signed();
        Sample refund = Samples.domesticRefund().with("ret_code", "9999").signed();

        assertThat(verify(Channel.NOTIFY_URL, Kind.PAYMENT, payment, false).reason())
                .isEqualTo("ret_code-against-result");
        assertThat(verify(Channel.NOTIFY_URL, Kind.REFUND, refund, false).verdict())
                .isEqualTo(Verdict.OUTSIDE_GRAMMAR);
        assertThat(verify(
                                Channel.NOTIFY_URL,
                                Kind.REFUND,
                                refund.with("sta_refund", "3").signed(),
                                false)
                        .verdict())
                .isEqualTo(Verdict.FACTS);
    }

    @Test
    void takesNoFactsFromATextWithSeveralReadings() throws Exception {
        Sample signed =
                Samples.synchronousNotification().with("info_order", "x&memo=y").signed();
        Sample split = signed.with("info_order", "x").with("memo", "y");

        for (Sample sample : List.of(signed, split)) {
            VerifiedNotification verified = verify(Channel.URL_RETURN, Kind.PAYMENT, sample, false);
            assertThat(verified.verdict()).isEqualTo(Verdict.SEVERAL_READINGS);
            assertThat(verified.reason()).isEqualTo("several-readings");
            assertThat(verified.notification()).isNull();
            assertThat(verified.signedText()).isEqualTo(signed.signedText());
        }
    }

    @Test
    void takesNoFactsFromANameThatCarriesAnotherField() throws Exception {
        Sample sample = Samples.mpay()
                .without("bank_code")
                .with("acct_name", "Li&bank_code=01020000")
                .signed();

        VerifiedNotification verified = verify(Channel.NOTIFY_URL, Kind.PAYMENT, sample, false);

        assertThat(verified.verdict()).isEqualTo(Verdict.SEVERAL_READINGS);
        assertThat(verified.notification()).isNull();
    }

    @Test
    void passesAHarmlessRemark() throws Exception {
        Sample sample =
                Samples.synchronousNotification().with("info_order", "a=1&b=2").signed();

        VerifiedNotification verified = verify(Channel.URL_RETURN, Kind.PAYMENT, sample, false);

        assertThat(verified.verdict()).isEqualTo(Verdict.FACTS);
        assertThat(verified.notification().fields()).containsEntry("info_order", "a=1&b=2");
    }

    @Test
    void dropsACardNumberOutsideTheSignature() throws Exception {
        Sample unsignedCard = Samples.mpay().without("card_no").signed().with("card_no", "6217000000004242");

        VerifiedNotification verified = verify(Channel.NOTIFY_URL, Kind.PAYMENT, unsignedCard, false);

        assertThat(verified.verdict()).isEqualTo(Verdict.FACTS);
        assertThat(verified.notification().fields()).doesNotContainKeys("card_no", "sign");
        assertThat(((MpayPayment) verified.notification()).cardNo()).isNull();
        assertThat(verified.signedText()).doesNotContain("card_no");
    }

    @Test
    void refusesATamperedNotificationWithAndWithoutItsCardNumber() {
        assertRefused(
                Channel.NOTIFY_URL, Kind.PAYMENT, Samples.mpay().signed().with("money_order", "9"), "signature-wrong");
    }

    @Test
    void doesNotConfirmAReturnVariantUnlessTheMerchantTrustsIt() throws Exception {
        Sample easy = Samples.easyPaymentReturn().signed();
        Sample failed = Samples.easyPaymentReturn().with("ret_code", "2008").signed();
        Sample h5 = Samples.h5Return().signed();
        NotificationVerifier trusting = verifier(
                new MerchantSettings(Samples.OID_PARTNER, "RSA", List.of(Samples.publicKey()), "", "", false, true));

        for (boolean trusted : new boolean[] {false, true}) {
            NotificationVerifier asked = trusted ? trusting : verifier;
            Verdict verdict = trusted ? Verdict.FACTS : Verdict.UNCONFIRMED;
            assertThat(asked.verify(received(Channel.URL_RETURN, Kind.PAYMENT, easy, false)))
                    .returns(verdict, VerifiedNotification::verdict)
                    .returns(
                            Outcome.SUCCESS, verified -> verified.notification().outcome())
                    .returns("0000", verified -> verified.notification().result());
            assertThat(asked.verify(received(Channel.URL_RETURN, Kind.PAYMENT, h5, true)))
                    .returns(verdict, VerifiedNotification::verdict)
                    .returns(
                            Outcome.SUCCESS, verified -> verified.notification().outcome());
            assertThat(asked.verify(received(Channel.URL_RETURN, Kind.PAYMENT, failed, false)))
                    .returns(Verdict.UNCONFIRMED, VerifiedNotification::verdict)
                    .returns(
                            Outcome.UNKNOWN, verified -> verified.notification().outcome());
        }
    }

    @Test
    void acceptsAnEmptySignTypeOnlyBySetting() throws Exception {
        Sample empty = Samples.synchronousNotification().with("sign_type", "").signed();
        NotificationVerifier lenient = verifier(
                new MerchantSettings(Samples.OID_PARTNER, "RSA", List.of(Samples.publicKey()), "", "", true, false));

        assertThat(lenient.verify(received(Channel.URL_RETURN, Kind.PAYMENT, empty, false))
                        .verdict())
                .isEqualTo(Verdict.FACTS);
        assertThat(catchThrowable(() -> lenient.verify(received(
                        Channel.URL_RETURN,
                        Kind.PAYMENT,
                        Samples.synchronousNotification().signedWithMd5(""),
                        false))))
                .hasMessage("sign-type-not-pinned");
    }

    @Test
    void triesEveryKeyDuringAKeyChange() throws Exception {
        KeyPair next = Samples.newKeyPair(2048);
        NotificationVerifier both = verifier(new MerchantSettings(
                Samples.OID_PARTNER,
                "RSA",
                List.of(Samples.publicKey(), Samples.publicKey(next)),
                "",
                "",
                false,
                false));

        for (KeyPair keys : List.of(Samples.keyPair(), next)) {
            assertThat(both.verify(received(
                                    Channel.URL_RETURN,
                                    Kind.PAYMENT,
                                    Samples.synchronousNotification().signedWith(keys),
                                    false))
                            .verdict())
                    .isEqualTo(Verdict.FACTS);
        }
    }

    @Test
    void verifiesTheMd5Flavour() throws Exception {
        NotificationVerifier md5 =
                verifier(new MerchantSettings(Samples.OID_PARTNER, "MD5", List.of(), "key", "", false, false));
        Sample sample = Samples.synchronousNotification().signedWithMd5("key");

        assertThat(md5.verify(received(Channel.URL_RETURN, Kind.PAYMENT, sample, false))
                        .verdict())
                .isEqualTo(Verdict.FACTS);
        assertThat(catchThrowable(() ->
                        md5.verify(received(Channel.URL_RETURN, Kind.PAYMENT, sample.with("money_order", "9"), false))))
                .hasMessage("signature-wrong");
        assertThat(catchThrowable(() -> md5.verify(received(
                        Channel.URL_RETURN,
                        Kind.PAYMENT,
                        Samples.synchronousNotification().signed(),
                        false))))
                .hasMessage("sign-type-not-pinned");
    }

    @Test
    void showsNoValuesInTexts() throws Exception {
        VerifiedNotification verified =
                verify(Channel.NOTIFY_URL, Kind.PAYMENT, Samples.mpay().signed(), false);

        assertThat(verified + " " + verified.received() + " " + verified.notification())
                .doesNotContain(
                        "110101199003078515",
                        "\u5f20\u4e09",
                        "621700",
                        verified.received().fields().get("sign"));
    }

    private static NotificationVerifier verifier(MerchantSettings merchant) {
        return new NotificationVerifier(Merchants.of(List.of(merchant)));
    }

    private void assertRefused(Channel channel, Kind kind, Sample sample, String reason) {
        NotificationRefusedException refused =
                catchThrowableOfType(NotificationRefusedException.class, () -> verify(channel, kind, sample, false));

        assertThat(refused).as("exception").isNotNull();
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.getStackTrace()).isEmpty();
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
