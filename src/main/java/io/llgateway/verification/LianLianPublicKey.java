package io.llgateway.verification;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jspecify.annotations.Nullable;

/**
 * Reads one of {@code gateway.merchants[].lianlian-public-keys}: PEM ({@code PUBLIC KEY}, {@code RSA PUBLIC KEY}), bare
 * Base64 of the same with or without line breaks, or {@code file:} with the path of either. Every complaint is one
 * sentence for the operator and repeats nothing of the key.
 */
final class LianLianPublicKey {
    private static final int MOST_BYTES = 16 * 1024;
    private static final int FEWEST_BITS = 1024;
    private static final int MOST_BITS = 8192;

    private LianLianPublicKey() {}

    /**
     * @param setting the key's text or {@code file:} path
     * @throws IllegalArgumentException saying what is wrong and how to put it right, without the setting's name
     */
    static RSAPublicKey read(String setting) {
        String text = setting.strip();
        if (text.startsWith("file:")) {
            text = readFile(text.substring("file:".length()));
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException(
                    "is empty; set it to LianLian's public key from the merchant dashboard, as PEM, Base64 or file:<path>");
        }
        ASN1Sequence sequence = parse(decode(bare(text)));
        if (isPrivate(sequence)) {
            throw privateKey();
        }
        RSAPublicKey key = numbers(rsaNumbers(sequence));
        if (key == null) {
            throw new IllegalArgumentException(
                    "is not an RSA public key; copy LianLian's public key from the merchant dashboard, as PEM or Base64");
        }
        return key;
    }

    private static String readFile(String name) {
        try {
            Path path = Path.of(name);
            if (Files.size(path) > MOST_BYTES) {
                throw new IllegalArgumentException("names the file " + name + ", which is too large to be a key");
            }
            return Files.readString(path).strip();
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(
                    "names the file " + name + ", which cannot be read as text; check the path and its permissions", e);
        }
    }

    /** Takes the armour of a single PEM block off. */
    private static String bare(String text) {
        if (!text.contains("-----")) {
            return text;
        }
        if (text.contains("PRIVATE KEY-----")) {
            throw privateKey();
        }
        for (String label : new String[] {"PUBLIC KEY", "RSA PUBLIC KEY"}) {
            String begin = "-----BEGIN " + label + "-----";
            String end = "-----END " + label + "-----";
            if (text.startsWith(begin) && text.endsWith(end) && text.length() > begin.length() + end.length()) {
                return text.substring(begin.length(), text.length() - end.length());
            }
        }
        throw new IllegalArgumentException(
                "is not one PEM block BEGIN PUBLIC KEY or BEGIN RSA PUBLIC KEY; give each key an entry of its own");
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "is neither PEM nor Base64; for a file, write file: in front of its path");
        }
    }

    private static @Nullable ASN1Sequence parse(byte[] der) {
        try {
            return ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(der));
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            return null;
        }
    }

    /** A private key, PKCS#1 or PKCS#8, starts with its version number. */
    private static boolean isPrivate(@Nullable ASN1Sequence sequence) {
        return sequence != null && sequence.size() > 2 && sequence.getObjectAt(0) instanceof ASN1Integer;
    }

    /** @return modulus and exponent, bare in PKCS#1 and wrapped in a SubjectPublicKeyInfo; null when there are none */
    private static @Nullable ASN1Sequence rsaNumbers(@Nullable ASN1Sequence sequence) {
        if (sequence == null || sequence.size() != 2 || !(sequence.getObjectAt(0) instanceof ASN1Sequence)) {
            return sequence;
        }
        try {
            SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(sequence);
            boolean rsa = PKCSObjectIdentifiers.rsaEncryption.equals(
                    info.getAlgorithm().getAlgorithm());
            return rsa ? ASN1Sequence.getInstance(info.parsePublicKey()) : null;
        } catch (IOException | IllegalArgumentException | IllegalStateException | ClassCastException e) {
            return null;
        }
    }

    private static @Nullable RSAPublicKey numbers(@Nullable ASN1Sequence sequence) {
        if (sequence == null
                || sequence.size() != 2
                || !(sequence.getObjectAt(0) instanceof ASN1Integer modulus)
                || !(sequence.getObjectAt(1) instanceof ASN1Integer exponent)) {
            return null;
        }
        BigInteger n = modulus.getValue();
        BigInteger e = exponent.getValue();
        if (n.bitLength() < FEWEST_BITS && n.signum() > 0) {
            throw new IllegalArgumentException("has only " + n.bitLength()
                    + " bits; LianLian's keys have 1024 or more, copy the key from the merchant dashboard again");
        }
        boolean plausible = n.signum() > 0
                && n.bitLength() <= MOST_BITS
                && n.testBit(0)
                && e.testBit(0)
                && e.bitLength() <= 32
                && e.compareTo(BigInteger.TWO) > 0;
        if (!plausible) {
            return null;
        }
        try {
            return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(n, e));
        } catch (GeneralSecurityException unusable) {
            return null;
        }
    }

    private static IllegalArgumentException privateKey() {
        return new IllegalArgumentException(
                "is a private key; put LianLian's public key here and treat that private key as disclosed");
    }
}
