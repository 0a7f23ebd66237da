package io.llgateway.delivery;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs webhooks as Standard Webhooks 1.0 asks: HMAC-SHA256 over {@code id.timestamp.body}, one signature per configured
 * secret, so that the receiver can change its secret without losing a call.
 */
final class WebhookSignature {
    private static final String PREFIX = "whsec_";

    private final List<SecretKeySpec> keys;

    /**
     * @param secrets {@code whsec_} and Base64 of 24 to 64 bytes, as the standard recommends
     * @throws IllegalArgumentException naming the setting, when one is none
     */
    WebhookSignature(List<String> secrets) {
        keys = secrets.stream().map(WebhookSignature::key).toList();
    }

    /** @return the value of {@code webhook-signature}: {@code v1,<Base64>}, several separated by a space */
    String of(String id, Instant timestamp, String body) {
        byte[] content = (id + "." + timestamp.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8);
        StringBuilder signatures = new StringBuilder();
        for (SecretKeySpec key : keys) {
            signatures
                    .append(signatures.isEmpty() ? "v1," : " v1,")
                    .append(Base64.getEncoder().encodeToString(hmac(key, content)));
        }
        return signatures.toString();
    }

    private static byte[] hmac(SecretKeySpec key, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static SecretKeySpec key(String secret) {
        try {
            String text = secret.strip();
            if (text.startsWith(PREFIX)) {
                byte[] bytes = Base64.getDecoder().decode(text.substring(PREFIX.length()));
                if (bytes.length >= 24 && bytes.length <= 64) {
                    return new SecretKeySpec(bytes, "HmacSHA256");
                }
            }
        } catch (IllegalArgumentException notBase64) {
            // refused below; the cause is left out because its message could show a part of the secret
        }
        throw new IllegalArgumentException(
                "gateway.erp.webhook.secret: each secret must be whsec_ and the Base64 of 24 to"
                        + " 64 random bytes; make one with: echo whsec_$(openssl rand -base64 32)");
    }
}
