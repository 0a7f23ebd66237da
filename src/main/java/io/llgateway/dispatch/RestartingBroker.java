package io.llgateway.dispatch;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded broker. Artemis stops itself when it cannot write its journal (disk full, write error), and one that has
 * does not notice a second failure, so it is replaced by a new one on the same journal, until one can start. Messages
 * wait in the outbox meanwhile.
 */
final class RestartingBroker extends EmbeddedActiveMQ {
    private static final Logger LOG = LoggerFactory.getLogger(RestartingBroker.class);
    private static final long PAUSE_SECONDS = 2;

    private final Callable<Configuration> settings;
    private final ScheduledExecutorService keeper =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "broker-keeper"));

    /** @param settings of every broker that is started; one configuration cannot serve two */
    RestartingBroker(Callable<Configuration> settings) {
        this.settings = settings;
    }

    /** @return itself; it may have failed to become active, which it logs, and keeps trying until stopped */
    @Override
    public synchronized EmbeddedActiveMQ start() throws Exception {
        startNew();
        keeper.scheduleWithFixedDelay(this::keep, PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
        return this;
    }

    private void startNew() throws Exception {
        activeMQServer = null;
        configuration = settings.call();
        super.start();
    }

    private synchronized void keep() {
        if (keeper.isShutdown() || activeMQServer.getState() != ActiveMQServer.SERVER_STATE.STOPPED) {
            return;
        }
        LOG.error("The embedded broker has stopped itself and is started again");
        try {
            startNew();
            if (!activeMQServer.isActive()) {
                activeMQServer.stop();
            }
        } catch (Exception failed) {
            LOG.error("The embedded broker cannot be started yet", failed);
        }
    }

    @Override
    public synchronized EmbeddedActiveMQ stop() throws Exception {
        keeper.shutdownNow();
        return super.stop();
    }
}
