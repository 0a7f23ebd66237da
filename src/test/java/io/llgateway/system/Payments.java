package io.llgateway.system;

import io.llgateway.notification.Sample;
import io.llgateway.notification.Samples;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * The payments of a run, made from their number: mostly one success each, sometimes told twice, sometimes pending
 * before, sometimes told again with another amount, which is a matter for a person.
 */
final class Payments {
    private static final List<String> PAY_TYPES = List.of("1", "8", "9", "2", "3", "P", "D", "0", "L", "M", "F");

    private final String run;

    /** @param run two digits that keep the payments of several runs apart */
    Payments(String run) {
        this.run = run;
    }

    /** @return the settings of a gateway that believes these payments */
    static String[] settings() {
        return new String[] {
            "--gateway.merchants[0].oid-partner=" + Samples.OID_PARTNER,
            "--gateway.merchants[0].lianlian-public-keys[0]=" + Samples.publicKey()
        };
    }

    /** @return what makes a notification an event of its own: LianLian's number, result, amount */
    static String key(Sample notification) {
        Map<String, String> fields = notification.fields();
        return fields.get("oid_paybill") + " " + fields.get("result_pay") + " " + fields.get("money_order");
    }

    /** @return what LianLian has to say about payment {@code number}, in the order it would say it */
    List<Sample> about(int number) {
        Sample success = notification(number, "SUCCESS", "10.00");
        return switch (number % 20) {
            case 3, 11, 17 -> List.of(success, success);
            case 7 -> List.of(notification(number, "WAITING", "10.00"), success);
            case 13 -> List.of(success, notification(number, "SUCCESS", "99.99"));
            default -> List.of(success);
        };
    }

    /** @return one signed notification about payment {@code number} */
    Sample notification(int number, String result, String amount) {
        String digits = String.format(Locale.ROOT, "%08d", number);
        String payType = PAY_TYPES.get(new Random(number / 20).nextInt(PAY_TYPES.size()));
        return Samples.onlineBanking()
                .with("no_order", "order-" + run + "-" + digits)
                .with("oid_paybill", "201611" + run + digits)
                .with("money_order", amount)
                .with("result_pay", result)
                .with("pay_type", payType)
                .signed();
    }
}
