package io.llgateway.system;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Unix signals to processes that a test started. */
final class Signals {
    private Signals() {}

    /**
     * Sends a signal; a process that has ended meanwhile is none of our business.
     *
     * @param name without SIG, for example {@code STOP}
     */
    static void send(String name, long pid) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("kill -" + name + " " + pid + " does not end");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
