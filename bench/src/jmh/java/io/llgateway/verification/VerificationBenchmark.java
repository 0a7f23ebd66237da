package io.llgateway.verification;

import io.llgateway.notification.Channel;
import io.llgateway.notification.Kind;
import io.llgateway.notification.ReceivedFields;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The gateway's verification against a bare {@code Signature.verify} on the same bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class VerificationBenchmark {
    private PublicKey key;
    private byte[] text;
    private byte[] signature;
    private String sign;
    private Merchant merchant;
    private NotificationVerifier verifier;
    private ReceivedNotification received;

    /** Reads one form and the key that the harness made. */
    @Setup
    public void read() throws Exception {
        String base64 = Files.readString(Path.of(System.getProperty("bench.keys"))).split("\n")[1];
        key = KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : Files.readAllLines(Path.of(System.getProperty("bench.forms"))).get(0).split("&")) {
            String[] parts = field.split("=", 2);
            fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        received = new ReceivedNotification(
                Channel.URL_RETURN, Kind.PAYMENT, ReceivedFields.of(fields), false, Instant.now(), "127.0.0.1");
        sign = fields.remove("sign");
        signature = Base64.getDecoder().decode(sign);
        text = new TreeMap<>(fields)
                .entrySet().stream()
                        .map(field -> field.getKey() + "=" + field.getValue())
                        .collect(Collectors.joining("&"))
                        .getBytes(StandardCharsets.UTF_8);
        String oidPartner = fields.get("oid_partner");
        Merchants merchants = Merchants.of(
                List.of(new MerchantSettings(oidPartner, "RSA", List.of(base64), "", "", false, false)));
        merchant = merchants.find(oidPartner);
        verifier = new NotificationVerifier(merchants);
    }

    /** The yardstick. */
    @Benchmark
    public boolean bareSignature() throws Exception {
        Signature bare = Signature.getInstance("MD5withRSA");
        bare.initVerify(key);
        bare.update(text);
        return bare.verify(signature);
    }

    /** The same question, with the decoding of {@code sign} and the strict form. */
    @Benchmark
    public boolean gatewaySignature() {
        return merchant.signed(text, sign);
    }

    /** Everything between the decoded fields and the facts. */
    @Benchmark
    public VerifiedNotification gatewayVerification() throws Exception {
        return verifier.verify(received);
    }
}
