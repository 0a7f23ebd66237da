package io.llgateway.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Spares an ERP that is not there, and us: when as many calls in a row as may run at the same time, at least five, have
 * remained without its answer, only one call a second asks whether it is back. The other deliveries wait in the ledger as
 * they are, none of their attempts used up. With the first answer everything is delivered again. A few calls that hang
 * or break off beside others that are answered make no pause. Each node has a pause of its own, which a restart forgets.
 */
@Component
class ErpPause {
    private static final Logger LOG = LoggerFactory.getLogger(ErpPause.class);
    private static final int FEWEST = 5;
    private static final long BETWEEN_PROBES = Duration.ofSeconds(1).toNanos();

    private final int enough;
    private final LongSupplier nanos;
    private int silent;
    private boolean on;
    private boolean probeAllowed;
    private long nextProbe;

    @Autowired
    ErpPause(WebhookSettings settings, MeterRegistry meters) {
        this(settings.concurrency(), System::nanoTime);
        Gauge.builder("gateway.delivery.paused", () -> isOn() ? 1 : 0)
                .description("1 while the ERP does not answer and is only asked whether it is back")
                .strongReference(true)
                .register(meters);
    }

    /**
     * @param concurrency calls that may run at the same time
     * @param nanos the time, as {@link System#nanoTime()} tells it
     */
    ErpPause(int concurrency, LongSupplier nanos) {
        this.enough = Math.max(FEWEST, concurrency);
        this.nanos = nanos;
    }

    synchronized boolean isOn() {
        return on;
    }

    /**
     * @param room deliveries that could be claimed now
     * @return how many should be: all, or during a pause none, and once a second one
     */
    synchronized int claimable(int room) {
        if (!on) {
            return room;
        }
        long now = nanos.getAsLong();
        if (room <= 0 || now - nextProbe < 0) {
            return 0;
        }
        nextProbe = now + BETWEEN_PROBES;
        probeAllowed = true;
        return 1;
    }

    /** @return whether a call may begin now; if not, its delivery goes back to the ledger untried */
    synchronized boolean mayCall() {
        boolean may = !on || probeAllowed;
        probeAllowed = false;
        return may;
    }

    /** The ERP has answered a call. */
    synchronized void answered() {
        silent = 0;
        if (on) {
            on = false;
            LOG.info("The ERP answers again; everything that is due is delivered");
            notifyAll();
        }
    }

    /** A call got no answer of the ERP. */
    synchronized void silent() {
        silent++;
        if (!on && silent >= enough) {
            on = true;
            probeAllowed = false;
            nextProbe = nanos.getAsLong() + BETWEEN_PROBES;
            LOG.warn(
                    "The ERP has not answered the last {} calls; deliveries wait in the ledger, one call a second asks"
                            + " whether it is back",
                    silent);
        }
    }

    /** Waits until the next probe is due or the pause is over, at most so long; an interrupt ends it too. */
    synchronized void await(Duration atMost) throws InterruptedException {
        long end = nanos.getAsLong() + atMost.toNanos();
        while (on) {
            long now = nanos.getAsLong();
            long left = Math.min(end, nextProbe) - now;
            if (left <= 0) {
                return;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
