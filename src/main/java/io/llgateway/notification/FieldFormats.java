package io.llgateway.notification;

import java.time.Month;
import java.time.Year;

/** The formats of LianLian's fields, as plain loops: they run for every field of every notification. */
final class FieldFormats {
    private FieldFormats() {}

    static boolean number(String value) {
        return matches(value, 1, 18, FieldFormats::isDigit);
    }

    static boolean orderNumber(String value) {
        return matches(value, 1, 32, c -> isDigit(c) || isLetter(c) || c == '-' || c == '_');
    }

    /** At least 0.01 and at most 100000000.00: no sign, exponent, blank or needless leading zero. */
    static boolean money(String value) {
        int point = value.indexOf('.');
        int whole = point < 0 ? value.length() : point;
        if (whole < 1 || whole > 9 || (whole > 1 && value.charAt(0) == '0')) {
            return false;
        }
        int decimals = point < 0 ? 0 : value.length() - point - 1;
        if (decimals > 2 || (point >= 0 && decimals == 0)) {
            return false;
        }
        long cents = 0;
        for (int i = 0; i < value.length(); i++) {
            if (i != point) {
                if (!isDigit(value.charAt(i))) {
                    return false;
                }
                cents = cents * 10 + (value.charAt(i) - '0');
            }
        }
        for (int i = decimals; i < 2; i++) {
            cents *= 10;
        }
        return cents >= 1 && cents <= 10_000_000_000L;
    }

    /** A rate: up to eight digits, a point, up to twelve digits. */
    static boolean decimal(String value) {
        int point = value.indexOf('.');
        String whole = point < 0 ? value : value.substring(0, point);
        return matches(whole, 1, 8, FieldFormats::isDigit)
                && (point < 0 || matches(value.substring(point + 1), 1, 12, FieldFormats::isDigit));
    }

    /** yyyyMMdd, and a day that the calendar has. */
    static boolean date(String value) {
        return value.length() == 8 && matches(value, 8, 8, FieldFormats::isDigit) && isDay(value);
    }

    /** yyyyMMddHHmmss, and a moment that calendar and clock have. */
    static boolean dateTime(String value) {
        return value.length() == 14
                && matches(value, 14, 14, FieldFormats::isDigit)
                && isDay(value)
                && digits(value, 8, 10) < 24
                && digits(value, 10, 12) < 60
                && digits(value, 12, 14) < 60;
    }

    static boolean bankCode(String value) {
        return matches(value, 8, 8, FieldFormats::isDigit);
    }

    static boolean payType(String value) {
        return matches(value, 1, 2, c -> isDigit(c) || isCapital(c));
    }

    static boolean currency(String value) {
        return matches(value, 3, 3, FieldFormats::isCapital);
    }

    static boolean resultPay(String value) {
        return matches(value, 1, 16, c -> isCapital(c) || c == '_');
    }

    static boolean oneDigit(String value) {
        return matches(value, 1, 1, FieldFormats::isDigit);
    }

    static boolean returnCode(String value) {
        return matches(value, 1, 8, c -> isDigit(c) || isCapital(c));
    }

    static boolean word(String value) {
        return matches(value, 1, 16, c -> isDigit(c) || isLetter(c));
    }

    static boolean idNumber(String value) {
        return matches(value, 1, 32, c -> isDigit(c) || isLetter(c) || "()*-_".indexOf(c) >= 0);
    }

    static boolean cardNumber(String value) {
        return matches(value, 1, 32, c -> isDigit(c) || c == '*' || c == 'x' || c == 'X');
    }

    /** At most 255 characters of any script; of the control characters only tab, carriage return and line feed. */
    static boolean freeText(String value) {
        if (value.length() > 255 && value.codePointCount(0, value.length()) > 255) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isISOControl(c) && c != '\t' && c != '\r' && c != '\n') {
                return false;
            }
        }
        return true;
    }

    private static boolean isDay(String value) {
        int year = digits(value, 0, 4);
        int month = digits(value, 4, 6);
        int day = digits(value, 6, 8);
        return year >= 1900
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= Month.of(month).length(Year.isLeap(year));
    }

    private static int digits(String value, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + (value.charAt(i) - '0');
        }
        return number;
    }

    private interface Characters {
        boolean allow(char c);
    }

    private static boolean matches(String value, int shortest, int longest, Characters characters) {
        if (value.length() < shortest || value.length() > longest) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (!characters.allow(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isLetter(char c) {
        return isCapital(c) || (c >= 'a' && c <= 'z');
    }
}
