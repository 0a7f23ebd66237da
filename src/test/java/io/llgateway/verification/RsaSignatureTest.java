package io.llgateway.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.llgateway.notification.Samples;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * In the manner of Project Wycheproof: signatures made with a private key of our own that are wrong in one way each. Every
 * case is also put to the verifiers of the Java platform and of Bouncy Castle, to show where these are laxer.
 */
class RsaSignatureTest {
    private static final KeyPair KEYS = Samples.newKeyPair(1024);
    private static final RSAPublicKey PUBLIC = (RSAPublicKey) KEYS.getPublic();
    private static final BigInteger N = PUBLIC.getModulus();
    private static final int LENGTH = 128;
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
    /** Chosen so that s + n still fits into 128 bytes. */
    private static final byte[] TEXT = textWithSmallSignature();

    private static final String MD5 = "06082a864886f70d0205";
    private static final String DIGEST = HexFormat.of().formatHex(md5(TEXT));

    private static final boolean YES = true;
    private static final boolean NO = false;

    static Stream<Arguments> signatures() {
        BigInteger genuine = new BigInteger(1, sign(TEXT));
        return Stream.of(
                // name, signature, we accept, the platform accepts, Bouncy Castle accepts
                arguments("canonical", block(info("300c" + MD5 + "0500", DIGEST)), YES, YES, YES),
                arguments("NULL missing", block(info("300a" + MD5, DIGEST)), NO, YES, YES),
                arguments("NULL with BER length", block(info("300d" + MD5 + "058100", DIGEST)), NO, NO, NO),
                arguments("empty octets for NULL", block(info("300c" + MD5 + "0400", DIGEST)), NO, NO, NO),
                arguments("BER length of the sequence", block("308120300c" + MD5 + "05000410" + DIGEST), NO, NO, NO),
                arguments(
                        "two-byte BER length of the sequence",
                        block("30820020300c" + MD5 + "05000410" + DIGEST),
                        NO,
                        NO,
                        NO),
                arguments("BER length of the algorithm", block("302130810c" + MD5 + "05000410" + DIGEST), NO, NO, NO),
                arguments("BER length of the digest", block("3021300c" + MD5 + "0500048110" + DIGEST), NO, NO, NO),
                arguments(
                        "indefinite length of the sequence",
                        block("3080300c" + MD5 + "05000410" + DIGEST + "0000"),
                        NO,
                        NO,
                        NO),
                arguments("length one too long", block("3021300c" + MD5 + "05000410" + DIGEST), NO, NO, NO),
                arguments(
                        "bytes inside the sequence",
                        block("3022300c" + MD5 + "05000410" + DIGEST + "0500"),
                        NO,
                        NO,
                        NO),
                arguments("bytes behind the sequence", block(info("300c" + MD5 + "0500", DIGEST) + "0500"), NO, NO, NO),
                arguments("digest without DigestInfo", block(DIGEST), NO, NO, NO),
                arguments("digest of another text", block(info("300c" + MD5 + "0500", "00".repeat(16))), NO, NO, NO),
                arguments("digest too short", block("301f300c" + MD5 + "0500040f" + DIGEST.substring(2)), NO, NO, NO),
                arguments("digest too long", block("3021300c" + MD5 + "05000411" + DIGEST + "00"), NO, NO, NO),
                arguments("name of MD2", block(info("300c06082a864886f70d02020500", DIGEST)), NO, NO, NO),
                arguments("name of SHA-1", block("301d300906052b0e03021a05000410" + DIGEST), NO, NO, NO),
                arguments("block type 2", raw("0002" + padding(91) + "00" + canonical()), NO, NO, NO),
                arguments("block type 0", raw("0000" + padding(91) + "00" + canonical()), NO, NO, NO),
                arguments("first byte not zero", raw("0101" + padding(91) + "00" + canonical()), NO, NO, NO),
                arguments("padding not FF", raw("0001" + padding(90) + "fe00" + canonical()), NO, NO, NO),
                arguments("no zero behind the padding", raw("0001" + padding(92) + canonical()), NO, NO, NO),
                arguments("zero inside the padding", raw("0001ff00" + padding(89) + "00" + canonical()), NO, NO, NO),
                arguments(
                        "padding of 8 and rubbish behind (Bleichenbacher 2006)",
                        raw("0001" + padding(8) + "00" + canonical() + "5a".repeat(83)),
                        NO,
                        NO,
                        NO),
                arguments(
                        "padding of 7 and rubbish behind",
                        raw("0001" + padding(7) + "00" + canonical() + "5a".repeat(84)),
                        NO,
                        NO,
                        NO),
                arguments("no padding, rubbish behind", raw("000100" + canonical() + "5a".repeat(91)), NO, NO, NO),
                arguments(
                        "padding short, zeros in front", raw("000001" + padding(90) + "00" + canonical()), NO, NO, NO),
                arguments("the text's digest as signature", unsigned(new BigInteger(1, md5(TEXT))), NO, NO, NO),
                arguments("the block itself as signature", HexFormat.of().parseHex(canonicalBlock()), NO, NO, NO),
                arguments("s + n", unsigned(genuine.add(N)), NO, NO, NO),
                arguments("n - s", unsigned(N.subtract(genuine)), NO, NO, NO),
                arguments("0", unsigned(BigInteger.ZERO), NO, NO, NO),
                arguments("1", unsigned(BigInteger.ONE), NO, NO, NO),
                arguments("n - 1", unsigned(N.subtract(BigInteger.ONE)), NO, NO, NO),
                arguments("n", unsigned(N), NO, NO, NO),
                arguments("zero byte in front", prepend(unsigned(genuine)), NO, NO, NO),
                arguments("zero byte behind", Arrays.copyOf(unsigned(genuine), LENGTH + 1), NO, NO, NO),
                arguments("last byte missing", Arrays.copyOf(unsigned(genuine), LENGTH - 1), NO, NO, NO),
                arguments("empty", new byte[0], NO, NO, NO),
                arguments("SHA256withRSA", platformSignature("SHA256withRSA"), NO, NO, NO),
                arguments("SHA1withRSA", platformSignature("SHA1withRSA"), NO, NO, NO));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signatures")
    void acceptsTheCanonicalFormOnly(
            String name, byte[] signature, boolean accepted, boolean platform, boolean bouncyCastle) throws Exception {
        assertThat(new RsaSignature(PUBLIC).accepts(TEXT, Base64.getEncoder().encodeToString(signature)))
                .isEqualTo(accepted);
        assertThat(verifies(Signature.getInstance("MD5withRSA"), signature))
                .as("java.security.Signature accepts")
                .isEqualTo(platform);
        assertThat(verifies(Signature.getInstance("MD5withRSA", BOUNCY_CASTLE), signature))
                .as("Bouncy Castle accepts")
                .isEqualTo(bouncyCastle);
    }

    @Test
    void acceptsBase64InOneSpellingOnly() {
        // "=" stands for two missing bytes here: 128 bytes are 170 whole characters and two bits, then "=="
        String sign = Base64.getEncoder().encodeToString(unsigned(new BigInteger(1, sign(TEXT))));
        RsaSignature signature = new RsaSignature(PUBLIC);
        String bare = sign.substring(0, 171);
        List<String> others = new ArrayList<>(List.of(
                "",
                bare,
                bare + "==",
                sign + "=",
                sign + "\n",
                " " + sign,
                sign.substring(0, 76) + "\r\n" + sign.substring(76),
                sign.substring(0, 50) + " " + sign.substring(51),
                sign.substring(0, 50) + "\u00e9" + sign.substring(51),
                sign.substring(0, 50) + "\uff21" + sign.substring(51),
                "=" + sign.substring(0, 171),
                sign.substring(0, 170) + "A" + (char) (sign.charAt(171) == '=' ? 'A' : '=')));
        // the two bits behind the last byte
        char last = sign.charAt(170);
        for (int bits = 1; bits < 4; bits++) {
            others.add(sign.substring(0, 170) + (char) (last + bits) + sign.substring(171));
        }

        assertThat(signature.accepts(TEXT, sign)).isTrue();
        assertThat(others)
                .allSatisfy(other ->
                        assertThat(signature.accepts(TEXT, other)).as(other).isFalse());
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 1025, 1031, 2048})
    void verifiesKeysOfEveryLength(int bits) throws Exception {
        KeyPair keys = Samples.newKeyPair(bits);
        RsaSignature signature = new RsaSignature((RSAPublicKey) keys.getPublic());
        Signature signer = Signature.getInstance("MD5withRSA");
        signer.initSign(keys.getPrivate());

        for (int i = 0; i < 20; i++) {
            byte[] text = ("text " + i).getBytes(StandardCharsets.UTF_8);
            signer.update(text);
            String sign = Base64.getEncoder().encodeToString(signer.sign());
            assertThat(signature.accepts(text, sign)).isTrue();
            assertThat(signature.accepts(TEXT, sign)).isFalse();
        }
    }

