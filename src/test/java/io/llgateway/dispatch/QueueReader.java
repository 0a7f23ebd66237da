package io.llgateway.dispatch;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;

/** Takes what is on a queue. */
public final class QueueReader {
    private final ConnectionFactory connections;

    public QueueReader(ConnectionFactory connections) {
        this.connections = connections;
    }

    /** @return every message that was on the queue, oldest first; the queue is empty then */
    public List<TextMessage> take(String queue) {
        List<TextMessage> taken = new ArrayList<>();
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession();
                MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            connection.start();
            Message message = consumer.receiveNoWait();
            while (message != null) {
                taken.add((TextMessage) message);
                message = consumer.receiveNoWait();
            }
        } catch (JMSException failed) {
            throw new IllegalStateException(failed);
        }
        return taken;
    }

    /** @return the texts of every message that was on the queue, oldest first */
    public List<String> takeTexts(String queue) {
        return take(queue).stream().map(QueueReader::text).toList();
    }

    private static String text(TextMessage message) {
        try {
            return message.getText();
        } catch (JMSException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
