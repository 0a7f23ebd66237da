package io.llgateway.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.llgateway.notification.Samples;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureSourceTest {
    static Stream<Arguments> sources() {
        return Stream.of(
                arguments("nothing", fields(), ""),
                arguments("sorted", fields("b", "2", "a", "1"), "a=1&b=2"),
                arguments("without sign", fields("a", "1", "sign", "x"), "a=1"),
                arguments("with sign_type", fields("sign_type", "RSA", "a", "1"), "a=1&sign_type=RSA"),
                arguments("without empty values", fields("a", "", "b", "2", "c", ""), "b=2"),
                arguments("with zero", fields("pay_type", "0"), "pay_type=0"),
                arguments("with the text null", fields("info_order", "null"), "info_order=null"),
                arguments("with blanks kept", fields("info_order", " x "), "info_order= x "),
                arguments("with amounts as printed", fields("money_order", "5.0"), "money_order=5.0"),
                arguments("raw", fields("info_order", "a=1&b=\u4f60%20+"), "info_order=a=1&b=\u4f60%20+"),
                arguments(
                        "by whole names",
                        fields("oid_paybill", "1", "oid_partner", "2", "notify_url", "3", "no_order", "4"),
                        "no_order=4&notify_url=3&oid_partner=2&oid_paybill=1"),
                arguments(
                        "capitals first",
                        fields("a", "1", "B", "2", "_", "3", "a_b", "4", "ab", "5"),
                        "B=2&_=3&a=1&a_b=4&ab=5"),
                arguments(
                        "the sample of Synchronous Notification",
                        Samples.synchronousNotification().signed().fields(),
                        "bank_code=01020000&dt_order=20130224120224&info_order=Remarks&money_order=0.01"
                                + "&no_order=2013099129111111&oid_partner=201304121000001004"
                                + "&oid_paybill=2013099129232322&pay_type=1&result_pay=SUCCESS&settle_date=20140109"
                                + "&sign_type=RSA"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void joinsWhatLianLianSigns(String name, Map<String, String> fields, String source) {
        assertThat(SignatureSource.of(fields)).isEqualTo(source);
    }

    private static Map<String, String> fields(String... namesAndValues) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
