package io.llgateway.notification;

import io.llgateway.verification.MerchantSettings;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One sample of every documented message shape, unsigned ({@link Sample#signed()} signs), and a key pair to play LianLian
 * with. The values are those of LianLian's documents where these print any.
 */
public final class Samples {
    public static final String OID_PARTNER = "201304121000001004";

    /** 1024 bits, as LianLian's own key has. */
    private static final KeyPair KEYS = newKeyPair(1024);

    private Samples() {}

    public static KeyPair keyPair() {
        return KEYS;
    }

    public static KeyPair newKeyPair(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The value for {@code lianlian-public-keys}. */
    public static String publicKey() {
        return publicKey(KEYS);
    }

    public static String publicKey(KeyPair keys) {
        return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }

    /** Settings of the merchant all samples are for, with the public key of {@link #keyPair()}. */
    public static MerchantSettings merchant() {
        return new MerchantSettings(OID_PARTNER, "RSA", List.of(publicKey()), "", "", false, false);
    }

    /** "Synchronous Notification" of online banking, the page's own sample with sign_type filled in. */
    public static Sample synchronousNotification() {
        return of(
                "oid_partner", OID_PARTNER,
                "sign_type", "RSA",
                "dt_order", "20130224120224",
                "no_order", "2013099129111111",
                "oid_paybill", "2013099129232322",
                "money_order", "0.01",
                "result_pay", "SUCCESS",
                "settle_date", "20140109",
                "info_order", "Remarks",
                "pay_type", "1",
                "bank_code", "01020000");
    }

    /** "Online banking, Asynchronous Notification". */
    public static Sample onlineBanking() {
        return base("SUCCESS").with("pay_type", "1").with("bank_code", "01020000");
    }

    /** "Aggregate payment, Asynchronous Notification": here a balance payment, without bank. */
    public static Sample aggregate() {
        return base("SUCCESS").with("pay_type", "0");
    }

    /** "Easy payment, Asynchronous Notification". */
    public static Sample easyPayment() {
        return base("SUCCESS")
                .with("pay_type", "M")
                .with("bank_code", "03080000")
                .with("no_agree", "2015040201235673");
    }

    /** The same for an authorisation, pay_type F. */
    public static Sample easyPaymentAuthorization() {
        return easyPayment().with("pay_type", "F");
    }

    /** "MPAY, Asynchronous Notification" with the personal data LianLian adds after configuration. */
    public static Sample mpay() {
        return base("SUCCESS")
                .with("pay_type", "2")
                .with("bank_code", "01040000")
                .with("no_agree", "2015040201235673")
                .with("id_type", "0")
                .with("id_no", "110101199003078515")
                .with("acct_name", "\u5f20\u4e09")
                .with("card_no", "621700*********4242");
    }

    /** "Exchange payment, Asynchronous Notification", spelt as in the document's table. */
    public static Sample exchange() {
        return base("SUCCESS")
                .with("money_order", "12.50")
                .with("pay_type", "D")
                .with("bank_code", "01050000")
                .with("currency_order", "USD")
                .with("currency_settle", "USD")
                .with("money_settle", "12.50")
                .with("currency_pay", "CNY")
                .with("money_pay", "89.63")
                .with("exchange_rate", "7.1704");
    }

    /** The same, spelt as in the document's sample, with ret_code and ret_msg. */
    public static Sample exchangeMisspelt() {
        return exchange()
                .without("currency_settle")
                .without("money_settle")
                .with("currency_sellte", "USD")
                .with("money_sellte", "12.50")
                .with("ret_code", "0000")
                .with("ret_msg", "success");
    }

    /** "Instant payment, Asynchronous Notification". */
    public static Sample payout() {
        return base("SUCCESS").without("info_order");
    }

    /** A failed payout, whose info_order carries the reason. */
    public static Sample payoutFailure() {
        return base("FAILURE").with("info_order", "account closed");
    }

    /** A payout that bounced after SUCCESS. */
    public static Sample payoutCancelled() {
        return base("CANCEL");
    }

    /** "Refund, Asynchronous Notification", cross-border. */
    public static Sample crossBorderRefund() {
        return of(
                "oid_partner", OID_PARTNER,
                "sign_type", "RSA",
                "no_refund", "R2013099129111111",
                "dt_refund", "20140110093000",
                "money_refund", "71.70",
                "money_foreign_refund", "10.00",
                "rate_id", "2014011012345678",
                "rate", "7.1704",
                "exchange_bankcode", "01050000",
                "oid_refundno", "2014011099887766",
                "sta_refund", "2",
                "settle_date", "20140110");
    }

    /** The domestic refund of the vendor's SDK. */
    public static Sample domesticRefund() {
        return of(
                "oid_partner", OID_PARTNER,
                "no_refund", "R2013099129111111",
                "money_refund", "0.01",
                "oid_refundno", "2014011099887766",
                "sta_refund", "2",
                "settle_date", "20140110",
                "sign_type", "RSA");
    }

    /** "Easy payment, web redirect": ret_code instead of result_pay. Goes to url_return as a form. */
    public static Sample easyPaymentReturn() {
        return synchronousNotification()
                .without("result_pay")
                .with("ret_code", "0000")
                .with("ret_msg", "success")
                .with("pay_type", "M");
    }

    /** "Easy payment, H5 redirect": the first nine fields. Goes to url_return by {@link Sample#resDataForm()}. */
    public static Sample h5Return() {
        return synchronousNotification()
                .without("info_order")
                .without("pay_type")
                .without("bank_code");
    }

    /** An answer of LianLian's API, signed with the same key, that is no notification. */
    public static Sample apiReply() {
        return of(
                "ret_code", "0000",
                "ret_msg", "success",
                "oid_partner", OID_PARTNER,
                "sign_type", "RSA",
                "no_order", "2013099129111111",
                "token", "F2C5A1B0");
    }

    private static Sample base(String resultPay) {
        return of(
                "oid_partner", OID_PARTNER,
                "sign_type", "RSA",
                "dt_order", "20130224120224",
                "no_order", "2013099129111111",
                "oid_paybill", "2013099129232322",
                "money_order", "0.01",
                "result_pay", resultPay,
                "settle_date", "20140109",
                "info_order", "Remarks");
    }

    private static Sample of(String... namesAndValues) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Sample(fields);
    }
}
