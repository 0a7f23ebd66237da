package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An ERP that is not written in Java takes a message by AMQP 1.0, with a selector. */
@Tag("system")
class AmqpConsumerIT {
    private static final String QUEUE = "lianlian.payment.success.personal-bank";
    private static final int SERVER_ID = 7_311;

    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();

    @BeforeEach
    void startBroker(@TempDir Path folder) throws Exception {
        broker.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration(new TransportConfiguration(
                        InVMAcceptorFactory.class.getName(), Map.of("serverId", SERVER_ID), "in-vm"))
                .addAcceptorConfiguration(new TransportConfiguration(
                        NettyAcceptorFactory.class.getName(),
                        Map.of(
                                TransportConstants.HOST_PROP_NAME, "localhost",
                                TransportConstants.PORT_PROP_NAME, 0,
                                TransportConstants.PROTOCOLS_PROP_NAME, "CORE,AMQP"),
                        "localhost")));
        broker.start();
    }

    @AfterEach
    void stopBroker() throws Exception {
        broker.stop();
    }

    @Test
    void takesTheMessageThatItsSelectorNamesAndNoOther() throws Exception {
        send("first");
        send("second");
        Program consumer = Node.run("amqp-consumer.mjs", port(), QUEUE, "no_order = 'second' AND pay_type = '1'");
        JsonNode message = new ObjectMapper().readTree(consumer.succeeded().output());
        assertThat(message.path("type").asText()).isEqualTo("lianlian.payment.success");
        assertThat(message.path("correlation_id").asText()).isEqualTo("second");
        assertThat(message.path("durable").asBoolean()).isTrue();
        assertThat(message.at("/body/id").asText()).isEqualTo("second");
    }

    private String port() {
        return Integer.toString(broker.getActiveMQServer()
                .getRemotingService()
                .getAcceptor("localhost")
                .getActualPort());
    }

    private static void send(String order) throws Exception {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("vm://" + SERVER_ID);
                JMSContext context = factory.createContext()) {
            Queue queue = context.createQueue(QUEUE);
            TextMessage message = context.createTextMessage("{\"id\":\"" + order + "\"}");
            message.setJMSType("lianlian.payment.success");
            message.setJMSCorrelationID(order);
            message.setStringProperty("no_order", order);
            message.setStringProperty("pay_type", "1");
            context.createProducer().send(queue, message);
        }
    }
}
