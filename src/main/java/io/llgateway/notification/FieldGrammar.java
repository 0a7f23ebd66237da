package io.llgateway.notification;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which texts a field of LianLian's may hold. Codes are open sets with a strict form, so an unknown bank is no error but
 * a bank code with a letter is. Lengths and forms are those of spec sections 1.3, 2.2, 4 and 6; where messages that
 * LianLian really signed are looser than its documents ({@code 0.1}, {@code 5.0} as amounts), the messages win.
 *
 * <p>The grammar also keeps fields apart: the signed text joins {@code name=value} with {@code &} and escapes nothing,
 * so a field whose form has no {@code &} cannot swallow its neighbour. Only free text may hold one, and even there it
 * may not end with a field that LianLian's documents put right behind it: {@code bank_code} or {@code card_no} behind
 * {@code acct_name}, {@code settle_date} or {@code sign_type} behind {@code ret_msg}. Without this, every MPAY
 * notification with personal data and every easy payment return would have a second reading. None of these four says
 * how much was paid, by which order, or whether.
 */
public final class FieldGrammar {
    private static final Map<String, Predicate<String>> FORMATS = Map.ofEntries(
            Map.entry("oid_partner", FieldFormats::number),
            Map.entry("sign_type", FieldFormats::word),
            Map.entry("no_order", FieldFormats::orderNumber),
            Map.entry("dt_order", FieldFormats::dateTime),
            Map.entry("oid_paybill", FieldFormats::number),
            Map.entry("money_order", FieldFormats::money),
            Map.entry("result_pay", FieldFormats::resultPay),
            Map.entry("settle_date", FieldFormats::date),
            Map.entry("info_order", FieldFormats::freeText),
            Map.entry("memo", FieldFormats::freeText),
            Map.entry("pay_type", FieldFormats::payType),
            Map.entry("bank_code", FieldFormats::bankCode),
            Map.entry("no_agree", FieldFormats::orderNumber),
            Map.entry("ret_code", FieldFormats::returnCode),
            Map.entry("ret_msg", value -> FieldFormats.freeText(value) && !carriesField("ret_msg", value)),
            // personal data of MPAY
            Map.entry("id_type", FieldFormats::payType),
            Map.entry("id_no", FieldFormats::idNumber),
            Map.entry("acct_name", value -> FieldFormats.freeText(value) && !carriesField("acct_name", value)),
            Map.entry("card_no", FieldFormats::cardNumber),
            // exchange payment, with both spellings of the documents
            Map.entry("currency_order", FieldFormats::currency),
            Map.entry("currency_settle", FieldFormats::currency),
            Map.entry("currency_sellte", FieldFormats::currency),
            Map.entry("currency_pay", FieldFormats::currency),
            Map.entry("money_settle", FieldFormats::money),
            Map.entry("money_sellte", FieldFormats::money),
            Map.entry("money_pay", FieldFormats::money),
            Map.entry("exchange_rate", FieldFormats::decimal),
            // refund
            Map.entry("no_refund", FieldFormats::orderNumber),
            Map.entry("dt_refund", FieldFormats::dateTime),
            Map.entry("money_refund", FieldFormats::money),
            Map.entry("money_foreign_refund", FieldFormats::money),
            Map.entry("oid_refundno", FieldFormats::number),
            Map.entry("sta_refund", FieldFormats::oneDigit),
            Map.entry("rate_id", FieldFormats::orderNumber),
            Map.entry("rate", FieldFormats::decimal),
            Map.entry("exchange_bankcode", FieldFormats::word));

    private static final Set<String> FREE_TEXT = Set.of("info_order", "memo", "ret_msg", "acct_name");

    /** No known field is longer: 255 characters, each perhaps a surrogate pair. */
    public static final int LONGEST_KNOWN = 2 * 255;

    private FieldGrammar() {}

    private static boolean endsWith(String value, String nameAndEquals, Predicate<String> format) {
        int last = value.lastIndexOf(nameAndEquals);
        return last >= 0 && format.test(value.substring(last + nameAndEquals.length()));
    }

    /** @return whether the value is inside the field's grammar; an unknown field may hold anything */
    public static boolean accepts(String name, String value) {
        Predicate<String> format = FORMATS.get(name);
        return format == null || format.test(value);
    }

    /**
     * @return whether the value ends with a field that the documents put right behind this one: then the same signed
     *     text reads as two fields as well
     */
    public static boolean carriesField(String name, String value) {
        return switch (name) {
            case "acct_name" ->
                endsWith(value, "&bank_code=", FieldFormats::bankCode)
                        || endsWith(value, "&card_no=", FieldFormats::cardNumber);
            case "ret_msg" ->
                endsWith(value, "&settle_date=", FieldFormats::date)
                        || endsWith(value, "&sign_type=", FieldFormats::word);
            default -> false;
        };
    }

    /** @return whether LianLian's documents name the field */
    public static boolean isKnown(String name) {
        return FORMATS.containsKey(name);
    }

    /** @return whether the field's value may hold {@code &}: free text, and every field the documents do not name */
    public static boolean mayHoldSeparator(String name) {
        return FREE_TEXT.contains(name) || !isKnown(name);
    }

    /** @return whether the text can be a field's name at all: {@code [A-Za-z][A-Za-z0-9_]*} (contract section 6) */
    public static boolean isName(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '_'))) {
                return false;
            }
        }
        return text.length() > 0;
    }
}
