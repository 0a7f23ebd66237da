package io.llgateway.verification;

import io.llgateway.notification.FieldGrammar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts the ways a signed text can be read (contract section 6). The text joins {@code name=value} with {@code &} and
 * escapes nothing, so one signature covers every way to split it, and whoever posts a form may choose the split. A
 * reading chooses which pieces between two {@code &} start a field; names ascend strictly, values are not empty and
 * inside their field's grammar, required fields are there. Facts are taken only when there is one reading.
 *
 * <p>Dynamic programming from the last piece to the first: {@code ways[i]} counts the readings of the rest of the text
 * when a field starts at piece i. Since names ascend, a required name is missed exactly when two neighbours in a reading
 * leave it out between them, so nothing else needs to be remembered. At most n² steps for n pieces, whatever the text,
 * and a text of more than {@value #MOST_PIECES} pieces is not counted but taken for one with several readings: LianLian's
 * longest documented message has 21 fields, and a remark of 255 characters.
 */
final class SignatureReadings {
    private static final int MOST_PIECES = 1024;

    private final String text;
    /** Where piece i starts; one more entry for where a further one would. */
    private final int[] starts;
    /** Name of the field that may start at piece i; null when none can. */
    private final @Nullable String[] names;
    /** Places of the names in ascending order: comparing places is comparing names. */
    private final int[] ranks;

    private SignatureReadings(String text) {
        this.text = text;
        starts = split(text);
        int pieces = starts.length - 1;
        names = new String[pieces];
        List<String> found = new ArrayList<>();
        for (int i = 0; i < pieces; i++) {
            names[i] = name(i);
            if (names[i] != null) {
                found.add(names[i]);
            }
        }
        String[] sorted = found.stream().distinct().sorted().toArray(String[]::new);
        ranks = new int[pieces];
        for (int i = 0; i < pieces; i++) {
            String name = names[i];
            ranks[i] = name == null ? -1 : Arrays.binarySearch(sorted, name);
        }
    }

    /**
     * @param text a signature source
     * @param forms the sets of required fields, each sorted; a reading needs one of them whole
     * @return 0, 1, or 2 for more than one, or for too many pieces to count
     */
    static int count(String text, List<RequiredFields> forms) {
        if (pieces(text) > MOST_PIECES) {
            return 2;
        }
        SignatureReadings readings = new SignatureReadings(text);
        int count = readings.count(forms.get(0).names(), null);
        if (forms.size() > 1 && count < 2) {
            // the second form is only for what the first is not: without its result
            count += readings.count(forms.get(1).names(), "result_pay");
        }
        return Math.min(count, 2);
    }

    /**
     * Whether the fields can only be read as they are, without looking at the whole text: no value holds a separator,
     * and no field that may hold one could swallow the next. Most messages end here.
     */
    static boolean isPlain(Map<String, String> signed, RequiredFields form) {
        String[] sorted = signed.keySet().toArray(new String[0]);
        Arrays.sort(sorted);
        for (int i = 0; i < sorted.length; i++) {
            String name = sorted[i];
            String value = signed.getOrDefault(name, "");
            if (value.indexOf('&') >= 0) {
                return false;
            }
            if (i + 1 < sorted.length
                    && FieldGrammar.mayHoldSeparator(name)
                    && !form.names().contains(sorted[i + 1])) {
                return false;
            }
        }
        return true;
    }

    private int count(List<String> required, @Nullable String forbidden) {
        int pieces = names.length;
        int[] before = new int[pieces];
        for (int i = 0; i < pieces; i++) {
            before[i] = requiredBefore(required, names[i]);
        }
        int[] ways = new int[pieces];
        for (int i = pieces - 1; i >= 0; i--) {
            if (names[i] != null && !names[i].equals(forbidden)) {
                ways[i] = ways(i, required, before, ways);
            }
        }
        return pieces > 0 && before[0] == 0 ? ways[0] : 0;
    }

    private int ways(int start, List<String> required, int[] before, int[] ways) {
        String name = names[start];
        if (name == null) {
            return 0;
        }
        int covered = before[start] + (required.contains(name) ? 1 : 0);
        int last = lastNext(start, name);
        int count = 0;
        for (int next = start + 1; next <= last && count < 2; next++) {
            boolean ends = next == names.length;
            boolean joins = ends
                    ? covered == required.size()
                    : ways[next] > 0 && ranks[start] < ranks[next] && before[next] == covered;
            if (joins && holds(start, next)) {
                count += ends ? 1 : ways[next];
            }
        }
        return Math.min(count, 2);
    }

    /** @return the last piece at which the next field could start: a known field's value ends soon */
    private int lastNext(int start, String name) {
        if (!FieldGrammar.mayHoldSeparator(name)) {
            return start + 1;
        }
        int next = names.length;
        if (FieldGrammar.isKnown(name)) {
            int furthest = starts[start] + name.length() + 1 + FieldGrammar.LONGEST_KNOWN + 1;
            next = start + 1;
            while (next < names.length && starts[next + 1] <= furthest) {
                next++;
            }
        }
        return next;
    }

    /** Whether the field that starts at one piece may have all text up to another as its value. */
    private boolean holds(int start, int next) {
        String name = names[start];
        if (name == null) {
            return false;
        }
        int from = starts[start] + name.length() + 1;
        int to = starts[next] - 1;
        return to > from && (!FieldGrammar.isKnown(name) || FieldGrammar.accepts(name, text.substring(from, to)));
    }

    private @Nullable String name(int piece) {
        int end = starts[piece + 1] - 1;
        int equals = text.indexOf('=', starts[piece]);
        if (equals < 0 || equals >= end) {
            return null;
        }
        String name = text.substring(starts[piece], equals);
        return FieldGrammar.isName(name) && !name.equals("sign") ? name : null;
    }

    /** @return how many of the required names come before this one */
    private static int requiredBefore(List<String> required, @Nullable String name) {
        int count = 0;
        while (name != null && count < required.size() && required.get(count).compareTo(name) < 0) {
            count++;
        }
        return count;
    }

    private static int pieces(String text) {
        return 1 + (int) text.chars().filter(c -> c == '&').count();
    }

    private static int[] split(String text) {
        int pieces = pieces(text);
        int[] starts = new int[pieces + 1];
        int piece = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '&') {
                starts[++piece] = i + 1;
            }
        }
        starts[pieces] = text.length() + 1;
        return starts;
    }
}
