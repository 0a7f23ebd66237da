package io.llgateway.ledger;

import io.llgateway.notification.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What contract section 6 says about every pair of outcomes of one payment, written out as a table. */
final class OutcomePairs {
    /** First outcome, then what becomes of each second one: D dispatched, L late, R review, = known. */
    private static final String TABLE = """
            first       PENDING AUTHORIZED SUCCESS FAILURE REFUNDED CANCELLED UNKNOWN
            PENDING     =       D          D       D       D        D         D
            AUTHORIZED  L       =          D       D       D        D         D
            SUCCESS     L       R          =       R       D        D         D
            FAILURE     L       L          R       =       D        D         D
            REFUNDED    L       L          L       L       =        R         D
            CANCELLED   L       L          L       L       R        =         D
            UNKNOWN     D       D          D       D       D        D         =
            """;

    private static final Map<Set<Outcome>, String> REASONS = Map.of(
            Set.of(Outcome.SUCCESS, Outcome.FAILURE), "success-against-failure",
            Set.of(Outcome.SUCCESS, Outcome.AUTHORIZED), "authorized-after-success",
            Set.of(Outcome.REFUNDED, Outcome.CANCELLED), "refunded-against-cancelled");

    private OutcomePairs() {}

    /** @return all 49 pairs */
    static Stream<Pair> all() {
        List<String> lines = TABLE.lines().toList();
        String[] seconds = lines.get(0).split(" +");
        List<Pair> pairs = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(" +");
            for (int i = 1; i < cells.length; i++) {
                pairs.add(new Pair(Outcome.valueOf(cells[0]), Outcome.valueOf(seconds[i]), cells[i]));
            }
        }
        return pairs.stream();
    }

    /**
     * @param first what is known
     * @param second what arrives
     * @param verdict its cell in the table
     */
    record Pair(Outcome first, Outcome second, String verdict) {
        boolean again() {
            return verdict.equals("=");
        }

        EventState state() {
            return switch (verdict) {
                case "D" -> EventState.DISPATCHED;
                case "L" -> EventState.LATE;
                default -> EventState.REVIEW;
            };
        }

        @Nullable
        String reason() {
            return verdict.equals("R") ? REASONS.get(Set.of(first, second)) : null;
        }

        String reasonOrDash() {
            String reason = reason();
            return reason == null ? "-" : reason;
        }

        /** Types and revisions in the outbox after both. */
        List<String> typesLeaving() {
            List<String> types = new ArrayList<>();
            types.add("lianlian.payment." + first.code() + " 1");
            if (verdict.equals("D")) {
                types.add("lianlian.payment." + second.code() + " 2");
            } else if (verdict.equals("R")) {
                types.add("lianlian.review 0");
            }
            return types;
        }
    }
}
