package io.llgateway.verification;

/** One key's answer to one signature. Fails closed: whatever is not exactly right is wrong. */
interface SignatureCheck {
    /**
     * @param text the signature source in UTF-8
     * @param sign the field {@code sign} as received
     */
    boolean accepts(byte[] text, String sign);
}
