package io.llgateway.verification;

import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One entry of {@code gateway.merchants} (contract section 3).
 *
 * @param oidPartner merchant number at LianLian, digits, at most 18; required
 * @param signType {@code RSA} or {@code MD5}: pinned, never taken from a message
 * @param lianlianPublicKeys for RSA: LianLian's public keys as PEM, bare Base64 or {@code file:} path; several during
 *     a key change
 * @param md5Key for MD5: the shared key; an empty one is refused
 * @param privateKey the merchant's own key, with which queries are signed; may be empty, and is only checked yet
 * @param acceptEmptySignType whether an empty {@code sign_type} is treated as the configured one
 * @param trustReturnVariants whether return variants that do not say paid or authorised count as payments
 */
public record MerchantSettings(
        @DefaultValue("") String oidPartner,
        @DefaultValue("RSA") String signType,
        @DefaultValue List<String> lianlianPublicKeys,
        @DefaultValue("") String md5Key,
        @DefaultValue("") String privateKey,
        @DefaultValue("false") boolean acceptEmptySignType,
        @DefaultValue("false") boolean trustReturnVariants) {

    @Override
    public String toString() {
        return "MerchantSettings[" + oidPartner + ", " + signType + "]";
    }
}
