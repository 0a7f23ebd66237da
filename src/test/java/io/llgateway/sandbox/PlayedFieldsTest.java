package io.llgateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.llgateway.notification.Channel;
import io.llgateway.notification.Kind;
import io.llgateway.notification.Outcome;
import io.llgateway.notification.ReceivedFields;
import io.llgateway.verification.Merchants;
import io.llgateway.verification.NotificationVerifier;
import io.llgateway.verification.ReceivedNotification;
import io.llgateway.verification.Verdict;
import io.llgateway.verification.VerifiedNotification;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the sandbox plays is what the documents describe: our own verification takes every shape of it. */
class PlayedFieldsTest {
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-23T18:00:00.123Z"), ZoneOffset.UTC);

    private static SandboxMerchant merchant;
    private static NotificationVerifier verifier;

    @BeforeAll
    static void makeKey(@TempDir Path folder) {
        merchant = SandboxMerchant.in(folder);
        verifier = new NotificationVerifier(Merchants.of(List.of(merchant.settings())));
    }

    @ParameterizedTest
    @EnumSource(PlayedKind.class)
    void everyNotificationIsBelieved(PlayedKind kind) throws Exception {
        VerifiedNotification verified = verify(kind, Channel.NOTIFY_URL, PlayedFields.notification(order(kind)), false);
        assertThat(verified.verdict()).isEqualTo(Verdict.FACTS);
        assertThat(verified.notification().outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(verified.notification().orderNumber()).isEqualTo("SB2026112407200123");
        assertThat(verified.notification().lianlianNumber()).isEqualTo("2026112407200123");
    }

    @ParameterizedTest
    @CsvSource({"ONLINE_BANKING,FACTS", "AGGREGATE,FACTS", "EASY_PAYMENT_WEB,UNCONFIRMED", "EASY_PAYMENT_H5,UNCONFIRMED"
    })
    void everyReturnIsBelievedAsFarAsItsShapeAllows(PlayedKind kind, Verdict verdict) throws Exception {
        boolean inResData = kind.returnForm() == PlayedKind.ReturnForm.RES_DATA;
        assertThat(verify(kind, Channel.URL_RETURN, PlayedFields.returned(order(kind)), inResData)
                        .verdict())
                .isEqualTo(verdict);
    }

    @Test
    void theReturnOfOnlineBankingIsTheDocumentsSample() {
        CashierForm form = new CashierForm(
                null,
                "0.01",
                null,
                "1",
                "01020000",
                null,
                "Remarks",
                "2013099129111111",
                "20130224120224",
                "2013099129232322",
                null,
                null,
                null,
                null,
                null);
        assertThat(PlayedFields.returned(form.order(NOW)))
                .containsExactly(
                        Map.entry("oid_partner", "201304121000001004"),
                        Map.entry("sign_type", "RSA"),
                        Map.entry("dt_order", "20130224120224"),
                        Map.entry("no_order", "2013099129111111"),
                        Map.entry("oid_paybill", "2013099129232322"),
                        Map.entry("money_order", "0.01"),
                        Map.entry("result_pay", "SUCCESS"),
                        Map.entry("settle_date", "20130224"),
                        Map.entry("info_order", "Remarks"),
                        Map.entry("pay_type", "1"),
                        Map.entry("bank_code", "01020000"));
    }

    @ParameterizedTest
    @CsvSource({"SUCCESS,2,SUCCESS", "FAILURE,3,FAILURE", "PROCESSING,1,PENDING", "WAITING,0,PENDING"})
    void aRefundSaysTheSameByItsOwnDigits(String result, String digit, Outcome outcome) throws Exception {
        Map<String, String> fields = PlayedFields.notification(order(PlayedKind.REFUND_DOMESTIC, result));
        assertThat(fields).containsEntry("sta_refund", digit).doesNotContainKeys("no_order", "result_pay");
        assertThat(verify(PlayedKind.REFUND_DOMESTIC, Channel.NOTIFY_URL, fields, false)
                        .notification()
                        .outcome())
                .isEqualTo(outcome);
    }

    @Test
    void aPayoutCanBounceAfterItsSuccess() throws Exception {
        Map<String, String> fields = PlayedFields.notification(order(PlayedKind.PAYOUT, "CANCEL"));
        assertThat(verify(PlayedKind.PAYOUT, Channel.NOTIFY_URL, fields, false)
                        .notification()
                        .outcome())
                .isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void onlyASuccessfulPaymentBringsTheShopperBack() {
        assertThat(order(PlayedKind.ONLINE_BANKING, "SUCCESS").returnsToShop()).isTrue();
        assertThat(order(PlayedKind.ONLINE_BANKING, "FAILURE").returnsToShop()).isFalse();
        assertThat(order(PlayedKind.PAYOUT, "SUCCESS").returnsToShop()).isFalse();
    }

    private static PlayedOrder order(PlayedKind kind) {
        return order(kind, "SUCCESS");
    }

    private static PlayedOrder order(PlayedKind kind, String result) {
        return new CashierForm(
                        kind,
                        null,
                        null,
                        null,
                        "01020000",
                        result,
                        "a=1&b=2",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null)
                .order(NOW);
    }

    private static VerifiedNotification verify(
            PlayedKind kind, Channel channel, Map<String, String> fields, boolean inResData) throws Exception {
        Map<String, String> signed = new LinkedHashMap<>(fields);
        signed.put("sign", merchant.sign(fields));
        Kind path =
                switch (kind) {
                    case PAYOUT -> Kind.PAYOUT;
                    case REFUND_CROSS_BORDER, REFUND_DOMESTIC -> Kind.REFUND;
                    default -> Kind.PAYMENT;
                };
        return verifier.verify(new ReceivedNotification(
                channel, path, ReceivedFields.of(signed), inResData, NOW.instant(), "127.0.0.1"));
    }
}
