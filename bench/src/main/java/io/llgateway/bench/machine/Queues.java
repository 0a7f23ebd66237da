package io.llgateway.bench.machine;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;

/** The broker's queues as a consumer sees them: the truth about what was queued. */
public final class Queues implements AutoCloseable {
    /** The queues a notification of ours can reach. */
    public static final List<String> NAMES = Stream.concat(
                    Stream.of("personal-bank", "business-bank", "express", "verified", "wallet", "easypay", "other")
                            .map("lianlian.payment.success."::concat),
                    Stream.of("lianlian.unrouted", "lianlian.review", "lianlian.rejected"))
            .toList();

    private final ServerLocator locator;
    private final ClientSessionFactory factory;
    private final ClientSession session;

    /**
     * What was on the queues.
     *
     * @param messages all of them
     * @param orders the distinct order numbers among them
     * @param transients messages a broker crash would have lost; must be 0
     */
    public record Drained(int messages, int orders, int transients) {}

    /** Connects to the broker's CORE acceptor. */
    public Queues(String brokerUrl) throws Exception {
        locator = ActiveMQClient.createServerLocator(brokerUrl);
        factory = locator.createSessionFactory();
        session = factory.createSession("bench", "bench", false, true, true, true, 0);
        session.start();
    }

    /** @return messages waiting on all queues */
    public long waiting() throws ActiveMQException {
        long sum = 0;
        for (String name : NAMES) {
            sum += session.queueQuery(SimpleString.of(name)).getMessageCount();
        }
        return sum;
    }

    /** Takes everything off the queues. */
    public Drained drain() throws ActiveMQException {
        int messages = 0;
        int transients = 0;
        Set<String> orders = new HashSet<>();
        for (String name : NAMES) {
            long waiting = session.queueQuery(SimpleString.of(name)).getMessageCount();
            try (ClientConsumer consumer = session.createConsumer(name)) {
                // the queue's counter lags behind nothing here: the variant is idle
                ClientMessage message;
                while ((message = waiting-- > 0 ? consumer.receive(10_000) : consumer.receiveImmediate()) != null) {
                    messages++;
                    orders.add(String.valueOf(message.getStringProperty("no_order")));
                    transients += message.isDurable() ? 0 : 1;
                }
            }
        }
        return new Drained(messages, orders.size(), transients);
    }

    /** What happens at every message. */
    public interface Listener {
        /** A message arrived on any queue. */
        void arrived() throws InterruptedException;
    }

    /** Consumes all queues until this is closed. */
    public void listen(Listener listener) throws ActiveMQException {
        for (String name : NAMES) {
            session.createConsumer(name).setMessageHandler(message -> {
                try {
                    listener.arrived();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    @Override
    public void close() {
        locator.close();
    }
}
