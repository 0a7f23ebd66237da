package io.llgateway.sandbox;

/** Every message shape the documents describe (spec sections 1.3, 1.4, 2.2 and 6), as the cashier offers it. */
enum PlayedKind {
    /** "Online banking notification" and "Synchronous Notification". */
    ONLINE_BANKING("Online banking", "", "1", ReturnForm.RESULT_PAY),
    /** "Easy payment notification" and the web return, which has ret_code instead of result_pay. */
    EASY_PAYMENT_WEB("Easy payment, web", "", "M", ReturnForm.RET_CODE),
    /** "Easy payment notification" and the H5 return, JSON in the form field res_data. */
    EASY_PAYMENT_H5("Easy payment, H5 (res_data)", "", "M", ReturnForm.RES_DATA),
    /** "MPAY asynchronous notification", with the shopper's personal data; no return. */
    MPAY("MPAY", "", "2", ReturnForm.NONE),
    /** "Aggregate asynchronous notification", also the unified gateway; its return is that of online banking. */
    AGGREGATE("Aggregate / unified gateway", "", "L", ReturnForm.RESULT_PAY),
    /** "Exchange payment asynchronous notification", in a foreign currency; no return. */
    EXCHANGE("Exchange payment", "", "D", ReturnForm.NONE),
    /** "Instant payment notification": money paid out. */
    PAYOUT("Payout (instant payment)", "/payout", "", ReturnForm.NONE),
    /** "Refund asynchronous notification", cross-border field set. */
    REFUND_CROSS_BORDER("Refund, cross-border", "/refund", "", ReturnForm.NONE),
    /** Domestic refund, a smaller field set (vendor code). */
    REFUND_DOMESTIC("Refund, domestic", "/refund", "", ReturnForm.NONE);

    /** How the shopper's browser brings the result. */
    enum ReturnForm {
        /** Not at all. */
        NONE,
        /** Twelve form fields with result_pay. */
        RESULT_PAY,
        /** ret_code and ret_msg instead of result_pay. */
        RET_CODE,
        /** One form field res_data that holds JSON. */
        RES_DATA
    }

    private final String title;
    private final String path;
    private final String payType;
    private final ReturnForm returnForm;

    PlayedKind(String title, String path, String payType, ReturnForm returnForm) {
        this.title = title;
        this.path = path;
        this.payType = payType;
        this.returnForm = returnForm;
    }

    /** @return the name a developer reads */
    public String title() {
        return title;
    }

    /** @return the notify_url this kind is sent to */
    String notifyPath() {
        return "/lianlian/notify_url" + path;
    }

    /** @return the pay_type sent when none is chosen; empty for kinds without one */
    public String payType() {
        return payType;
    }

    /** @return how the browser brings the result */
    ReturnForm returnForm() {
        return returnForm;
    }
}
