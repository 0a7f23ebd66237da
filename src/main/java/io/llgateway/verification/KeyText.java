package io.llgateway.verification;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.jspecify.annotations.Nullable;

/**
 * The text of a key in the settings: one PEM block, bare Base64 with or without line breaks, or {@code file:} with the
 * path of either. Every complaint is one sentence for the operator and repeats nothing of the key.
 */
final class KeyText {
    private static final int MOST_BYTES = 16 * 1024;

    private final String text;

    private KeyText(String text) {
        this.text = text;
    }

    /**
     * @param setting the key's text or {@code file:} path
     * @throws IllegalArgumentException when the file cannot be read
     */
    static KeyText of(String setting) {
        String text = setting.strip();
        return new KeyText(text.startsWith("file:") ? readFile(text.substring("file:".length())) : text);
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** @return whether some PEM block's label ends so */
    boolean isLabelled(String end) {
        return text.contains(end + "-----");
    }

    /**
     * @param labels of the PEM blocks that are expected
     * @return the outermost sequence of the key; null when there is none
     * @throws IllegalArgumentException when it is not one such block, or not Base64
     */
    @Nullable
    ASN1Sequence sequence(List<String> labels) {
        try {
            return ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(decode(bare(labels))));
        } catch (IOException | IllegalStateException e) {
            return null;
        } catch (WrongKeyText wrong) {
            throw wrong;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** @return whether it starts with a version number, as private keys do, PKCS#1 and PKCS#8 */
    static boolean isPrivate(@Nullable ASN1Sequence sequence) {
        return sequence != null && sequence.size() > 2 && sequence.getObjectAt(0) instanceof ASN1Integer;
    }

    /** Takes the armour of a single PEM block off. */
    private String bare(List<String> labels) {
        if (!text.contains("-----")) {
            return text;
        }
        for (String label : labels) {
            String begin = "-----BEGIN " + label + "-----";
            String end = "-----END " + label + "-----";
            if (text.startsWith(begin) && text.endsWith(end) && text.length() > begin.length() + end.length()) {
                return text.substring(begin.length(), text.length() - end.length());
            }
        }
        throw new WrongKeyText("is not one PEM block BEGIN " + String.join(" or BEGIN ", labels)
                + "; give each key an entry of its own");
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new WrongKeyText("is neither PEM nor Base64; for a file, write file: in front of its path");
        }
    }

    private static String readFile(String name) {
        try {
            Path path = Path.of(name);
            if (Files.size(path) > MOST_BYTES) {
                throw new WrongKeyText("names the file " + name + ", which is too large to be a key");
            }
            return Files.readString(path).strip();
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(
                    "names the file " + name + ", which cannot be read as text; check the path and its permissions", e);
        }
    }

    /** Tells our own complaints from Bouncy Castle's. */
    private static final class WrongKeyText extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        WrongKeyText(String complaint) {
            super(complaint);
        }
    }
}
