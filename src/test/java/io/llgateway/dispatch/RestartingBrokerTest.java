package io.llgateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartingBrokerTest {
    private static final int SERVER_ID = 4711;
    private static final String QUEUE = "lianlian.unrouted";

    @TempDir
    private Path directory;

    @Test
    void isBackWithItsMessagesEveryTimeItsJournalFails() throws Exception {
        RestartingBroker broker = new RestartingBroker(() -> EmbeddedBroker.configuration(SERVER_ID, directory, 0));
        broker.start();
        try (ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory("vm://" + SERVER_ID)) {
            for (int failure = 1; failure <= 2; failure++) {
                send(connections, "before failure " + failure);
                ActiveMQServer failed = broker.getActiveMQServer();

                ((ActiveMQServerImpl) failed)
                        .getIoCriticalErrorListener()
                        .onIOException(new IOException("No space left on device"), "a test's failure", null);

                await("another broker").atMost(Duration.ofSeconds(30)).until(() -> {
                    ActiveMQServer now = broker.getActiveMQServer();
                    return now != failed && now.isActive();
                });
                assertThat(failed.isStarted()).isFalse();
                assertThat(broker.getActiveMQServer().locateQueue(QUEUE).getMessageCount())
                        .isEqualTo(failure);
            }
        } finally {
            broker.stop();
        }
        assertThat(broker.getActiveMQServer().isStarted()).isFalse();
    }

    private static void send(ActiveMQConnectionFactory connections, String text) throws JMSException {
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession()) {
            session.createProducer(session.createQueue(QUEUE)).send(session.createTextMessage(text));
        }
    }
}
