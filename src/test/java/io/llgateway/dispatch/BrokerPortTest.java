package io.llgateway.dispatch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisProperties;

class BrokerPortTest {
    @Test
    void refusesToStartWhenAnotherProgramListensOnTheBrokersPort(@TempDir Path folder) throws Exception {
        ArtemisProperties properties = new ArtemisProperties();
        properties.getEmbedded().setDataDirectory(folder.toString());
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            BrokerSettings settings = new BrokerSettings(other.getLocalPort());
            assertThatThrownBy(() -> new BrokerConfiguration().embeddedBroker(properties, settings))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "gateway.broker.port is " + other.getLocalPort()
                                    + " and the embedded broker could not start, most likely because another program listens there: choose another port, or 0 for clients inside the gateway only.");
        }
    }
}
