package io.llgateway.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import org.jspecify.annotations.Nullable;

/**
 * What the cashier's form posts. Everything may be absent; an absent field takes the default, and LianLian's own names
 * are kept.
 */
record CashierForm(
        @Nullable PlayedKind kind,
        @Nullable String money_order,
        @Nullable String currency_order,
        @Nullable String pay_type,
        @Nullable String bank_code,
        @Nullable String result_pay,
        @Nullable String info_order,
        @Nullable String no_order,
        @Nullable String dt_order,
        @Nullable String oid_paybill,
        Rehearsal.@Nullable Ways ways,
        @Nullable Integer copies,
        @Nullable Integer delay,
        @Nullable Integer speed,
        @Nullable Boolean tampered) {
    private static final DateTimeFormatter ORDER_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.ofHours(8));

    /** @return the order to play, with numbers of its own where the form has none */
    PlayedOrder order(Clock clock) {
        PlayedKind played = kind == null ? PlayedKind.ONLINE_BANKING : kind;
        String time = or(dt_order, ORDER_TIME.format(clock.instant()));
        String number = number(clock);
        return new PlayedOrder(
                played,
                or(no_order, "SB" + number),
                time,
                or(oid_paybill, number),
                or(money_order, "0.01"),
                or(currency_order, "USD"),
                or(pay_type, played.payType()),
                bank_code == null ? "" : bank_code,
                or(result_pay, "SUCCESS"),
                info_order == null ? "" : info_order);
    }

    /** @return how to play it */
    Rehearsal rehearsal() {
        return new Rehearsal(
                ways == null ? Rehearsal.Ways.NOTIFICATION_FIRST : ways,
                within(copies, 1, 200, 1),
                Duration.ofSeconds(within(delay, 0, 3600, 0)),
                Rehearsal.LIANLIANS_PAUSE.dividedBy(within(speed, 1, 120, 1)),
                Boolean.TRUE.equals(tampered));
    }

    /** 16 digits, as LianLian's own: the day and the milliseconds of it. */
    private static String number(Clock clock) {
        var now = clock.instant().atOffset(ZoneOffset.ofHours(8));
        return DateTimeFormatter.BASIC_ISO_DATE.format(now.toLocalDate())
                + "%08d".formatted(now.get(ChronoField.MILLI_OF_DAY));
    }

    private static int within(@Nullable Integer value, int least, int most, int otherwise) {
        return value == null ? otherwise : Math.max(least, Math.min(most, value));
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null || value.isEmpty() ? otherwise : value;
    }
}
