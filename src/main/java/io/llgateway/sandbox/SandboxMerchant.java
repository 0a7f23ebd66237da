package io.llgateway.sandbox;

import io.llgateway.verification.MerchantSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The merchant the sandbox plays LianLian for, with a key pair of the sandbox's own: RSA, 2048 bit, made at the first
 * start and kept in the sandbox's data directory. LianLian's own key has 1024 bit (spec section 3.5); nothing depends
 * on that size.
 */
public final class SandboxMerchant {
    /** Merchant number of the documents' samples. */
    public static final String OID_PARTNER = "201304121000001004";

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private final PrivateKey key;
    private final String publicKey;

    private SandboxMerchant(RSAPrivateCrtKey key, String publicKey) {
        this.key = key;
        this.publicKey = publicKey;
    }

    /**
     * Reads the sandbox's key, or makes one that only the user of this process may read.
     *
     * @param directory the sandbox's data directory; made when it is missing
     * @throws IllegalArgumentException naming the setting, when the directory cannot be used
     */
    public static SandboxMerchant in(Path directory) {
        Path file = directory.resolve("lianlian-private-key.pem");
        try {
            Files.createDirectories(directory);
            if (Files.notExists(file)) {
                write(file);
            }
            return read(file);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unusable) {
            throw new IllegalArgumentException(
                    "gateway.data-dir: the sandbox's key "
                            + file.toAbsolutePath().normalize()
                            + " cannot be made or read; make the directory writable, or delete a damaged key.",
                    unusable);
        }
    }

    /** @return settings as if an operator had configured this merchant with the sandbox's public key */
    public MerchantSettings settings() {
        return new MerchantSettings(OID_PARTNER, "RSA", List.of(publicKey), "", "", false, false);
    }

    /** @return the public key a merchant would get from LianLian: X.509, Base64 without line breaks */
    public String publicKey() {
        return publicKey;
    }

    /**
     * Signs as LianLian does: every field but {@code sign}, without empty ones, sorted by name, joined with {@code &},
     * MD5withRSA over UTF-8 (LianLian Pay "Signature", spec section 3.1).
     *
     * @param fields LianLian's names and texts
     * @return the value of {@code sign}, Base64
     */
    public String sign(Map<String, String> fields) {
        String source = new TreeMap<>(fields)
                .entrySet().stream()
                        .filter(field -> !field.getKey().equals("sign")
                                && !field.getValue().isEmpty())
                        .map(field -> field.getKey() + "=" + field.getValue())
                        .collect(Collectors.joining("&"));
        try {
            Signature signature = Signature.getInstance("MD5withRSA");
            signature.initSign(key);
            signature.update(source.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("MD5withRSA is part of every JDK", impossible);
        }
    }

    private static void write(Path file) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String pem = BEGIN + "\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
                + "\n" + END + "\n";
        Path temporary = Files.createTempFile(file.toAbsolutePath().getParent(), "key", ".tmp");
        Files.writeString(temporary, pem);
        if (Files.getFileStore(temporary).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-------"));
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static SandboxMerchant read(Path file) throws IOException, GeneralSecurityException {
        String pem = Files.readString(file).replace(BEGIN, "").replace(END, "").replaceAll("\\s", "");
        KeyFactory keys = KeyFactory.getInstance("RSA");
        RSAPrivateCrtKey key = (RSAPrivateCrtKey)
                keys.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
        byte[] publicKey = keys.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()))
                .getEncoded();
        return new SandboxMerchant(key, Base64.getEncoder().encodeToString(publicKey));
    }
}
