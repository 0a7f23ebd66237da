package io.llgateway.bench.load;

import io.llgateway.bench.Settings;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Files of distinct {@code url_return} forms, one per line, signed with a throw-away 1024-bit key (the size of
 * LianLian's own). Made once and kept, since signing costs ten times what verifying costs.
 */
public final class Notifications {
    /** The merchant they are for. */
    public static final String OID_PARTNER = "201304121000001004";

    private static final String[] PAY_TYPES = {"1", "8", "9", "2", "3", "D", "P", "0", "I", "M"};
    private final PrivateKey privateKey;
    private final String publicKey;

    /** Loads the key pair, or makes it together with the folder. */
    public Notifications() throws IOException, GeneralSecurityException {
        Path keys = Files.createDirectories(Settings.NOTIFICATIONS).resolve("key-pair");
        if (Files.notExists(keys)) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(1024);
            KeyPair pair = generator.generateKeyPair();
            Files.writeString(keys, base64(pair.getPrivate().getEncoded()) + "\n" + base64(pair.getPublic().getEncoded()));
        }
        String[] lines = Files.readString(keys).split("\n");
        privateKey = KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(lines[0])));
        publicKey = lines[1];
    }

    /** @return the public key that verifies them, Base64 of its X.509 form */
    public String publicKey() {
        return publicKey;
    }

    /**
     * @param name of the file; forms of different names never share an order
     * @param series 10 to 99, one per name: the first digits of the order numbers
     * @return the file with {@code count} forms
     */
    public Path file(String name, int series, int count) throws IOException {
        Path file = Settings.NOTIFICATIONS.resolve(name + "-" + count + ".txt");
        if (Files.notExists(file)) {
            System.out.printf("signing %,d notifications for %s%n", count, name);
            Path unfinished = file.resolveSibling(file.getFileName() + ".part");
            try (BufferedWriter writer = Files.newBufferedWriter(unfinished)) {
                for (int from = 0; from < count; from += 10_000) {
                    Iterator<String> forms = IntStream.range(from, Math.min(count, from + 10_000))
                            .parallel()
                            .mapToObj(number -> form(series * 100_000_000L + number))
                            .toList()
                            .iterator();
                    while (forms.hasNext()) {
                        writer.append(forms.next()).append('\n');
                    }
                }
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }

    private String form(long number) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("oid_partner", OID_PARTNER);
        fields.put("sign_type", "RSA");
        fields.put("dt_order", "20260224120224");
        fields.put("no_order", "bench" + number);
        fields.put("oid_paybill", "202601" + number);
        fields.put("money_order", (number % 900 + 1) + "." + (number % 90 + 10));
        fields.put("result_pay", "SUCCESS");
        fields.put("settle_date", "20260224");
        fields.put("info_order", "Remarks");
        fields.put("pay_type", PAY_TYPES[(int) (number % PAY_TYPES.length)]);
        fields.put("bank_code", "01020000");
        fields.put("sign", sign(join(new TreeMap<>(fields))));
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String join(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("&"));
    }

    private String sign(String source) {
        try {
            Signature signature = Signature.getInstance("MD5withRSA");
            signature.initSign(privateKey);
            signature.update(source.getBytes(StandardCharsets.UTF_8));
            return base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
