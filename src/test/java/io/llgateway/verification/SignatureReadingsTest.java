package io.llgateway.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.llgateway.notification.Channel;
import io.llgateway.notification.FieldGrammar;
import io.llgateway.notification.Kind;
import io.llgateway.notification.Sample;
import io.llgateway.notification.Samples;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureReadingsTest {
    private static final List<RequiredFields> ORDER = List.of(RequiredFields.ORDER);

    static Stream<Arguments> texts() {
        Sample payment = Samples.synchronousNotification();
        Sample nameOnly = payment.without("bank_code");
        return Stream.of(
                arguments("the sample itself", payment, 1),
                arguments("harmless remark", payment.with("info_order", "a=1&b=2"), 1),
                arguments("remark of separators", payment.with("info_order", "&&a&=&"), 1),
                arguments(
                        "remark that names an earlier field",
                        payment.with("info_order", "x&dt_order=20990101000000"),
                        1),
                arguments("remark that carries a later field", payment.with("info_order", "x&memo=y"), 2),
                arguments("remark that carries an unknown field", payment.with("info_order", "x&k=y"), 2),
                arguments("remark that could be two fields", payment.with("info_order", "a=1&k=2&l=3"), 2),
                arguments(
                        "field split off a remark",
                        payment.with("info_order", "x").with("k", "y"),
                        2),
                arguments(
                        "currency swallowed by bank_code's value",
                        payment.with("bank_code", "01020000&currency_order=USD"),
                        1),
                arguments("acct_name that carries a currency", nameOnly.with("acct_name", "Li&currency_order=USD"), 2),
                arguments(
                        "currency split off acct_name",
                        nameOnly.with("acct_name", "Li").with("currency_order", "USD"),
                        2),
                arguments(
                        "bank and currency split off acct_name",
                        payment.with("acct_name", "Li").with("currency_order", "USD"),
                        2),
                arguments(
                        "acct_name that carries bank and currency",
                        nameOnly.with("acct_name", "Li&bank_code=01020000&currency_order=USD"),
                        2),
                arguments(
                        "acct_name before an unknown field",
                        payment.with("acct_name", "Li").with("b_x", "1"),
                        2),
                arguments("acct_name and the bank behind it", payment.with("acct_name", "Li"), 1),
                arguments("unknown field before a required one", payment.with("channel_no", "1"), 1),
                arguments("unknown field before an optional one", payment.with("extra", "1"), 2),
                arguments("unknown field at the end", payment.with("version", "1"), 1),
                arguments(
                        "unknown fields at the end",
                        payment.with("version", "1").with("wish", "2"),
                        2));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void countsTheReadings(String name, Sample sample, int readings) {
        assertThat(SignatureReadings.count(sample.signedText(), ORDER)).isEqualTo(readings);
        assertThat(Math.min(2, bruteForce(sample.signedText(), ORDER))).isEqualTo(readings);
    }

    static Stream<Arguments> documentedShapes() {
        return Stream.of(
                arguments(Kind.PAYMENT, Channel.NOTIFY_URL, Samples.onlineBanking()),
                arguments(Kind.PAYMENT, Channel.NOTIFY_URL, Samples.easyPayment()),
                arguments(Kind.PAYMENT, Channel.NOTIFY_URL, Samples.mpay()),
                arguments(Kind.PAYMENT, Channel.NOTIFY_URL, Samples.mpay().without("card_no")),
                arguments(Kind.PAYMENT, Channel.NOTIFY_URL, Samples.mpay().without("bank_code")),
                arguments(Kind.PAYMENT, Channel.NOTIFY_URL, Samples.exchange()),
                arguments(Kind.PAYMENT, Channel.NOTIFY_URL, Samples.exchangeMisspelt()),
                arguments(Kind.PAYMENT, Channel.URL_RETURN, Samples.easyPaymentReturn()),
                arguments(Kind.PAYMENT, Channel.URL_RETURN, Samples.exchangeMisspelt()),
                arguments(Kind.PAYOUT, Channel.NOTIFY_URL, Samples.payoutFailure()),
                arguments(Kind.REFUND, Channel.NOTIFY_URL, Samples.crossBorderRefund()),
                arguments(
                        Kind.REFUND,
                        Channel.NOTIFY_URL,
                        Samples.crossBorderRefund().with("ret_code", "0000").with("ret_msg", "ok & done")));
    }

    @ParameterizedTest
    @MethodSource("documentedShapes")
    void readsEveryDocumentedShapeInOneWay(Kind kind, Channel channel, Sample sample) {
        assertThat(SignatureReadings.count(sample.signedText(), RequiredFields.of(kind, channel)))
                .isEqualTo(1);
    }

    @Test
    void countsAReturnThatHasItsResultOnlyInOneReading() {
        List<RequiredFields> forms = RequiredFields.of(Kind.PAYMENT, Channel.URL_RETURN);
        Sample hidden = Samples.easyPaymentReturn().with("remark", "x&result_pay=SUCCESS");

        assertThat(SignatureReadings.count(hidden.signedText(), forms)).isEqualTo(2);
        assertThat(bruteForce(hidden.signedText(), forms)).isGreaterThan(1);
    }

    @Test
    void countsNothingWhereARequiredFieldIsMissing() {
        assertThat(SignatureReadings.count(Samples.apiReply().signedText(), ORDER))
                .isZero();
        assertThat(SignatureReadings.count("", ORDER)).isZero();
        assertThat(SignatureReadings.count("&", ORDER)).isZero();
    }

    @Test
    void staysPolynomialForAThousandPieces() {
        Sample payment = Samples.synchronousNotification();
        String text = payment.signedText();
        String pieces =
                IntStream.range(0, 1000).mapToObj(i -> "z" + (10000 + i) + "=1").collect(Collectors.joining("&"));

        // 2^1000 readings: a search through them would not come back
        assertThat(SignatureReadings.count(text + "&" + pieces, ORDER)).isEqualTo(2);
        assertThat(SignatureReadings.count(text + "&z=1".repeat(1000), ORDER)).isEqualTo(1);
        assertThat(SignatureReadings.count("memo=&".repeat(1000) + text, ORDER)).isZero();
    }

    @Test
    void takesATextOfTooManyPiecesForOneWithSeveralReadings() {
        String text = Samples.synchronousNotification().signedText();
        int pieces = text.split("&").length;

        assertThat(SignatureReadings.count(text + "&z=1".repeat(1024 - pieces), ORDER))
                .isEqualTo(1);
        assertThat(SignatureReadings.count(text + "&z=1".repeat(1025 - pieces), ORDER))
                .isEqualTo(2);
    }

    @Property
    void callsOnlyThatPlainWhichHasOneReading(@ForAll("messages") Sample sample) {
        List<RequiredFields> forms = List.of(RequiredFields.REFUND);

        if (SignatureReadings.isPlain(sample.fields(), RequiredFields.REFUND)) {
            assertThat(bruteForce(sample.signedText(), forms)).isLessThanOrEqualTo(1);
        }
    }

    @Property(tries = 3000)
    void countsAsTryingEverySplitDoes(@ForAll("messages") Sample sample) {
        List<RequiredFields> forms = List.of(RequiredFields.REFUND);
        String text = sample.signedText();

        assertThat(SignatureReadings.count(text, forms)).isEqualTo(Math.min(2, bruteForce(text, forms)));
    }

    @Property(tries = 3000)
    void countsAsTryingEverySplitDoesForReturns(@ForAll("returns") String text) {
        List<RequiredFields> forms = RequiredFields.of(Kind.PAYMENT, Channel.URL_RETURN);

        assertThat(SignatureReadings.count(text, forms)).isEqualTo(Math.min(2, bruteForce(text, forms)));
    }

    /** Small refunds whose values hold pieces that may or may not start a field. */
    @Provide
    Arbitrary<Sample> messages() {
        Arbitrary<String> names = Arbitraries.of("acct_name", "bank_code", "info_order", "memo", "n", "ret_msg", "zz");
        Arbitrary<String> values = Arbitraries.of(
                        "1",
                        "01020000",
                        "a",
                        "=",
                        "",
                        "k=1",
                        "bank_code=01020000",
                        "bank_code=1",
                        "no_refund=7",
                        "ret_msg=x",
                        "settle_date=20140110",
                        "sta_refund=2",
                        "zz=",
                        "zzz=1",
                        "sign=x",
                        "oid_refundno=5",
                        "memo")
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(pieces -> String.join("&", pieces));
        return Arbitraries.maps(names, values).ofMaxSize(3).map(extra -> {
            Sample sample = Samples.domesticRefund().without("sign_type");
            for (Map.Entry<String, String> field : extra.entrySet()) {
                sample = sample.with(field.getKey(), field.getValue());
            }
            return sample;
        });
    }

    @Provide
    Arbitrary<String> returns() {
        return Arbitraries.of(
                        "info_order=x",
                        "k=1",
                        "no_order=2",
                        "platform=1",
                        "pay_type=1",
                        "pay_type=F",
                        "remark=1",
                        "result_pay=SUCCESS",
                        "result_pay=success",
                        "ret_code=0000",
                        "ret_msg=ok",
                        "settle_date=20140109",
                        "sign_type=RSA",
                        "x",
                        "=")
                .list()
                .ofMaxSize(6)
                .map(pieces -> {
                    String head =
                            "dt_order=20130224120224&info_order=a&money_order=1&no_order=1&oid_partner=1&oid_paybill=1";
                    return pieces.isEmpty() ? head : head + "&" + String.join("&", pieces);
                });
    }

    /** Tries every split, field by field, and takes contract section 6 by its word. */
    static int bruteForce(String text, List<RequiredFields> forms) {
        return readings(List.of(text.split("&", -1)), "", Set.of(), forms);
    }

    private static int readings(List<String> pieces, String before, Set<String> names, List<RequiredFields> forms) {
        if (pieces.isEmpty()) {
            return forms.stream().anyMatch(form -> names.containsAll(form.names())) ? 1 : 0;
        }
        int readings = 0;
        for (int taken = 1; taken <= pieces.size(); taken++) {
            String field = String.join("&", pieces.subList(0, taken));
            int equals = field.indexOf('=');
            String name = equals < 0 ? "" : field.substring(0, equals);
            String value = field.substring(equals + 1);
            if (isName(name) && name.compareTo(before) > 0 && !value.isEmpty() && FieldGrammar.accepts(name, value)) {
                Set<String> more = new HashSet<>(names);
                more.add(name);
                readings += readings(pieces.subList(taken, pieces.size()), name, more, forms);
            }
        }
        return readings;
    }

    private static boolean isName(String text) {
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        return !text.isEmpty()
                && letters.indexOf(text.charAt(0)) >= 0
                && text.chars().allMatch(c -> (letters + "0123456789_").indexOf(c) >= 0)
                && !text.equals("sign");
    }
}
