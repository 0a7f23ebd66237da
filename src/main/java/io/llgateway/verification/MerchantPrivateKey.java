package io.llgateway.verification;

import java.math.BigInteger;
import java.util.List;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code gateway.merchants[].private-key}, with which a merchant signs its queries: PEM ({@code PRIVATE KEY},
 * {@code RSA PRIVATE KEY}), bare Base64 of the same, or {@code file:} with the path of either. Nothing is signed with it
 * yet; it is read so that a wrong one shows at the start, and to notice when the merchant's own public key stands where
 * LianLian's belongs. Every complaint is one sentence for the operator and repeats nothing of the key.
 */
final class MerchantPrivateKey {
    private static final int FEWEST_BITS = 1024;
    private static final String ADVICE =
            "; put the merchant's own RSA key here, unencrypted, as PEM, Base64 or file:<path>, or leave it empty";

    private MerchantPrivateKey() {}

    /**
     * @param setting the key's text or {@code file:} path, not empty
     * @return its modulus, which its public key has, too
     * @throws IllegalArgumentException saying what is wrong and how to put it right, without the setting's name
     */
    static BigInteger readModulus(String setting) {
        KeyText text = KeyText.of(setting);
        if (text.isEmpty()) {
            throw new IllegalArgumentException("names an empty file" + ADVICE);
        }
        if (text.isLabelled("PUBLIC KEY")) {
            throw new IllegalArgumentException("is a public key" + ADVICE);
        }
        if (text.isLabelled("ENCRYPTED PRIVATE KEY")) {
            throw new IllegalArgumentException("is encrypted" + ADVICE);
        }
        RSAPrivateKey key = rsa(text.sequence(List.of("PRIVATE KEY", "RSA PRIVATE KEY")));
        if (key == null || !isConsistent(key)) {
            throw new IllegalArgumentException("is not an RSA private key" + ADVICE);
        }
        if (key.getModulus().bitLength() < FEWEST_BITS) {
            throw new IllegalArgumentException(
                    "has only " + key.getModulus().bitLength() + " bits; LianLian takes 1024 or more");
        }
        return key.getModulus();
    }

    private static @Nullable RSAPrivateKey rsa(@Nullable ASN1Sequence sequence) {
        if (sequence == null || !KeyText.isPrivate(sequence)) {
            return null;
        }
        try {
            if (sequence.getObjectAt(1) instanceof ASN1Sequence) {
                PrivateKeyInfo info = PrivateKeyInfo.getInstance(sequence);
                boolean rsa = PKCSObjectIdentifiers.rsaEncryption.equals(
                        info.getPrivateKeyAlgorithm().getAlgorithm());
                return rsa ? RSAPrivateKey.getInstance(info.parsePrivateKey()) : null;
            }
            return RSAPrivateKey.getInstance(sequence);
        } catch (java.io.IOException | RuntimeException e) {
            return null;
        }
    }

    private static boolean isConsistent(RSAPrivateKey key) {
        return key.getModulus().signum() > 0
                && key.getPrime1().multiply(key.getPrime2()).equals(key.getModulus());
    }
}
