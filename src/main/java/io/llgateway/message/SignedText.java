package io.llgateway.message;

import java.util.Locale;
import java.util.Set;

/**
 * What of a signed text (spec section 3.1) may be shown. A text that waits for a person may have several readings, so
 * nobody can say where a value in it ends: {@code acct_name=Zhang&info_order=San} may be one field or two. Hence
 * everything from the first piece that could start a personal field is masked.
 */
public final class SignedText {
    private static final Set<String> PERSONAL = Set.of("id_type", "id_no", "acct_name", "card_no");

    private SignedText() {}

    /** @return the names of the fields that hold data about the shopper */
    public static Set<String> personal() {
        return PERSONAL;
    }

    /** @return whether a field holds data about the shopper: id_type, id_no, acct_name, card_no (spec section 2.2) */
    public static boolean isPersonal(String name) {
        return PERSONAL.contains(name);
    }

    /** @return the text up to the first personal field, whose value and all behind it become {@code ***} */
    public static String masked(String text) {
        int start = 0;
        while (start < text.length()) {
            int end = endOfPiece(text, start);
            int equals = text.indexOf('=', start);
            if (equals >= 0 && equals < end && isPersonal(name(text, start, equals))) {
                return text.substring(0, equals + 1) + "***";
            }
            start = end + 1;
        }
        return text;
    }

    /** Documents spell some names with a trailing blank (spec section 11, pitfall 17), so case and blanks do not matter. */
    private static String name(String text, int start, int equals) {
        return text.substring(start, equals).strip().toLowerCase(Locale.ROOT);
    }

    private static int endOfPiece(String text, int start) {
        int end = text.indexOf('&', start);
        return end < 0 ? text.length() : end;
    }
}
