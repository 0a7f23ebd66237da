package io.llgateway.dispatch;

import io.llgateway.ledger.OutboxMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.HashMap;
import java.util.Map;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.jms.client.ActiveMQDestination;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;

/** One connection to the broker with one session on it. Used by one thread at a time. */
final class BrokerSession implements AutoCloseable {
    private final Connection connection;
    private final Session session;
    private final MessageProducer producer;
    private final Map<String, Queue> queues = new HashMap<>();

    /** @param transacted whether sends wait for {@link #commit()}; else each is durable when it returns */
    BrokerSession(ConnectionFactory connections, boolean transacted) throws JMSException {
        connection = connections.createConnection();
        try {
            session = connection.createSession(transacted ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
            producer = session.createProducer(null);
        } catch (JMSException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Sends one message with the properties of contract section 5. */
    void send(AddressedMessage addressed) throws JMSException {
        OutboxMessage row = addressed.message();
        TextMessage message = session.createTextMessage(row.getBody());
        message.setJMSType(row.getType());
        message.setStringProperty("_AMQ_DUPL_ID", row.getDuplicateId());
        for (Map.Entry<String, String> property : MessageHeaders.of(row).entrySet()) {
            message.setStringProperty(property.getKey(), property.getValue());
        }
        if (!row.getOrderNumber().isEmpty()) {
            message.setJMSCorrelationID(row.getOrderNumber());
        }
        producer.send(queue(addressed.queue()), message);
    }

    /** Not {@code session.createQueue}: for a missing queue that one falls back to {@code jms.queue.<name>}, and makes it. */
    private Queue queue(String name) {
        return queues.computeIfAbsent(name, ActiveMQDestination::createQueue);
    }

    void commit() throws JMSException {
        session.commit();
    }

    void rollback() throws JMSException {
        session.rollback();
    }

    /** @return whether the broker still answers on this connection; asks it */
    boolean isAlive() {
        try {
            ((ActiveMQSession) session).getCoreSession().addressQuery(SimpleString.of(Queues.REVIEW));
            return true;
        } catch (ActiveMQException | RuntimeException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (JMSException | RuntimeException ignored) {
            // it is given up either way, and the broker rolls an unfinished transaction back
        }
    }
}
