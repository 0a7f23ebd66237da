package io.llgateway.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignedTextTest {
    @ParameterizedTest
    @CsvSource({
        "bank_code=01020000&oid_partner=1, bank_code=01020000&oid_partner=1",
        "acct_name=Zhang&bank_code=01020000, acct_name=***",
        "bank_code=1&id_no=3301&money_order=1, bank_code=1&id_no=***",
        "bank_code=1&id_type=0, bank_code=1&id_type=***",
        "a=1&card_no=62&x=62, a=1&card_no=***",
        "a=1&Card_No =62, a=1&Card_No =***",
        "a=1& id_no=62, a=1& id_no=***",
        "a=1&id_no, a=1&id_no",
        "info_order=a id_no=5&x=2, info_order=a id_no=5&x=2",
        "my_card_no=1&x=card_no, my_card_no=1&x=card_no",
        "a==&&id_no==1, a==&&id_no=***",
        "'', ''",
    })
    void masksEverythingFromTheFirstPieceThatCouldStartAPersonalField(String signed, String shown) {
        assertThat(SignedText.masked(signed)).isEqualTo(shown);
    }
}
