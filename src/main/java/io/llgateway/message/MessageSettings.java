package io.llgateway.message;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code gateway.message} (contract section 3).
 *
 * @param personalData whether id_type, id_no, acct_name and card_no are forwarded
 */
public record MessageSettings(@DefaultValue("omit") PersonalData personalData) {
    /** What becomes of personal data. */
    public enum PersonalData {
        /** Left out of every message. */
        OMIT,
        /** Forwarded when signed. */
        FORWARD
    }
}
