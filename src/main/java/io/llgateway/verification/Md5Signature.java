package io.llgateway.verification;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The MD5 flavour (spec section 3.3): lower-case hex of MD5 over the source, {@code &key=} and the shared key, in UTF-8.
 * Whoever knows the key can forge, and MD5 with the key behind the text is no real MAC; RSA is the better choice.
 */
final class Md5Signature implements SignatureCheck {
    private final byte[] suffix;

    /** @param key the key LianLian and the merchant share, not empty */
    Md5Signature(String key) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("an empty MD5 key lets anybody sign");
        }
        suffix = ("&key=" + key).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean accepts(byte[] text, String sign) {
        MessageDigest md5 = Md5.newDigest();
        md5.update(text);
        byte[] expected = HexFormat.of().formatHex(md5.digest(suffix)).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, sign.getBytes(StandardCharsets.UTF_8));
    }
}
