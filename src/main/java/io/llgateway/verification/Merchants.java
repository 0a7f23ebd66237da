package io.llgateway.verification;

import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The merchants LianLian signs for, with their keys loaded. Made once at start, from {@code gateway.merchants} or, while
 * that is empty, from the sandbox's own key pair.
 */
public final class Merchants {
    private static final Logger LOG = LoggerFactory.getLogger(Merchants.class);

    private final Map<String, Merchant> merchants;

    private Merchants(Map<String, Merchant> merchants) {
        this.merchants = merchants;
    }

    /**
     * Loads and checks every key.
     *
     * @throws IllegalArgumentException one sentence naming the setting and the fix, when one is wrong
     */
    public static Merchants of(List<MerchantSettings> settings) {
        Map<String, Merchant> merchants = new LinkedHashMap<>();
        for (int i = 0; i < settings.size(); i++) {
            MerchantSettings merchant = settings.get(i);
            String key = "gateway.merchants[" + i + "].";
            checkNumber(key + "oid-partner", merchant.oidPartner());
            if (merchants.containsKey(merchant.oidPartner())) {
                throw wrong(key + "oid-partner", "appears twice; give every merchant one entry with all its keys");
            }
            List<SignatureCheck> keys =
                    switch (merchant.signType()) {
                        case "RSA" -> rsaKeys(key, merchant);
                        case "MD5" -> List.of(md5Key(key, merchant));
                        default ->
                            throw wrong(
                                    key + "sign-type", "must be RSA or MD5, as agreed with LianLian; RSA if in doubt");
                    };
            merchants.put(merchant.oidPartner(), new Merchant(merchant, keys));
        }
        return new Merchants(merchants);
    }

    @Nullable
    Merchant find(String oidPartner) {
        return merchants.get(oidPartner);
    }

    private static void checkNumber(String key, String oidPartner) {
        boolean digits = oidPartner.chars().allMatch(c -> c >= '0' && c <= '9');
        if (oidPartner.isEmpty() || oidPartner.length() > 18 || !digits) {
            throw wrong(key, "must be the merchant number LianLian gave you, 1 to 18 digits (quote it in YAML)");
        }
    }

    private static List<SignatureCheck> rsaKeys(String prefix, MerchantSettings merchant) {
        if (merchant.lianlianPublicKeys().isEmpty()) {
            throw wrong(
                    prefix + "lianlian-public-keys",
                    "is empty; set it to LianLian's public key from the merchant dashboard, as PEM, Base64 or file:<path>");
        }
        BigInteger own = ownModulus(prefix, merchant);
        List<SignatureCheck> keys = new ArrayList<>();
        for (int j = 0; j < merchant.lianlianPublicKeys().size(); j++) {
            try {
                RSAPublicKey key =
                        LianLianPublicKey.read(merchant.lianlianPublicKeys().get(j));
                if (key.getModulus().equals(own)) {
                    throw new IllegalArgumentException(
                            "is the merchant's own key, that of private-key; put LianLian's public key from the merchant dashboard here");
                }
                keys.add(new RsaSignature(key));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        prefix + "lianlian-public-keys[" + j + "]: " + e.getMessage() + ".", e);
            }
        }
        return List.copyOf(keys);
    }

    private static @Nullable BigInteger ownModulus(String prefix, MerchantSettings merchant) {
        if (merchant.privateKey().isEmpty()) {
            return null;
        }
        try {
            return MerchantPrivateKey.readModulus(merchant.privateKey());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(prefix + "private-key: " + e.getMessage() + ".", e);
        }
    }

    private static SignatureCheck md5Key(String prefix, MerchantSettings merchant) {
        if (merchant.md5Key().isBlank()) {
            throw wrong(
                    prefix + "md5-key",
                    "is empty, so anybody could sign; set the key from the merchant dashboard, or sign-type to RSA");
        }
        ownModulus(prefix, merchant);
        LOG.warn(
                "{}sign-type: merchant {} is verified with MD5; whoever knows its md5-key can forge payments, so ask"
                        + " LianLian for RSA.",
                prefix,
                merchant.oidPartner());
        return new Md5Signature(merchant.md5Key());
    }

    private static IllegalArgumentException wrong(String key, String fix) {
        return new IllegalArgumentException(key + ": " + fix + ".");
    }

    @Override
    public String toString() {
        return merchants.values().toString();
    }
}
