package io.llgateway.sandbox;

/**
 * What a pretended notification is about; every text goes into the message as it is.
 *
 * @param kind the product and message shape
 * @param orderNumber {@code no_order}, for refunds {@code no_refund}
 * @param orderTime {@code dt_order}, for refunds {@code dt_refund}: yyyyMMddHHmmss, UTC+8
 * @param lianlianNumber {@code oid_paybill}, for refunds {@code oid_refundno}: 16 digits
 * @param amount {@code money_order} or {@code money_refund}, in {@code currency}
 * @param currency {@code currency_order}, for exchange payment only
 * @param payType {@code pay_type}; empty = not sent
 * @param bankCode {@code bank_code}; empty = not sent
 * @param result {@code result_pay}; for refunds it stands for the {@code sta_refund} of the same meaning
 * @param remark {@code info_order}; empty = sent empty, as LianLian does
 */
record PlayedOrder(
        PlayedKind kind,
        String orderNumber,
        String orderTime,
        String lianlianNumber,
        String amount,
        String currency,
        String payType,
        String bankCode,
        String result,
        String remark) {
    /** @return settle_date: the day of the order */
    String settleDate() {
        return orderTime.length() < 8 ? orderTime : orderTime.substring(0, 8);
    }

    /** @return whether a shopper's browser comes back with a result: only after success (spec section 1.1) */
    public boolean returnsToShop() {
        return kind.returnForm() != PlayedKind.ReturnForm.NONE && result.equals("SUCCESS");
    }
}
