package io.llgateway.notification;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A notification about a payment or payout: it has the base set of fields and, but for one return variant, {@code
 * result_pay}.
 */
public sealed interface OrderNotification extends Notification
        permits CollectionPayment, MpayPayment, ExchangePayment, EasyPaymentReturn, H5Return, Payout {

    /** @return the fields every payment and payout has */
    OrderFields order();

    /** Tells the payment shapes apart by the fields that only one of them has. */
    static OrderNotification payment(boolean inResData, Map<String, String> fields) {
        if (!fields.containsKey("result_pay")) {
            return EasyPaymentReturn.of(fields);
        }
        if (inResData) {
            return H5Return.of(fields);
        }
        if (fields.containsKey("currency_order")) {
            return ExchangePayment.of(fields);
        }
        if (fields.containsKey("id_type")
                || fields.containsKey("id_no")
                || fields.containsKey("acct_name")
                || fields.containsKey("card_no")) {
            return MpayPayment.of(fields);
        }
        return CollectionPayment.of(fields);
    }

    @Override
    default Kind kind() {
        return Kind.PAYMENT;
    }

    @Override
    default Outcome outcome() {
        return Outcome.ofResultPay(result(), payType());
    }

    @Override
    default String oidPartner() {
        return order().oidPartner();
    }

    @Override
    default String lianlianNumber() {
        return order().oidPaybill();
    }

    @Override
    default String orderNumber() {
        return order().noOrder();
    }

    @Override
    default String orderTime() {
        return order().dtOrder();
    }

    @Override
    default BigDecimal amount() {
        return order().moneyOrder();
    }

    @Override
    default @Nullable String currency() {
        return fields().get("currency_order");
    }

    @Override
    default @Nullable String payType() {
        return fields().get("pay_type");
    }

    @Override
    default @Nullable String bankCode() {
        return fields().get("bank_code");
    }
}
