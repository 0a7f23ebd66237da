package io.llgateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxMerchantTest {
    @TempDir
    Path folder;

    @Test
    void makesAKeyOf2048BitThatNobodyElseMayReadAndKeepsIt() throws Exception {
        SandboxMerchant first = SandboxMerchant.in(folder.resolve("sandbox"));
        assertThat(((RSAPublicKey) publicKey(first)).getModulus().bitLength()).isEqualTo(2048);
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("sandbox/lianlian-private-key.pem"))))
                .isEqualTo("rw-------");
        assertThat(SandboxMerchant.in(folder.resolve("sandbox")).publicKey()).isEqualTo(first.publicKey());
    }

    @Test
    void signsWhatIsLeftWithoutSignAndEmptyFieldsInTheOrderOfNames() throws Exception {
        SandboxMerchant merchant = SandboxMerchant.in(folder);
        String sign = merchant.sign(Map.of("no_order", "1", "dt_order", "2", "info_order", "", "sign", "x"));
        Signature signature = Signature.getInstance("MD5withRSA");
        signature.initVerify(publicKey(merchant));
        signature.update("dt_order=2&no_order=1".getBytes(StandardCharsets.UTF_8));
        assertThat(signature.verify(Base64.getDecoder().decode(sign))).isTrue();
    }

    @Test
    void isTheDocumentsMerchantPinnedToRsa() {
        SandboxMerchant merchant = SandboxMerchant.in(folder);
        assertThat(merchant.settings().oidPartner()).isEqualTo("201304121000001004");
        assertThat(merchant.settings().signType()).isEqualTo("RSA");
        assertThat(merchant.settings().lianlianPublicKeys()).containsExactly(merchant.publicKey());
        assertThat(merchant.settings().acceptEmptySignType()).isFalse();
    }

    @Test
    void namesTheSettingWhenItsKeyIsDamaged() throws Exception {
        Files.writeString(folder.resolve("lianlian-private-key.pem"), "nonsense");
        assertThatThrownBy(() -> SandboxMerchant.in(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gateway.data-dir: the sandbox's key " + folder.resolve("lianlian-private-key.pem")
                        + " cannot be made or read; make the directory writable, or delete a damaged key.");
    }

    @Test
    void namesTheSettingWhenItsDirectoryCannotBeMade() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> SandboxMerchant.in(file)).hasMessageStartingWith("gateway.data-dir: ");
    }

    private static PublicKey publicKey(SandboxMerchant merchant) throws Exception {
        return KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(merchant.publicKey())));
    }
}
