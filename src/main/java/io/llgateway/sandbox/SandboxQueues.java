package io.llgateway.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import org.apache.activemq.artemis.core.postoffice.impl.LocalQueueBinding;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/** Looks into every queue of the embedded broker, also those that an edited route has added. Never consumes. */
@Component
@Conditional(SandboxMode.class)
class SandboxQueues {
    /** A load test leaves a hundred thousand messages; a page shows the oldest of a queue. */
    private static final int SHOWN = 100;

    /**
     * One queue.
     *
     * @param name as in contract section 4
     * @param count messages on it
     * @param messages the oldest of them, at most 100
     */
    record QueueView(String name, long count, List<MessageView> messages) {}

    /**
     * One message.
     *
     * @param at when it was sent
     * @param type JMSType
     * @param orderNumber JMSCorrelationID
     * @param body its text, indented when it is JSON
     */
    record MessageView(Instant at, String type, String orderNumber, String body) {}

    private final ConnectionFactory connections;
    private final EmbeddedActiveMQ broker;
    private final ObjectMapper json;

    SandboxQueues(ConnectionFactory connections, EmbeddedActiveMQ broker, ObjectMapper json) {
        this.connections = connections;
        this.broker = broker;
        this.json = json;
    }

    /** @return every durable queue by name; empty ones without a look */
    List<QueueView> all() throws JMSException {
        List<Queue> queues = broker.getActiveMQServer()
                .getPostOffice()
                .getAllBindings()
                .filter(LocalQueueBinding.class::isInstance)
                .map(binding -> ((LocalQueueBinding) binding).getQueue())
                .filter(queue -> queue.isDurable() && !queue.isInternalQueue())
                .sorted(Comparator.comparing(queue -> queue.getName().toString()))
                .toList();
        List<QueueView> views = new ArrayList<>();
        try (Connection connection = connections.createConnection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            for (Queue queue : queues) {
                String name = queue.getName().toString();
                long count = queue.getMessageCount();
                views.add(new QueueView(name, count, count == 0 ? List.of() : browse(session, name)));
            }
        }
        return views;
    }

    private List<MessageView> browse(Session session, String name) throws JMSException {
        List<MessageView> messages = new ArrayList<>();
        try (QueueBrowser browser = session.createBrowser(session.createQueue(name))) {
            Enumeration<?> enumeration = browser.getEnumeration();
            while (messages.size() < SHOWN && enumeration.hasMoreElements()) {
                messages.add(view((Message) enumeration.nextElement()));
            }
        }
        return messages;
    }

    private MessageView view(Message message) throws JMSException {
        String text = message instanceof TextMessage textMessage ? textMessage.getText() : null;
        return new MessageView(
                Instant.ofEpochMilli(message.getJMSTimestamp()),
                Objects.requireNonNullElse(message.getJMSType(), ""),
                Objects.requireNonNullElse(message.getJMSCorrelationID(), ""),
                text == null ? "" : indented(text));
    }

    private String indented(String text) {
        try {
            return json.readTree(text).toPrettyString();
        } catch (JsonProcessingException notJson) {
            return text;
        }
    }
}
