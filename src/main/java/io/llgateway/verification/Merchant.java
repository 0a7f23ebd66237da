package io.llgateway.verification;

import java.util.List;

/** One merchant of ours, with the keys LianLian may have signed with. */
record Merchant(MerchantSettings settings, List<SignatureCheck> keys) {

    boolean pins(String signType) {
        return signType.isEmpty() ? settings.acceptEmptySignType() : signType.equals(settings.signType());
    }

    /** @return whether one of the keys made this signature; all are tried, so that a key can be changed without a gap */
    boolean signed(byte[] text, String sign) {
        for (SignatureCheck key : keys) {
            if (key.accepts(text, sign)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return settings.toString();
    }
}
