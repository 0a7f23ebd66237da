package io.llgateway.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.llgateway.notification.Channel;
import io.llgateway.notification.Kind;
import io.llgateway.notification.Sample;
import io.llgateway.notification.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class MerchantsTest {
    private static final String ADVICE = "from the merchant dashboard";
    private static final byte[] SPKI = Samples.keyPair().getPublic().getEncoded();

    @TempDir
    Path folder;

    static Stream<Arguments> spellings() throws Exception {
        byte[] pkcs1 = SubjectPublicKeyInfo.getInstance(SPKI).parsePublicKey().getEncoded();
        return Stream.of(
                arguments("bare Base64", base64(SPKI)),
                arguments("bare Base64 with line breaks", mime(SPKI)),
                arguments("bare Base64 with blanks around", "  " + base64(SPKI) + "\n"),
                arguments("PEM", pem("PUBLIC KEY", SPKI)),
                arguments("PEM with Windows line ends", pem("PUBLIC KEY", SPKI).replace("\n", "\r\n")),
                arguments("PEM in one line", pem("PUBLIC KEY", SPKI).replace("\n", " ")),
                arguments("PKCS#1 PEM", pem("RSA PUBLIC KEY", pkcs1)),
                arguments("bare PKCS#1", base64(pkcs1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spellings")
    void loadsAKeyInEverySpelling(String name, String key) throws Exception {
        Path file = Files.writeString(folder.resolve("llpay_public_key.pem"), key);

        assertVerifies(rsa(key));
        assertVerifies(rsa("file:" + file));
    }

    static Stream<Arguments> wrongKeys() throws Exception {
        KeyPair small = Samples.newKeyPair(1023);
        KeyPairGenerator elliptic = KeyPairGenerator.getInstance("EC");
        byte[] spkiOfEc = elliptic.generateKeyPair().getPublic().getEncoded();
        byte[] pkcs8 = Samples.keyPair().getPrivate().getEncoded();
        byte[] pkcs1Private = PrivateKeyInfo.getInstance(pkcs8)
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();
        RSAPublicKey key = (RSAPublicKey) Samples.keyPair().getPublic();
        return Stream.of(
                arguments("", "is empty", ADVICE),
                arguments("/etc/lianlian/key.pem", "is neither PEM nor Base64", "write file: in front"),
                arguments("file:/does/not/exist.pem", "/does/not/exist.pem, which cannot be read", "check the path"),
                arguments("file:\u0000", "cannot be read", "check the path"),
                arguments("file:/", "cannot be read", "check the path"),
                arguments("AAAA", "is not an RSA public key", ADVICE),
                arguments("MAA=", "is not an RSA public key", ADVICE),
                arguments("MIAA", "is not an RSA public key", ADVICE),
                arguments(base64(SPKI).substring(0, 100), "is not an RSA public key", ADVICE),
                arguments(base64(SPKI) + base64(SPKI), "is not an RSA public key", ADVICE),
                arguments(base64(setForSequence()), "is not an RSA public key", ADVICE),
                arguments(base64(spkiOfEc), "is not an RSA public key", ADVICE),
                arguments(pem("CERTIFICATE", SPKI), "is not one PEM block", "an entry of its own"),
                arguments(pem("PUBLIC KEY", SPKI) + pem("PUBLIC KEY", SPKI), "neither PEM nor Base64", "file:"),
                arguments(pem("PUBLIC KEY", SPKI) + "x", "is not one PEM block", "an entry of its own"),
                arguments(pem("PRIVATE KEY", pkcs8), "is a private key", "treat that private key as disclosed"),
                arguments(pem("RSA PRIVATE KEY", pkcs1Private), "is a private key", "disclosed"),
                arguments(base64(pkcs8), "is a private key", "disclosed"),
                arguments(base64(pkcs1Private), "is a private key", "disclosed"),
                arguments(base64(small.getPublic().getEncoded()), "has only 1023 bits", "1024 or more"),
                arguments(numbers(key.getModulus().longValue(), 65537), "has only", "1024 or more"),
                arguments(numbers(key, 1), "is not an RSA public key", ADVICE),
                arguments(numbers(key, 65536), "is not an RSA public key", ADVICE),
                arguments(numbers(key, -3), "is not an RSA public key", ADVICE));
    }

    @ParameterizedTest
    @MethodSource("wrongKeys")
    void namesTheKeyThatIsWrongAndTheFix(String key, String complaint, String fix) {
        assertThat(refusal(rsa(Samples.publicKey(), key)))
                .startsWith("gateway.merchants[0].lianlian-public-keys[1]: ")
                .contains(complaint, fix)
                .endsWith(".")
                .doesNotContain(base64(SPKI).substring(20, 60));
    }

    @Test
    void refusesAFileThatIsNoKey() throws IOException {
        Path large = Files.write(folder.resolve("large"), new byte[16 * 1024 + 1]);
        Path binary = Files.write(folder.resolve("key.der"), SPKI);

        assertThat(refusal(rsa("file:" + large))).contains("too large to be a key");
        assertThat(refusal(rsa("file:" + binary))).contains("key.der", "cannot be read as text");
    }

    @Test
    void namesEveryOtherWrongSetting() {
        MerchantSettings good = Samples.merchant();

        assertThat(refusal(merchant("", "RSA", "")))
                .isEqualTo("gateway.merchants[0].oid-partner: must be the merchant number LianLian gave you, 1 to 18"
                        + " digits (quote it in YAML).");
        assertThat(refusal(merchant("20130412100000100x", "RSA", ""))).contains("merchants[0].oid-partner");
        assertThat(refusal(merchant("2013041210000010041", "RSA", ""))).contains("merchants[0].oid-partner");
        assertThat(refusal(good, good)).startsWith("gateway.merchants[1].oid-partner: appears twice");
        assertThat(refusal(good, merchant("1", "SHA1", "")))
                .startsWith("gateway.merchants[1].sign-type: must be RSA or MD5");
        assertThat(refusal(merchant("1", "rsa", ""))).startsWith("gateway.merchants[0].sign-type: must be RSA or MD5");
        assertThat(refusal(merchant("1", "MD5", ""))).startsWith("gateway.merchants[0].md5-key: is empty");
        assertThat(refusal(merchant("1", "MD5", " "))).startsWith("gateway.merchants[0].md5-key: is empty");
        assertThat(refusal(merchant("1", "RSA", ""))).startsWith("gateway.merchants[0].lianlian-public-keys: is empty");
    }

    static Stream<String> privateKeys() throws IOException {
        byte[] pkcs8 = Samples.newKeyPair(1024).getPrivate().getEncoded();
        byte[] pkcs1 = PrivateKeyInfo.getInstance(pkcs8)
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();
        return Stream.of(pem("PRIVATE KEY", pkcs8), pem("RSA PRIVATE KEY", pkcs1), base64(pkcs8), mime(pkcs1));
    }

    @ParameterizedTest
    @MethodSource("privateKeys")
    void takesTheMerchantsOwnKeyInEverySpelling(String key) throws Exception {
        Path file = Files.writeString(folder.resolve("merchant_private_key.pem"), key);

        assertVerifies(withPrivateKey(key));
        assertVerifies(withPrivateKey("file:" + file));
    }

    static Stream<Arguments> wrongPrivateKeys() throws Exception {
        byte[] ec = KeyPairGenerator.getInstance("EC")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        byte[] small = Samples.newKeyPair(1023).getPrivate().getEncoded();
        byte[] damaged = Samples.newKeyPair(1024).getPrivate().getEncoded();
        damaged[60] ^= 1;
        return Stream.of(
                arguments("nonsense!", "is neither PEM nor Base64"),
                arguments("AAAA", "is not an RSA private key"),
                arguments("file:/does/not/exist.pem", "/does/not/exist.pem, which cannot be read"),
                arguments(base64(SPKI), "is not an RSA private key"),
                arguments(pem("PUBLIC KEY", SPKI), "is a public key"),
                arguments(pem("ENCRYPTED PRIVATE KEY", small), "is encrypted"),
                arguments(base64(ec), "is not an RSA private key"),
                arguments(base64(small), "has only 1023 bits"),
                arguments(base64(damaged), "is not an RSA private key"),
                arguments(pem("PRIVATE KEY", small) + "x", "is not one PEM block"));
    }

    @ParameterizedTest
    @MethodSource("wrongPrivateKeys")
    void namesAWrongPrivateKeyAndRepeatsNothingOfIt(String key, String complaint) {
        for (String signType : List.of("RSA", "MD5")) {
            MerchantSettings merchant = new MerchantSettings(
                    Samples.OID_PARTNER, signType, List.of(Samples.publicKey()), "shared", key, false, false);

            assertThat(refusal(merchant))
                    .startsWith("gateway.merchants[0].private-key: ")
                    .contains(complaint)
                    .endsWith(".")
                    .doesNotContainPattern("[A-Za-z0-9+/]{30}");
        }
    }

    @Test
    void noticesTheMerchantsOwnPublicKeyWhereLianLiansBelongs() {
        KeyPair own = Samples.newKeyPair(1024);
        MerchantSettings swapped = new MerchantSettings(
                Samples.OID_PARTNER,
                "RSA",
                List.of(Samples.publicKey(own)),
                "",
                base64(own.getPrivate().getEncoded()),
                false,
                false);

        assertThat(refusal(swapped))
                .startsWith("gateway.merchants[0].lianlian-public-keys[0]: is the merchant's own key")
                .contains("LianLian's public key from the merchant dashboard");
    }

    @Test
    void warnsOfMd5WithoutShowingItsKey(CapturedOutput output) {
        Merchants merchants = Merchants.of(List.of(merchant("201304121000001004", "MD5", "the shared key")));

        assertThat(output).contains("WARN", "gateway.merchants[0].sign-type: merchant 201304121000001004", "MD5");
        assertThat(output + " " + merchants).doesNotContain("the shared key");
    }

    private static void assertVerifies(MerchantSettings settings) throws NotificationRefusedException {
        Sample sample = Samples.synchronousNotification().signed();
        NotificationVerifier verifier = new NotificationVerifier(Merchants.of(List.of(settings)));

        assertThat(verifier.verify(NotificationVerifierTest.received(Channel.URL_RETURN, Kind.PAYMENT, sample, false))
                        .verdict())
                .isEqualTo(Verdict.FACTS);
    }

    private static String refusal(MerchantSettings... settings) {
        IllegalArgumentException refused =
                catchThrowableOfType(IllegalArgumentException.class, () -> Merchants.of(List.of(settings)));
        assertThat(refused).as("exception").isNotNull();
        return refused.getMessage();
    }

    private static MerchantSettings rsa(String... keys) {
        return new MerchantSettings(Samples.OID_PARTNER, "RSA", List.of(keys), "", "", false, false);
    }

    private static MerchantSettings withPrivateKey(String key) {
        return new MerchantSettings(Samples.OID_PARTNER, "RSA", List.of(Samples.publicKey()), "", key, false, false);
    }

    private static MerchantSettings merchant(String oidPartner, String signType, String md5Key) {
        return new MerchantSettings(oidPartner, signType, List.of(), md5Key, "", false, false);
    }

    /** What the fuzzer found: Bouncy Castle's own words in place of ours. */
    private static byte[] setForSequence() {
        byte[] der = SPKI.clone();
        der[22] = 0x31;
        return der;
    }

    private static String base64(byte[] der) {
        return Base64.getEncoder().encodeToString(der);
    }

    private static String mime(byte[] der) {
        return Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + mime(der) + "\n-----END " + label + "-----\n";
    }

    private static String numbers(RSAPublicKey key, long exponent) throws IOException {
        return base64(
                new DERSequence(new ASN1Encodable[] {new ASN1Integer(key.getModulus()), new ASN1Integer(exponent)})
                        .getEncoded());
    }

    private static String numbers(long modulus, long exponent) throws IOException {
        return base64(new DERSequence(
                        new ASN1Encodable[] {new ASN1Integer(modulus & Long.MAX_VALUE), new ASN1Integer(exponent)})
                .getEncoded());
    }
}
