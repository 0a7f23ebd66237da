package io.llgateway.intake;

import java.util.Map;

/**
 * The answer to one request, complete: nothing else is sent back.
 *
 * @param status HTTP status
 * @param headers every header of the answer but those the server adds itself
 * @param body UTF-8 bytes, possibly none
 */
public record IntakeReply(int status, Map<String, String> headers, byte[] body) {
    @Override
    public String toString() {
        return "IntakeReply[" + status + "]";
    }
}