    private static boolean verifies(Signature verifier, byte[] signature) throws GeneralSecurityException {
        verifier.initVerify(PUBLIC);
        verifier.update(TEXT);
        try {
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] textWithSmallSignature() {
        for (int i = 0; ; i++) {
            byte[] text = ("money_order=0.01&no_order=" + i).getBytes(StandardCharsets.UTF_8);
            if (new BigInteger(1, sign(text)).add(N).bitLength() <= LENGTH * 8) {
                return text;
            }
        }
    }

    private static byte[] sign(byte[] text) {
        return power(canonicalBlock(HexFormat.of().formatHex(md5(text))));
    }

    private static String canonical() {
        return info("300c" + MD5 + "0500", DIGEST);
    }

    private static String canonicalBlock() {
        return canonicalBlock(DIGEST);
    }

    private static String canonicalBlock(String digest) {
        return "0001" + padding(91) + "00" + info("300c" + "06082a864886f70d0205" + "0500", digest);
    }

    private static String info(String algorithm, String digest) {
        return String.format("30%02x", algorithm.length() / 2 + 18) + algorithm + "0410" + digest;
    }

    private static String padding(int bytes) {
        return "ff".repeat(bytes);
    }

    /** Signs a block that is right but for its DigestInfo. */
    private static byte[] block(String info) {
        return raw("0001" + padding(LENGTH - 3 - info.length() / 2) + "00" + info);
    }

    private static byte[] raw(String block) {
        assertThat(block).hasSize(LENGTH * 2);
        return power(block);
    }

    private static byte[] power(String block) {
        BigInteger number = new BigInteger(block, 16);
        return unsigned(number.modPow(((RSAPrivateKey) KEYS.getPrivate()).getPrivateExponent(), N));
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] result = new byte[LENGTH];
        int copied = Math.min(bytes.length, LENGTH);
        System.arraycopy(bytes, bytes.length - copied, result, LENGTH - copied, copied);
        return result;
    }

    private static byte[] prepend(byte[] bytes) {
        byte[] result = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, result, 1, bytes.length);
        return result;
    }

    private static byte[] platformSignature(String algorithm) {
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(KEYS.getPrivate());
            signer.update(TEXT);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] md5(byte[] text) {
        try {
            return MessageDigest.getInstance("MD5").digest(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
