package io.llgateway.intake;

/** Exchange properties that the gate sets from the request line, never from anything the sender may name. */
public final class IntakeProperties {
    /** The way the message came: a {@link io.llgateway.notification.Channel}. */
    public static final String CHANNEL = "gatewayChannel";
    /** What the path says it is about: a {@link io.llgateway.notification.Kind}. */
    public static final String KIND = "gatewayKind";
    /** When the body was read: an {@link java.time.Instant}. */
    public static final String RECEIVED_AT = "gatewayReceivedAt";
    /** The sender's IP address after trusted proxies: a string. */
    public static final String SOURCE = "gatewaySource";
    /** The request as the gate read it. */
    public static final String REQUEST = "gatewayRequest";

    private IntakeProperties() {}
}
