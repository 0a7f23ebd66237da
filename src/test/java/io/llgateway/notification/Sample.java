package io.llgateway.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.llgateway.verification.SignatureSource;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One message of LianLian's, built step by step: every {@code with...} gives a new one, {@code signed} signs what is
 * there, and steps behind it tamper.
 *
 * @param fields names and values in the order of the message
 */
public record Sample(Map<String, String> fields) {
    private static final JsonMapper JSON = new JsonMapper();

    public Sample {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** Sets or adds a field. */
    public Sample with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.put(name, value);
        return new Sample(changed);
    }

    public Sample without(String name) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.remove(name);
        return new Sample(changed);
    }

    /** Signs with the key pair of {@link Samples}, as LianLian does: MD5withRSA. */
    public Sample signed() {
        return signedWith(Samples.keyPair());
    }

    public Sample signedWith(KeyPair keys) {
        try {
            Signature signature = Signature.getInstance("MD5withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(signedText().getBytes(StandardCharsets.UTF_8));
            return with("sign", Base64.getEncoder().encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sets sign_type MD5 and signs with a shared key. */
    public Sample signedWithMd5(String key) {
        Sample md5 = with("sign_type", "MD5");
        try {
            byte[] digest = MessageDigest.getInstance("MD5")
                    .digest((md5.signedText() + "&key=" + key).getBytes(StandardCharsets.UTF_8));
            return md5.with("sign", HexFormat.of().formatHex(digest));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String signedText() {
        return SignatureSource.of(fields);
    }

    public ReceivedFields received() {
        return ReceivedFields.of(fields);
    }

    /** The body a browser posts to url_return. */
    public String form() {
        return form(StandardCharsets.UTF_8);
    }

    public String form(Charset charset) {
        return fields.entrySet().stream()
                .map(field ->
                        URLEncoder.encode(field.getKey(), charset) + "=" + URLEncoder.encode(field.getValue(), charset))
                .collect(Collectors.joining("&"));
    }

    /** The body LianLian posts to notify_url. */
    public String json() {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The H5 return: one form field res_data with the JSON. */
    public String resDataForm() {
        return "res_data=" + URLEncoder.encode(json(), StandardCharsets.UTF_8);
    }
}
