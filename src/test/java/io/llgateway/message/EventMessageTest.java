package io.llgateway.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.llgateway.message.MessageSettings.PersonalData;
import io.llgateway.notification.Channel;
import io.llgateway.notification.Kind;
import io.llgateway.notification.Notification;
import io.llgateway.notification.ReceivedFields;
import io.llgateway.notification.Refusal;
import io.llgateway.notification.Samples;
import io.llgateway.verification.ReceivedNotification;
import io.llgateway.verification.Verdict;
import io.llgateway.verification.VerifiedNotification;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventMessageTest {
    private static final UUID ID = UUID.fromString("019aac10-0000-7000-8000-000000000001");
    private static final UUID OTHER_ID = UUID.fromString("019aac10-0000-7000-8000-000000000002");
    private static final Instant RECEIVED = Instant.parse("2026-11-23T18:00:00.123456Z");

    private final EventMessage messages = new EventMessage(new MessageSettings(PersonalData.OMIT), false);

    @Test
    void writesThePropertiesOfTheContractInItsOrder() throws IOException {
        JsonNode json = valid("event", messages.event(ID, verified(sample()), 3));

        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "id",
                        "type",
                        "kind",
                        "outcome",
                        "revision",
                        "channel",
                        "received_at",
                        "amount",
                        "currency",
                        "pay_type_name",
                        "bank_name",
                        "fields");
        assertThat(json.get("id").textValue()).isEqualTo(ID.toString());
        assertThat(json.get("type").textValue()).isEqualTo("lianlian.payment.success");
        assertThat(json.get("kind").textValue()).isEqualTo("payment");
        assertThat(json.get("outcome").textValue()).isEqualTo("success");
        assertThat(json.get("revision").intValue()).isEqualTo(3);
        assertThat(json.get("channel").textValue()).isEqualTo("url_return");
        assertThat(json.get("received_at").textValue()).isEqualTo("2026-11-23T18:00:00.123Z");
        assertThat(json.get("amount").textValue()).isEqualTo("0.10");
        assertThat(json.get("currency").textValue()).isEqualTo("CNY");
        assertThat(json.get("pay_type_name").textValue()).isEqualTo("online banking, debit card");
        assertThat(json.get("bank_name").textValue()).isEqualTo("ICBC");
    }

    @Test
    void leavesTheNamesOfUnknownCodesOut() throws IOException {
        Map<String, String> fields = sample();
        fields.put("pay_type", "7");
        fields.remove("bank_code");

        JsonNode json = valid("event", messages.event(ID, verified(fields), 1));

        assertThat(json.has("pay_type_name")).isFalse();
        assertThat(json.has("bank_name")).isFalse();
    }

    @Test
    void keepsEveryFieldExactlyAsSignedInTheOrderReceived() throws IOException {
        Map<String, String> fields = sample();
        fields.put("info_order", "中文 \"quoted\" a=1&b=2 <b> \\ \u2028\t");
        fields.put("an_unknown_field", "0");

        JsonNode json = valid("event", messages.event(ID, verified(fields), 1));

        assertThat(json.get("fields").toString())
                .isEqualTo(new ObjectMapper().valueToTree(fields).toString());
    }

    @Test
    void writesTheTimeWithMillisecondsAlsoWhenTheyAreZero() throws IOException {
        ReceivedNotification received = new ReceivedNotification(
                Channel.NOTIFY_URL,
                Kind.PAYMENT,
                ReceivedFields.of(sample()),
                false,
                Instant.parse("2026-11-23T18:00:00Z"),
                "192.0.2.1");
        VerifiedNotification verified = new VerifiedNotification(
                received,
                "201304121000001004",
                Verdict.FACTS,
                Notification.of(Kind.PAYMENT, false, sample()),
                "text",
                null);

        JsonNode json = valid("event", messages.event(ID, verified, 1));

        assertThat(json.get("received_at").textValue()).isEqualTo("2026-11-23T18:00:00.000Z");
    }

    @Test
    void takesTheSignedCurrencyOfAnExchangePayment() throws IOException {
        Map<String, String> fields = sample();
        fields.put("currency_order", "USD");

        JsonNode json = valid("event", messages.event(ID, verified(fields), 1));

        assertThat(json.get("currency").textValue()).isEqualTo("USD");
    }

    @Test
    void leavesPersonalDataOutUnlessItIsToBeForwarded() throws IOException {
        Map<String, String> fields = sample();
        fields.put("id_type", "0");
        fields.put("id_no", "330101199001011234");
        fields.put("acct_name", "张三");
        fields.put("card_no", "6222020000000000000");
        EventMessage forwarding = new EventMessage(new MessageSettings(PersonalData.FORWARD), false);

        JsonNode omitted = valid("event", messages.event(ID, verified(fields), 1));
        JsonNode forwarded = valid("event", forwarding.event(ID, verified(fields), 1));

        assertThat(omitted.get("fields").fieldNames()).toIterable().containsExactlyElementsOf(sample().keySet());
        assertThat(forwarded.get("fields").get("id_no").textValue()).isEqualTo("330101199001011234");
        assertThat(forwarded.get("fields")).hasSameSizeAs(fields.keySet());
    }

    @Test
    void neverForwardsTheSignature() throws IOException {
        Map<String, String> fields = sample();
        fields.put("sign", "c2VjcmV0");

        assertThat(messages.event(ID, verified(fields), 1)).doesNotContain("c2VjcmV0", "\"sign\"");
    }

    @Test
    void marksEveryMessageOfTheSandbox() throws IOException {
        EventMessage sandbox = new EventMessage(new MessageSettings(PersonalData.OMIT), true);

        assertThat(valid("event", sandbox.event(ID, verified(sample()), 1)).get("sandbox"))
                .hasToString("true");
        assertThat(valid("review", sandbox.review(ID, OTHER_ID, unreadable("a=1"), "several-readings", List.of()))
                        .get("sandbox"))
                .hasToString("true");
        assertThat(valid("rejected", sandbox.rejected(ID, refusal(Channel.NOTIFY_URL)))
                        .get("sandbox"))
                .hasToString("true");
    }

    @ParameterizedTest
    @CsvSource({
        "PAYMENT, WAITING, 1, lianlian.payment.pending",
        "PAYMENT, SUCCESS, F, lianlian.payment.authorized",
        "PAYMENT, SUCCESS, 1, lianlian.payment.success",
        "PAYMENT, FAILURE, 1, lianlian.payment.failure",
        "PAYMENT, REFUND,  1, lianlian.payment.refunded",
        "PAYMENT, STRANGE, 1, lianlian.payment.unknown",
        "PAYOUT,  CHECK,    , lianlian.payout.pending",
        "PAYOUT,  SUCCESS,  , lianlian.payout.success",
        "PAYOUT,  CLOSED,   , lianlian.payout.failure",
        "PAYOUT,  CANCEL,   , lianlian.payout.cancelled",
        "REFUND,  1,        , lianlian.refund.pending",
        "REFUND,  2,        , lianlian.refund.success",
        "REFUND,  3,        , lianlian.refund.failure",
        "REFUND,  9,        , lianlian.refund.unknown"
    })
    void writesAValidMessageForEveryOutcome(Kind kind, String result, String payType, String type) throws IOException {
        Map<String, String> fields = kind == Kind.REFUND
                ? new LinkedHashMap<>(Samples.domesticRefund().fields())
                : sample();
        fields.put(kind == Kind.REFUND ? "sta_refund" : "result_pay", result);
        fields.remove("pay_type");
        if (payType != null) {
            fields.put("pay_type", payType);
        }

        JsonNode json = valid("event", messages.event(ID, verified(kind, fields), 1));

        assertThat(json.get("type").textValue()).isEqualTo(type);
    }

    @Test
    void refusesAnEventMessageWithoutFacts() {
        assertThatNullPointerException().isThrownBy(() -> messages.event(ID, unreadable("a=1"), 1));
    }

    @Test
    void asksForAPersonWithTheSignedTextAndTheContradictedEvents() throws IOException {
        JsonNode json = valid(
                "review",
                messages.review(
                        ID, OTHER_ID, unreadable("bank_code=1&x=中文"), "several-readings", List.of(OTHER_ID, ID)));

        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "id",
                        "type",
                        "kind",
                        "reason",
                        "event_id",
                        "conflicts_with",
                        "channel",
                        "received_at",
                        "oid_partner",
                        "signed_text");
        assertThat(json.get("event_id").textValue()).isEqualTo(OTHER_ID.toString());
        assertThat(json.get("conflicts_with"))
                .extracting(JsonNode::textValue)
                .containsExactly(OTHER_ID.toString(), ID.toString());
        assertThat(json.get("signed_text").textValue()).isEqualTo("bank_code=1&x=中文");
    }

    @Test
    void masksPersonalDataOfAReviewMessageUnlessItIsToBeForwarded() throws IOException {
        VerifiedNotification unreadable = unreadable("acct_name=Zhang&info_order=San&oid_partner=1");
        EventMessage forwarding = new EventMessage(new MessageSettings(PersonalData.FORWARD), false);

        assertThat(messages.review(ID, OTHER_ID, unreadable, "several-readings", List.of()))
                .doesNotContain("Zhang", "San");
        assertThat(forwarding.review(ID, OTHER_ID, unreadable, "several-readings", List.of()))
                .contains("acct_name=Zhang&info_order=San&oid_partner=1");
    }

    @Test
    void tellsOfARefusalWithoutTheShoppersAddress() throws IOException {
        JsonNode shopper = valid("rejected", messages.rejected(ID, refusal(Channel.URL_RETURN)));
        JsonNode server = valid("rejected", messages.rejected(ID, refusal(Channel.NOTIFY_URL)));

        assertThat(shopper.has("source")).isFalse();
        assertThat(server.get("source").textValue()).isEqualTo("192.0.2.7");
        assertThat(server.get("reason").textValue()).isEqualTo("signature-wrong");
        assertThat(server.get("size").intValue()).isEqualTo(812);
        assertThat(server.get("digest").textValue()).isEqualTo("ab".repeat(32));
    }

    private static JsonNode valid(String schema, String text) throws IOException {
        JsonNode json = new ObjectMapper().readTree(text);
        try (InputStream in = EventMessage.class.getResourceAsStream("/schema/" + schema + ".schema.json")) {
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(in)
                            .validate(json))
                    .isEmpty();
        }
        return json;
    }

    /** The sample form of LianLian's page "Synchronous Notification", with an amount text as genuine messages have it. */
    private static Map<String, String> sample() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("oid_partner", "201304121000001004");
        fields.put("dt_order", "20130224120224");
        fields.put("no_order", "2013099129111111");
        fields.put("oid_paybill", "2013099129232322");
        fields.put("money_order", "0.1");
        fields.put("result_pay", "SUCCESS");
        fields.put("settle_date", "20140109");
        fields.put("info_order", "Remarks");
        fields.put("pay_type", "1");
        fields.put("bank_code", "01020000");
        fields.put("sign_type", "RSA");
        return fields;
    }

    private static VerifiedNotification verified(Map<String, String> fields) {
        return verified(Kind.PAYMENT, fields);
    }

    private static VerifiedNotification verified(Kind kind, Map<String, String> fields) {
        Notification facts = Notification.of(kind, false, fields);
        return new VerifiedNotification(received(kind, fields), facts.oidPartner(), Verdict.FACTS, facts, "text", null);
    }

    private static VerifiedNotification unreadable(String signedText) {
        return new VerifiedNotification(
                received(Kind.PAYMENT, sample()),
                "201304121000001004",
                Verdict.SEVERAL_READINGS,
                null,
                signedText,
                "several-readings");
    }

    private static ReceivedNotification received(Kind kind, Map<String, String> fields) {
        return new ReceivedNotification(
                Channel.URL_RETURN, kind, ReceivedFields.of(fields), false, RECEIVED, "192.0.2.7");
    }

    private static Refusal refusal(Channel channel) {
        return new Refusal(channel, Kind.PAYMENT, "signature-wrong", "192.0.2.7", RECEIVED, 812, "ab".repeat(32));
    }
}
