package io.llgateway.operations;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Locale;
import java.util.UUID;

/**
 * A redrive that was asked for.
 *
 * @param redrive its id, also the id of the recorded action
 * @param events how many events it sends again
 */
@JsonNaming(SnakeCaseStrategy.class)
record Redrive(UUID redrive, long events) {
    /** Where to. */
    enum Target {
        /** The queue that the route chooses, as a new message of the same id. */
        QUEUE,
        /** The webhook, with the same webhook-id. */
        WEBHOOK,
        /** Both. */
        BOTH;

        /** @return the target of that lower-case name */
        @JsonCreator
        static Target of(String code) {
            for (Target target : values()) {
                if (target.code().equals(code)) {
                    return target;
                }
            }
            throw new BadRequestException("target must be queue, webhook or both");
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean isQueue() {
            return this != WEBHOOK;
        }

        boolean isWebhook() {
            return this != QUEUE;
        }
    }
}
