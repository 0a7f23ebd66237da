package io.llgateway.notification;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldGrammarTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            oid_partner      | 1 ; 201304121000001004                       | x ; 2013041210000010041 ; -1 ; 1.0 ; \uff11
            oid_paybill      | 2013099129232322                             | 20130991292323221a
            oid_refundno     | 2014011099887766                             | R1
            no_order         | a ; A-b_9 ; 12345678901234567890123456789012 | 123456789012345678901234567890123 ; a.b ; a b ; a&b ; \u4f60
            no_refund        | R-1                                          | R/1
            no_agree         | 2015040201235673                             | 2015=1
            dt_order         | 20130224120224 ; 20240229235959 ; 19000101000000 | 20130229120224 ; 20131301120224 ; 20130001120224 ; 20130100120224 ; 20130224240000 ; 20130224126000 ; 20130224120060 ; 2013022412022 ; 201302241202240 ; 2013022412022x ; 18991231000000 ; 2013-02-24
            dt_refund        | 20140110093000                               | 20140110
            settle_date      | 20140109 ; 20000229 ; 20231231               | 20140229 ; 19000229 ; 20140431 ; 20140132 ; 2014010 ; 201401091 ; 2014010x
            money_order      | 0.01 ; 0.1 ; 1 ; 5.0 ; 1000.0 ; 10.00 ; 99999999.99 ; 100000000 ; 100000000.00 ; 100000000.0 | 0 ; 0.0 ; 0.00 ; 0.001 ; 1.000 ; 100000000.01 ; 100000001 ; 999999999 ; 1000000000 ; 00.1 ; 01 ; .6 ; 1. ; . ; -1 ; +1 ; 1e2 ; 1,00 ; 1.0.0 ; 1 0 ; 0x1 ; \uff11
            money_refund     | 71.70                                        | 0
            money_settle     | 12.50                                        | x
            money_sellte     | 12.50                                        | x
            money_pay        | 89.63                                        | x
            money_foreign_refund | 10.00                                    | x
            bank_code        | 01020000                                     | 1020000 ; 010200000 ; 0102000x ; 01020000&currency_order=USD
            pay_type         | 1 ; D ; 27 ; O                               | d ; 100 ; - ; 1&
            currency_order   | USD ; XYZ                                    | usd ; US ; USDT ; U&D
            currency_settle  | USD                                          | us
            currency_sellte  | USD                                          | us
            currency_pay     | CNY                                          | 156
            result_pay       | SUCCESS ; NEW_STATE ; A_B                 | success ; ABCDEFGHIJKLMNOPQ ; SUCCESS&a=1 ; 0
            sta_refund       | 0 ; 9                                        | 22 ; x
            ret_code         | 0000 ; PR07                                  | 0000&a ; pr07 ; 123456789
            exchange_rate    | 7 ; 7.1704 ; 12345678.123456789012           | 7. ; .7 ; 123456789 ; 7.1234567890123 ; 7,1 ; 7.1.1
            rate             | 7.1704                                       | x
            rate_id          | 2014011012345678                             | a&b
            exchange_bankcode| 01050000 ; ICBC                              | 0105 0000
            id_type          | 0 ; X                                        | 100
            id_no            | 11010119900307851X ; A123456(7) ; 1101****15 | 1&2 ; 123456789012345678901234567890123
            card_no          | 621700*********4242 ; 6217000000004242       | 6217 0000 ; 6217&
            sign_type        | RSA ; MD5 ; SHA256withRSA                    | RSA&a ; R-A ; ABCDEFGHIJKLMNOPQ
            """)
    void keepsEachFieldToItsForm(String field, String inside, String outside) {
        for (String value : inside.split(" ; ")) {
            assertThat(FieldGrammar.accepts(field, value)).as(value).isTrue();
        }
        for (String value : outside.split(" ; ")) {
            assertThat(FieldGrammar.accepts(field, value)).as(value).isFalse();
        }
        assertThat(FieldGrammar.accepts(field, "")).isFalse();
        assertThat(FieldGrammar.isKnown(field)).isTrue();
        assertThat(FieldGrammar.mayHoldSeparator(field)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"info_order", "memo", "ret_msg", "acct_name"})
    void letsFreeTextHoldAllButControlCharacters(String field) {
        assertThat(FieldGrammar.mayHoldSeparator(field)).isTrue();
        assertThat(FieldGrammar.accepts(field, "a=1&b=2 \u4f60\ud83d\udcb0\t\r\n"))
                .isTrue();
        assertThat(FieldGrammar.accepts(field, "x".repeat(255))).isTrue();
        assertThat(FieldGrammar.accepts(field, "\ud83d\udcb0".repeat(255))).isTrue();
        assertThat(FieldGrammar.accepts(field, "x".repeat(256))).isFalse();
        assertThat(FieldGrammar.accepts(field, "\ud83d\udcb0".repeat(256))).isFalse();
        assertThat(FieldGrammar.accepts(field, "\u001b[31m")).isFalse();
        assertThat(FieldGrammar.accepts(field, "\u0000")).isFalse();
        assertThat(FieldGrammar.accepts(field, "\u0085")).isFalse();
        assertThat(FieldGrammar.accepts(field, "\u007f")).isFalse();
    }

    @Test
    void keepsFreeTextFromEndingWithTheFieldBehindIt() {
        assertThat(FieldGrammar.accepts("acct_name", "Li&bank_code=01020000")).isFalse();
        assertThat(FieldGrammar.accepts("acct_name", "Li&card_no=6217")).isFalse();
        assertThat(FieldGrammar.accepts("acct_name", "Li&bank_code=1")).isTrue();
        assertThat(FieldGrammar.accepts("acct_name", "Li&bank_code=01020000&currency_order=USD"))
                .isTrue();
        assertThat(FieldGrammar.accepts("ret_msg", "ok&settle_date=20140109")).isFalse();
        assertThat(FieldGrammar.accepts("ret_msg", "ok&sign_type=RSA")).isFalse();
        assertThat(FieldGrammar.accepts("ret_msg", "ok&settle_date=20140109&x=1"))
                .isTrue();
    }

    @Test
    void letsUnknownFieldsHoldAnything() {
        assertThat(FieldGrammar.isKnown("version")).isFalse();
        assertThat(FieldGrammar.mayHoldSeparator("version")).isTrue();
        assertThat(FieldGrammar.accepts("version", "\u001b&=" + "x".repeat(4000)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Z", "no_order", "a1", "a_", "MCH_ID"})
    void knowsNames(String name) {
        assertThat(FieldGrammar.isName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_a", "1a", "a b", "a ", "a=b", "a[]", "a.b", "\u00e4", "a-b"})
    void knowsWhatIsNoName(String name) {
        assertThat(FieldGrammar.isName(name)).isFalse();
    }
}
