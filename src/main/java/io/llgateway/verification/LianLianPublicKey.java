package io.llgateway.verification;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
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
    private static final int FEWEST_BITS = 1024;
    private static final int MOST_BITS = 8192;

    private LianLianPublicKey() {}

    /**
     * @param setting the key's text or {@code file:} path
     * @throws IllegalArgumentException saying what is wrong and how to put it right, without the setting's name
     */
    static RSAPublicKey read(String setting) {
        KeyText text = KeyText.of(setting);
        if (text.isEmpty()) {
            throw new IllegalArgumentException(
                    "is empty; set it to LianLian's public key from the merchant dashboard, as PEM, Base64 or file:<path>");
        }
        if (text.isLabelled("PRIVATE KEY")) {
            throw privateKey();
        }
        ASN1Sequence sequence = text.sequence(List.of("PUBLIC KEY", "RSA PUBLIC KEY"));
        if (KeyText.isPrivate(sequence)) {
            throw privateKey();
        }
        RSAPublicKey key = numbers(rsaNumbers(sequence));
        if (key == null) {
            throw new IllegalArgumentException(
                    "is not an RSA public key; copy LianLian's public key from the merchant dashboard, as PEM or Base64");
        }
        return key;
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
