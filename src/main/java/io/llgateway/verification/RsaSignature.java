package io.llgateway.verification;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * MD5withRSA, PKCS#1 v1.5 (spec section 3.1), with one canonical form only: {@code sign} is strict Base64 of exactly the
 * modulus' length, {@code 1 <= s < n}, and the whole block {@code 00 01 FF.. 00 DigestInfo} must be the expected one.
 * The platform's own verifiers also take a DigestInfo without its NULL; this does not. A raw modular power and one
 * comparison measured as fast as {@code java.security.Signature} and needs no provider.
 */
final class RsaSignature implements SignatureCheck {
    /** DER of {@code DigestInfo { { md5, NULL }, OCTET STRING (16) }} up to the digest (RFC 8017 section 9.2). */
    private static final byte[] DIGEST_INFO = HexFormat.of().parseHex("3020300c06082a864886f70d020505000410");

    private static final int DIGEST = 16;
    private static final boolean[] BASE64 = new boolean[128];

    static {
        for (char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".toCharArray()) {
            BASE64[c] = true;
        }
    }

    private final BigInteger modulus;
    private final BigInteger exponent;
    private final int length;
    private final byte[] block;

    RsaSignature(RSAPublicKey key) {
        modulus = key.getModulus();
        exponent = key.getPublicExponent();
        length = (modulus.bitLength() + 7) / 8;
        block = new byte[length];
        Arrays.fill(block, (byte) 0xff);
        block[0] = 0;
        block[1] = 1;
        int info = length - DIGEST - DIGEST_INFO.length;
        block[info - 1] = 0;
        System.arraycopy(DIGEST_INFO, 0, block, info, DIGEST_INFO.length);
    }

    @Override
    public boolean accepts(byte[] text, String sign) {
        if (!isBase64(sign)) {
            return false;
        }
        byte[] bytes = Base64.getDecoder().decode(sign);
        // the decoder overlooks bits behind the last byte
        if (bytes.length != length || !Base64.getEncoder().encodeToString(bytes).equals(sign)) {
            return false;
        }
        BigInteger signature = new BigInteger(1, bytes);
        if (signature.signum() < 1 || signature.compareTo(modulus) >= 0) {
            return false;
        }
        byte[] expected = block.clone();
        byte[] digest = Md5.newDigest().digest(text);
        System.arraycopy(digest, 0, expected, length - DIGEST, DIGEST);
        return MessageDigest.isEqual(expected, padded(signature.modPow(exponent, modulus)));
    }

    /** Checked by hand, so that a forgery costs no exception: right length, right characters, padding at the end. */
    private boolean isBase64(String sign) {
        int groups = (length + 2) / 3;
        int padding = groups * 3 - length;
        if (sign.length() != groups * 4) {
            return false;
        }
        for (int i = 0; i < sign.length(); i++) {
            char c = sign.charAt(i);
            boolean isPadding = i >= sign.length() - padding;
            if (isPadding ? c != '=' : c >= 128 || !BASE64[c]) {
                return false;
            }
        }
        return true;
    }

    private byte[] padded(BigInteger number) {
        byte[] bytes = number.toByteArray(); // may have a leading zero byte for the sign, or fewer bytes
        byte[] result = new byte[length];
        int copied = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - copied, result, length - copied, copied);
        return result;
    }
}
