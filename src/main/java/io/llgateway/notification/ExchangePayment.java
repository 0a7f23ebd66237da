package io.llgateway.notification;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A payment priced in one currency and paid in another. LianLian Pay "Exchange payment, Asynchronous Notification"
 * (spec section 2.2). Known by {@code currency_order}, which no other message has. The document's table and sample
 * differ: the table spells {@code money_settle} and {@code currency_settle}, the sample {@code money_sellte} and {@code
 * currency_sellte}, and the sample adds {@code ret_code} and {@code ret_msg}. Both spellings are read; what arrives is
 * what was signed.
 *
 * @param order the fields every payment has; {@code money_order} is in {@code currency_order}
 * @param resultPay {@code result_pay}: SUCCESS; the table also lists PROCESSING; never absent
 * @param currencyOrder {@code currency_order}: currency of the order, three capital letters, an open set, see {@link
 *     Currency}; never absent
 * @param currencySettle {@code currency_settle}: currency of settlement, documented to equal currency_order; may be
 *     absent, though documented as required
 * @param moneySettle {@code money_settle} by value, scale 2, in currency_settle; may be absent, though documented as
 *     required
 * @param currencyPay {@code currency_pay}: currency the shopper paid in, CNY in the samples; may be absent, though
 *     documented as required
 * @param moneyPay {@code money_pay} by value, scale 2, in currency_pay; may be absent, though documented as required
 * @param exchangeRate {@code exchange_rate}: decimal, up to 8 digits before and 12 behind the point; may be absent,
 *     though documented as required
 * @param payType {@code pay_type}: documented are D, M and N; may be absent
 * @param bankCode {@code bank_code}: eight digits, an open set; may be absent
 * @param noAgree {@code no_agree}: LianLian's number of the card agreement, 16 characters; may be absent
 * @param fields every signed field as signed
 */
public record ExchangePayment(
        OrderFields order,
        String resultPay,
        String currencyOrder,
        @Nullable String currencySettle,
        @Nullable BigDecimal moneySettle,
        @Nullable String currencyPay,
        @Nullable BigDecimal moneyPay,
        @Nullable String exchangeRate,
        @Nullable String payType,
        @Nullable String bankCode,
        @Nullable String noAgree,
        Map<String, String> fields)
        implements OrderNotification {

    static ExchangePayment of(Map<String, String> fields) {
        return new ExchangePayment(
                OrderFields.of(fields),
                OrderFields.required(fields, "result_pay"),
                OrderFields.required(fields, "currency_order"),
                either(fields, "currency_settle", "currency_sellte"),
                OrderFields.optionalMoney(either(fields, "money_settle", "money_sellte")),
                fields.get("currency_pay"),
                OrderFields.optionalMoney(fields.get("money_pay")),
                fields.get("exchange_rate"),
                fields.get("pay_type"),
                fields.get("bank_code"),
                fields.get("no_agree"),
                fields);
    }

    private static @Nullable String either(Map<String, String> fields, String spelling, String misspelling) {
        String value = fields.get(spelling);
        return value == null ? fields.get(misspelling) : value;
    }

    @Override
    public String currency() {
        return currencyOrder;
    }

    @Override
    public String result() {
        return resultPay;
    }

    /** Identifiers only: values may be personal data. */
    @Override
    public String toString() {
        return "ExchangePayment[" + order + ", " + resultPay + "]";
    }
}
