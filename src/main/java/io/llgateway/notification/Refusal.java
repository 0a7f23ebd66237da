package io.llgateway.notification;

import java.time.Instant;

/**
 * A message that was refused: who sent how much, why, never what.
 *
 * @param channel the way it came
 * @param kind what its path says
 * @param reason the short word of the refusal, for example {@code signature-wrong}
 * @param sourceAddress the sender's IP address
 * @param receivedAt when it was refused
 * @param size bytes of the body that were read
 * @param digest SHA-256 of those bytes, lower-case hex
 */
public record Refusal(
        Channel channel, Kind kind, String reason, String sourceAddress, Instant receivedAt, int size, String digest) {}
