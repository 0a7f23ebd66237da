package io.llgateway.verification;

import io.llgateway.notification.Channel;
import io.llgateway.notification.Kind;
import io.llgateway.notification.ReceivedFields;
import java.time.Instant;

/**
 * One message as intake read it, believed in nothing yet.
 *
 * @param channel the way it came
 * @param kind what the path says it is about
 * @param fields its fields, decoded once
 * @param inResData whether the fields were the JSON of a form field {@code res_data} (H5 return, spec section 1.4)
 * @param receivedAt when its last byte was read
 * @param sourceAddress the sender's IP address after trusted proxies; a shopper's for {@code url_return}
 */
public record ReceivedNotification(
        Channel channel,
        Kind kind,
        ReceivedFields fields,
        boolean inResData,
        Instant receivedAt,
        String sourceAddress) {}
