package io.llgateway.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * {@code POST /sandbox/sign}: fields in, signed fields out, for scripts and load tests. Fields come as a form or as a
 * JSON object of texts; {@code oid_partner} and {@code sign_type} are added where missing, {@code sign} is replaced.
 * The answer is the signed form as one line, or with {@code Accept: application/json} a JSON object. A JSON array of
 * objects is answered with one form per line, or an array.
 */
@RestController
@Conditional(SandboxMode.class)
class SigningDesk {
    private final SandboxMerchant merchant;
    private final ObjectMapper json;

    SigningDesk(SandboxMerchant merchant, ObjectMapper json) {
        this.merchant = merchant;
        this.json = json;
    }

    @PostMapping(path = "/sandbox/sign", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<String> signForm(
            @RequestBody MultiValueMap<String, String> form,
            @RequestHeader(value = "Accept", required = false) @Nullable String accept) {
        if (form.values().stream().anyMatch(values -> values.size() > 1)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        Map<String, String> signed = signed(form.toSingleValueMap());
        return wantsJson(accept) ? json(signed) : form(line(signed));
    }

    @PostMapping(path = "/sandbox/sign", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> signJson(
            @RequestBody JsonNode body, @RequestHeader(value = "Accept", required = false) @Nullable String accept) {
        if (!body.isArray()) {
            Map<String, String> signed = signed(texts(body));
            return wantsJson(accept) ? json(signed) : form(line(signed));
        }
        List<Map<String, String>> signed = new ArrayList<>();
        body.forEach(each -> signed.add(signed(texts(each))));
        return wantsJson(accept)
                ? json(signed)
                : form(signed.stream().map(SigningDesk::line).collect(Collectors.joining("\n")));
    }

    private Map<String, String> signed(Map<String, String> fields) {
        Map<String, String> signed = new LinkedHashMap<>();
        signed.put("oid_partner", SandboxMerchant.OID_PARTNER);
        signed.put("sign_type", "RSA");
        signed.putAll(fields);
        signed.remove("sign");
        signed.put("sign", merchant.sign(signed));
        return signed;
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!field.getValue().isTextual()) {
                throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
            }
            fields.put(field.getKey(), field.getValue().textValue());
        }
        if (fields.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        return fields;
    }

    private ResponseEntity<String> json(Object signed) {
        try {
            return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(json.writeValueAsString(signed));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts are always JSON", impossible);
        }
    }

    private static ResponseEntity<String> form(String lines) {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.APPLICATION_FORM_URLENCODED, StandardCharsets.UTF_8))
                .body(lines);
    }

    private static String line(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static boolean wantsJson(@Nullable String accept) {
        return accept != null && accept.startsWith("application/json");
    }
}
