package io.llgateway.system;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** Consumes the queues as the ERP's own consumers would, and remembers every message it was given. */
public final class QueueReader {
    /** Every queue of contract section 4. */
    public static final List<String> QUEUES = List.of(
            "lianlian.payment.success.personal-bank",
            "lianlian.payment.success.business-bank",
            "lianlian.payment.success.express",
            "lianlian.payment.success.verified",
            "lianlian.payment.success.wallet",
            "lianlian.payment.success.easypay",
            "lianlian.payment.success.other",
            "lianlian.payment.authorized",
            "lianlian.payment.pending",
            "lianlian.payment.failure",
            "lianlian.payment.refunded",
            "lianlian.payout.success",
            "lianlian.payout.failure",
            "lianlian.payout.cancelled",
            "lianlian.payout.pending",
            "lianlian.refund.success",
            "lianlian.refund.failure",
            "lianlian.refund.pending",
            "lianlian.unrouted",
            "lianlian.review",
            "lianlian.rejected");

    private final String url;
    private final String user;
    private final String password;
    private final Map<String, List<String>> bodies = new TreeMap<>();
    private final List<String> properties = new ArrayList<>();

    /**
     * @param url of the broker's acceptor, {@code tcp://localhost:61616}
     * @param user empty = none
     */
    public QueueReader(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /**
     * Takes everything that lies on the queues now. Passes over them until one finds nothing: what a broker has paged to
     * its disk it does not have at hand at once.
     *
     * @return how many messages that were
     */
    public int drain() throws JMSException {
        int count = 0;
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url);
                Connection connection = factory.createConnection(user, password)) {
            connection.start();
            try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
                for (int taken = pass(session); taken > 0; taken = pass(session)) {
                    count += taken;
                }
            }
        }
        return count;
    }

    private int pass(Session session) throws JMSException {
        int count = 0;
        for (String queue : QUEUES) {
            List<String> taken = take(session, queue);
            session.commit();
            bodies.computeIfAbsent(queue, name -> new ArrayList<>()).addAll(taken);
            count += taken.size();
        }
        return count;
    }

    /** @return how many messages lie on a queue now */
    public int depth(String queue) throws JMSException {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url);
                Connection connection = factory.createConnection(user, password)) {
            connection.start();
            try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                    QueueBrowser browser = session.createBrowser(session.createQueue(queue))) {
                return Collections.list(browser.getEnumeration()).size();
            }
        }
    }

    /** @return the texts taken so far, by queue, in the order received */
    public Map<String, List<String>> bodies() {
        return bodies;
    }

    /** @return headers and properties of the messages taken so far */
    public List<String> properties() {
        return properties;
    }

    private List<String> take(Session session, String queue) throws JMSException {
        List<String> taken = new ArrayList<>();
        try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            // receiveNoWait asks the broker, so nothing means that the queue is empty
            for (Message message = consumer.receiveNoWait(); message != null; message = consumer.receiveNoWait()) {
                taken.add(((TextMessage) message).getText());
                properties.add(propertiesOf(message));
            }
        }
        return taken;
    }

    private static String propertiesOf(Message message) throws JMSException {
        StringBuilder text = new StringBuilder()
                .append(message.getJMSType())
                .append(' ')
                .append(message.getJMSCorrelationID())
                .append(' ')
                .append(message.getJMSReplyTo());
        for (Object name : Collections.list(message.getPropertyNames())) {
            text.append(' ').append(name).append('=').append(message.getStringProperty(name.toString()));
        }
        return text.toString();
    }
}
