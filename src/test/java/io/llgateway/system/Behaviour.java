package io.llgateway.system;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What the pretended ERP does with a call.
 *
 * @param status the answer's; 0 = none
 * @param header one more line of the answer; may be empty
 * @param delay before the answer
 * @param reset whether the connection is reset instead
 */
public record Behaviour(int status, String header, Duration delay, boolean reset) {
    /** Answers at once. */
    public static Behaviour status(int status) {
        return new Behaviour(status, "", Duration.ZERO, false);
    }

    /** Answers at once, with one more header. */
    public static Behaviour status(int status, String header) {
        return new Behaviour(status, header + "\r\n", Duration.ZERO, false);
    }

    /** Takes the call and never answers. */
    public static Behaviour hang() {
        return new Behaviour(0, "", Duration.ofHours(1), false);
    }

    /** Answers 200, but so late. */
    public static Behaviour late(Duration delay) {
        return new Behaviour(200, "", delay, false);
    }

    /** Cuts the connection with a TCP reset. */
    public static Behaviour resets() {
        return new Behaviour(0, "", Duration.ZERO, true);
    }

    /** @return whether the caller hears a 2xx, if it waits long enough */
    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** @return whether the connection can be used again */
    boolean answer(Socket connection, CountDownLatch closed) throws IOException, InterruptedException {
        if (reset) {
            connection.setSoLinger(true, 0);
            return false;
        }
        if (!delay.isZero() && closed.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        if (status == 0) {
            return false;
        }
        String head = "HTTP/1.1 " + status + " Scripted\r\nContent-Length: 0\r\n" + header + "\r\n";
        connection.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        connection.getOutputStream().flush();
        return true;
    }
}
