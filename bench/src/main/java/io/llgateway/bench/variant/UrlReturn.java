package io.llgateway.bench.variant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.util.MultiValueMap;

/** What a competent engineer writes for a {@code url_return}: check the fields, check the signature, make the message. */
class UrlReturn {
    private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");
    private static final Pattern ORDER = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final Pattern TIME = Pattern.compile("\\d{14}");
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,9}(\\.\\d{1,2})?");
    private static final Set<String> REQUIRED = Set.of(
            "oid_partner", "sign_type", "sign", "dt_order", "no_order", "oid_paybill", "money_order", "result_pay");

    private final ObjectMapper json = new ObjectMapper();
    private final String oidPartner;
    private final PublicKey key;

    UrlReturn(@Value("${bench.oid-partner}") String oidPartner, @Value("${bench.public-key}") String key)
            throws GeneralSecurityException {
        this.oidPartner = oidPartner;
        this.key = KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(key)));
    }

    /** @return the fields without the signature; throws {@link Refused} when they are not LianLian's */
    Map<String, String> verify(MultiValueMap<String, String> form) {
        Map<String, String> fields = new LinkedHashMap<>();
        form.forEach((name, values) -> {
            require(values.size() == 1);
            if (!values.get(0).isEmpty()) {
                fields.put(name, values.get(0));
            }
        });
        require(fields.keySet().containsAll(REQUIRED));
        require(fields.get("oid_partner").equals(oidPartner) && fields.get("sign_type").equals("RSA"));
        require(DIGITS.matcher(fields.get("oid_paybill")).matches()
                && ORDER.matcher(fields.get("no_order")).matches()
                && TIME.matcher(fields.get("dt_order")).matches()
                && AMOUNT.matcher(fields.get("money_order")).matches()
                && fields.get("result_pay").equals("SUCCESS"));
        String sign = fields.remove("sign");
        require(signed(fields, sign));
        return fields;
    }

    private boolean signed(Map<String, String> fields, String sign) {
        StringBuilder source = new StringBuilder(256);
        new TreeMap<>(fields).forEach((name, value) -> source.append(source.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(value));
        try {
            Signature signature = Signature.getInstance("MD5withRSA");
            signature.initVerify(key);
            signature.update(source.toString().getBytes(StandardCharsets.UTF_8));
            return signature.verify(Base64.getDecoder().decode(sign));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new Refused();
        }
    }

    /** @return the JSON text of the message, the same fields as the gateway's */
    String message(UUID id, Map<String, String> fields) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", id.toString());
        message.put("type", "lianlian.payment.success");
        message.put("kind", "payment");
        message.put("outcome", "success");
        message.put("revision", 1);
        message.put("channel", "url_return");
        message.put("received_at", Instant.now().toString());
        message.put("amount", new BigDecimal(fields.get("money_order")).setScale(2).toPlainString());
        message.put("currency", "CNY");
        message.put("fields", fields);
        try {
            return json.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return the string properties of the message, the same as the gateway's */
    static Map<String, String> properties(UUID id, Map<String, String> fields) {
        return Map.of(
                "_AMQ_DUPL_ID", id.toString(),
                "kind", "payment",
                "outcome", "success",
                "channel", "url_return",
                "result_pay", fields.get("result_pay"),
                "pay_type", fields.getOrDefault("pay_type", ""),
                "oid_partner", fields.get("oid_partner"),
                "no_order", fields.get("no_order"),
                "oid_paybill", fields.get("oid_paybill"));
    }

    /** @return the queue of a paid order */
    static String queue(Map<String, String> fields) {
        return "lianlian.payment.success."
                + switch (fields.getOrDefault("pay_type", "")) {
                    case "1", "8" -> "personal-bank";
                    case "9" -> "business-bank";
                    case "2", "3", "27" -> "express";
                    case "D", "P" -> "verified";
                    case "0", "I", "L", "W", "Y" -> "wallet";
                    case "M", "N" -> "easypay";
                    default -> "other";
                };
    }

    /** Not a notification of LianLian's: answered with 400. */
    static class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused() {
            super("refused", null, false, false);
        }
    }
}
