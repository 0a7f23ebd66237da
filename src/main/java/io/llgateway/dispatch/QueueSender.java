package io.llgateway.dispatch;

import io.llgateway.ledger.Outbox;
import io.llgateway.ledger.OutboxMessage;
import jakarta.annotation.PreDestroy;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sends a batch to its queues in one JMS transaction. When that fails it sends row by row without a transaction: what
 * the broker has already (a crash between JMS commit and ledger commit) it drops in silence by its duplicate id, where
 * in a transaction it would refuse everything for ever; what fails alone (queue full or unknown) is parked; when the
 * broker is away the rows are given back.
 */
@Component("queueSender")
public class QueueSender {
    private static final Logger LOG = LoggerFactory.getLogger(QueueSender.class);

    /** A claim holds for 30 s; nothing is committed under a claim that another node may have taken over since. */
    private static final Duration CLAIM_IS_SAFE = Duration.ofSeconds(20);

    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private static final Duration RECONNECT_PAUSE = Duration.ofSeconds(1);

    private final ActiveMQConnectionFactory connections;
    private final Outbox outbox;
    private final Parking parking;
    private @Nullable BrokerSession session;
    private long nextConnect = System.nanoTime();
    private boolean away;

    QueueSender(ActiveMQConnectionFactory connections, Outbox outbox, Parking parking) {
        this.connections = connections;
        this.outbox = outbox;
        this.parking = parking;
    }

    /** @return whether there is a connection; tries to make one, at most once a second */
    public synchronized boolean isConnected() {
        if (session == null && System.nanoTime() - nextConnect >= 0) {
            try {
                session = new BrokerSession(connections, true);
                if (away) {
                    LOG.info("The broker is back");
                }
                away = false;
            } catch (JMSException | RuntimeException e) {
                disconnect(e);
            }
        }
        return session != null;
    }

    /**
     * @param batch claimed rows with their queues
     * @param claimedAt {@link System#nanoTime()} at the claim
     * @return the queue of every message that is durably at the broker
     */
    public synchronized Map<OutboxMessage, String> send(
            @Body List<AddressedMessage> batch, @ExchangeProperty(OutboxClaim.CLAIMED_AT) long claimedAt) {
        Map<OutboxMessage, String> sent = new HashMap<>();
        List<AddressedMessage> addressed = withQueue(batch);
        if (addressed.isEmpty()) {
            return sent;
        }
        try {
            if (sendTogether(addressed, claimedAt)) {
                addressed.forEach(each -> sent.put(each.message(), each.queue()));
            }
        } catch (JMSException | RuntimeException e) {
            LOG.debug("A batch of {} did not go together", addressed.size(), e);
            if (rolledBack()) {
                sendOneByOne(addressed, claimedAt, sent);
            } else {
                giveBack(addressed, e);
            }
        }
        return sent;
    }

    private List<AddressedMessage> withQueue(List<AddressedMessage> batch) {
        List<AddressedMessage> addressed = new ArrayList<>(batch.size());
        for (AddressedMessage each : batch) {
            if (each.queue().isBlank()) {
                parking.park(each.message(), new IllegalStateException("the route chose no queue"));
            } else {
                addressed.add(each);
            }
        }
        return addressed;
    }

    private boolean sendTogether(List<AddressedMessage> batch, long claimedAt) throws JMSException {
        if (session == null) {
            throw new JMSException("not connected");
        }
        for (AddressedMessage each : batch) {
            session.send(each);
        }
        if (isOld(claimedAt)) {
            session.rollback();
            return false;
        }
        session.commit();
        return true;
    }

    private void sendOneByOne(List<AddressedMessage> batch, long claimedAt, Map<OutboxMessage, String> sent) {
        int done = 0;
        try (BrokerSession single = new BrokerSession(connections, false)) {
            while (done < batch.size() && !isOld(claimedAt)) {
                AddressedMessage next = batch.get(done);
                try {
                    single.send(next);
                    sent.put(next.message(), next.queue());
                } catch (JMSException | RuntimeException e) {
                    if (!single.isAlive()) {
                        throw e;
                    }
                    parking.park(next.message(), e);
                }
                done++;
            }
        } catch (JMSException | RuntimeException e) {
            giveBack(batch.subList(done, batch.size()), e);
        }
    }

    private static boolean isOld(long claimedAt) {
        boolean old = System.nanoTime() - claimedAt > CLAIM_IS_SAFE.toNanos();
        if (old) {
            LOG.warn("Rows claimed more than {} ago are left to the next claim", CLAIM_IS_SAFE);
        }
        return old;
    }

    private boolean rolledBack() {
        try {
            if (session != null) {
                session.rollback();
                return session.isAlive();
            }
        } catch (JMSException | RuntimeException e) {
            LOG.debug("No rollback", e);
        }
        return false;
    }

    private void giveBack(List<AddressedMessage> batch, Exception cause) {
        disconnect(cause);
        List<OutboxMessage> rows = batch.stream().map(AddressedMessage::message).toList();
        outbox.release(rows);
    }

    private void disconnect(Exception cause) {
        if (!away) {
            LOG.warn("The broker is away; messages wait in the outbox: {}", cause.getMessage());
        }
        away = true;
        nextConnect = System.nanoTime() + RECONNECT_PAUSE.toNanos();
        close();
    }

    /**
     * Ends all connections. Does not wait longer than {@link #GOODBYE} for a broker that does not answer, since closing
     * asks it: the claims expire by themselves.
     */
    @PreDestroy
    void stop() throws InterruptedException {
        Thread closing = new Thread(
                () -> {
                    close();
                    connections.close();
                },
                "broker-close");
        closing.setDaemon(true);
        closing.start();
        closing.join(GOODBYE.toMillis());
    }

    private synchronized void close() {
        if (session != null) {
            session.close();
            session = null;
        }
    }
}
