package io.llgateway.intake;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What LianLian's own call is answered (spec sections 2.1 and 7): the documented success text, or SDK habit 9999, whose
 * only meaning to LianLian is "not the expected answer".
 */
final class NotifyAnswers {
    private static final byte[] OK = "{\"ret_code\":\"0000\",\"ret_msg\":\"ok\"}".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REJECTED =
            "{\"ret_code\":\"9999\",\"ret_msg\":\"rejected\"}".getBytes(StandardCharsets.US_ASCII);
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type",
            "application/json;charset=UTF-8",
            "Cache-Control",
            "no-store",
            "X-Content-Type-Options",
            "nosniff");
    private static final IntakeReply ACKNOWLEDGED = new IntakeReply(200, HEADERS, OK);

    private NotifyAnswers() {}

    static IntakeReply ok() {
        return ACKNOWLEDGED;
    }

    static IntakeReply rejected(int status) {
        return new IntakeReply(status, HEADERS, REJECTED);
    }

    static IntakeReply notAdmitted(int status) {
        if (status != 405) {
            return rejected(status);
        }
        Map<String, String> headers = new HashMap<>(HEADERS);
        headers.put("Allow", "POST");
        return new IntakeReply(status, headers, REJECTED);
    }
}
