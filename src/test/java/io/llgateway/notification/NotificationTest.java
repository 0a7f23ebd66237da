package io.llgateway.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NotificationTest {
    static Stream<Arguments> shapes() {
        return Stream.of(
                arguments(Samples.synchronousNotification(), Kind.PAYMENT, false, CollectionPayment.class),
                arguments(Samples.onlineBanking(), Kind.PAYMENT, false, CollectionPayment.class),
                arguments(Samples.aggregate(), Kind.PAYMENT, false, CollectionPayment.class),
                arguments(Samples.easyPayment(), Kind.PAYMENT, false, CollectionPayment.class),
                arguments(Samples.mpay(), Kind.PAYMENT, false, MpayPayment.class),
                arguments(Samples.exchange(), Kind.PAYMENT, false, ExchangePayment.class),
                arguments(Samples.exchangeMisspelt(), Kind.PAYMENT, false, ExchangePayment.class),
                arguments(Samples.easyPaymentReturn(), Kind.PAYMENT, false, EasyPaymentReturn.class),
                arguments(Samples.h5Return(), Kind.PAYMENT, true, H5Return.class),
                arguments(Samples.payout(), Kind.PAYOUT, false, Payout.class),
                arguments(Samples.payoutFailure(), Kind.PAYOUT, false, Payout.class),
                arguments(Samples.crossBorderRefund(), Kind.REFUND, false, CrossBorderRefund.class),
                arguments(Samples.domesticRefund(), Kind.REFUND, false, DomesticRefund.class));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void takesTheRecordOfTheDocumentedShape(Sample sample, Kind kind, boolean inResData, Class<?> shape) {
        Notification notification = Notification.of(kind, inResData, sample.fields());
        boolean refund = kind == Kind.REFUND;

        assertThat(notification).isExactlyInstanceOf(shape);
        assertThat(notification.kind()).isEqualTo(kind);
        assertThat(notification.fields()).isEqualTo(sample.fields());
        assertThat(notification.oidPartner()).isEqualTo(Samples.OID_PARTNER);
        assertThat(notification.orderNumber()).isEqualTo(sample.fields().get(refund ? "no_refund" : "no_order"));
        assertThat(notification.lianlianNumber())
                .isEqualTo(sample.fields().get(refund ? "oid_refundno" : "oid_paybill"));
        assertThat(notification.orderTime()).isEqualTo(sample.fields().get(refund ? "dt_refund" : "dt_order"));
        assertThat(notification.amount())
                .isEqualTo(new BigDecimal(sample.fields().get(refund ? "money_refund" : "money_order")).setScale(2));
        assertThat(notification.currency()).isEqualTo(sample.fields().get("currency_order"));
        assertThat(notification.payType()).isEqualTo(sample.fields().get("pay_type"));
        assertThat(notification.bankCode()).isEqualTo(sample.fields().get("bank_code"));
        assertThat(notification.result())
                .isEqualTo(sample.fields()
                        .get(refund ? "sta_refund" : shape == EasyPaymentReturn.class ? "ret_code" : "result_pay"));
        assertThat(notification.toString()).doesNotContain("Remarks", "110101199003078515", "\u5f20\u4e09", "621700");
    }

    @Test
    void readsBothSpellingsOfTheSettlement() {
        ExchangePayment spelt = (ExchangePayment)
                Notification.of(Kind.PAYMENT, false, Samples.exchange().fields());
        ExchangePayment misspelt = (ExchangePayment)
                Notification.of(Kind.PAYMENT, false, Samples.exchangeMisspelt().fields());

        assertThat(spelt.moneySettle()).hasToString("12.50").isEqualTo(misspelt.moneySettle());
        assertThat(spelt.currencySettle()).isEqualTo("USD").isEqualTo(misspelt.currencySettle());
        assertThat(spelt.moneyPay()).hasToString("89.63");
        assertThat(spelt.exchangeRate()).isEqualTo("7.1704");
    }

    @Test
    void namesTheFieldsOfEachShape() {
        MpayPayment mpay = (MpayPayment)
                Notification.of(Kind.PAYMENT, false, Samples.mpay().fields());
        CrossBorderRefund refund = (CrossBorderRefund)
                Notification.of(Kind.REFUND, false, Samples.crossBorderRefund().fields());

        assertThat(mpay.acctName()).isEqualTo("\u5f20\u4e09");
        assertThat(mpay.idNo()).isEqualTo("110101199003078515");
        assertThat(mpay.idType()).isEqualTo("0");
        assertThat(mpay.cardNo()).isEqualTo("621700*********4242");
        assertThat(refund.moneyForeignRefund()).hasToString("10.00");
        assertThat(refund.rateId()).isEqualTo("2014011012345678");
        assertThat(refund.rate()).isEqualTo("7.1704");
        assertThat(refund.exchangeBankcode()).isEqualTo("01050000");
        assertThat(refund.refund().settleDate()).isEqualTo("20140110");
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCESS,1,SUCCESS", "SUCCESS,,SUCCESS", "SUCCESS,F,AUTHORIZED", "WAITING,1,PENDING", "PROCESSING,1,PENDING",
        "CREATED,1,PENDING", "CHECK,1,PENDING", "APPLY,1,PENDING", "FAILURE,1,FAILURE", "CLOSED,1,FAILURE",
        "REFUND,1,REFUNDED", "CANCEL,1,CANCELLED", "FAILURE,F,FAILURE", "success,1,UNKNOWN", "DONE,1,UNKNOWN"
    })
    void derivesTheOutcomeOfAPayment(String resultPay, String payType, Outcome outcome) {
        assertThat(Outcome.ofResultPay(resultPay, payType)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"0,PENDING", "1,PENDING", "2,SUCCESS", "3,FAILURE", "4,UNKNOWN"})
    void derivesTheOutcomeOfARefund(String staRefund, Outcome outcome) {
        assertThat(Outcome.ofStaRefund(staRefund)).isEqualTo(outcome);
        assertThat(Notification.of(
                                Kind.REFUND,
                                false,
                                Samples.domesticRefund()
                                        .with("sta_refund", staRefund)
                                        .fields())
                        .outcome())
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"0000,M,SUCCESS", "0000,F,AUTHORIZED", "2008,M,UNKNOWN"})
    void derivesTheOutcomeOfAReturnCode(String retCode, String payType, Outcome outcome) {
        assertThat(Outcome.ofRetCode(retCode, payType)).isEqualTo(outcome);
    }

    @Test
    void knowsNoAuthorisationOfAPayout() {
        assertThat(Notification.of(
                                Kind.PAYOUT,
                                false,
                                Samples.payout().with("pay_type", "F").fields())
                        .outcome())
                .isEqualTo(Outcome.SUCCESS);
    }

    @Test
    void needsItsRequiredFields() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Notification.of(
                        Kind.PAYMENT,
                        false,
                        Samples.onlineBanking().without("no_order").fields()))
                .withMessage("required field missing: no_order");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1  | online banking, debit card
            27 | American Express card (credit card)
            O  |
            d  |
            """)
    void namesPayTypes(String code, String name) {
        assertThat(PayType.nameOf(code)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"01020000,ICBC", "03020000,CITIC", "03090000,Industrial Bank", "98000008,", "1020000,"})
    void namesBanks(String code, String name) {
        assertThat(BankCode.nameOf(code)).isEqualTo(name);
    }

    @Test
    void namesCurrenciesAndNothingWithoutACode() {
        assertThat(Currency.nameOf("JPY")).isEqualTo("Japanese yen");
        assertThat(Currency.nameOf("XXX")).isNull();
        assertThat(Currency.nameOf(null)).isNull();
        assertThat(BankCode.nameOf(null)).isNull();
        assertThat(PayType.nameOf(null)).isNull();
    }
}
