package io.llgateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.junit.jupiter.api.Test;

/** One list of queues, in three places. */
class QueuesTest {
    private static final Path BROKER_XML = Path.of("deploy/artemis/broker.xml");

    @Test
    void routeFileSendsToExactlyTheListedQueues() throws IOException {
        String route = Files.readString(Path.of("routes/2-dispatch.camel.yaml"));

        List<String> named = Pattern.compile("expression: (lianlian\\.\\S+)")
                .matcher(route)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();

        assertThat(named).containsExactlyInAnyOrderElementsOf(Queues.routed());
    }

    @Test
    void brokerXmlHasExactlyTheEmbeddedBrokersQueues() throws Exception {
        assertThat(queues(standalone())).isEqualTo(queues(embedded()));
        assertThat(queues(standalone())).containsOnlyKeys(Queues.all());
    }

    @Test
    void brokerXmlHasTheEmbeddedBrokersAddressSettings() throws Exception {
        assertThat(Map.copyOf(standalone().getAddressSettings()))
                .isEqualTo(embedded().getAddressSettings());
    }

    @Test
    void brokerXmlHasTheEmbeddedBrokersDurability() throws Exception {
        assertThat(durability(standalone())).isEqualTo(durability(embedded()));
    }

    @Test
    void everyQueueHasADeadLetterAddressAndIsNeverDeletedByItself() throws Exception {
        assertThat(embedded().getAddressSettings().get("#")).satisfies(settings -> {
            assertThat(String.valueOf(settings.getDeadLetterAddress())).isEqualTo(Queues.DEAD_LETTER);
            assertThat(settings.isAutoDeleteAddresses()).isFalse();
            assertThat(settings.isAutoDeleteQueues()).isFalse();
        });
        assertThat(Queues.all()).contains(Queues.DEAD_LETTER);
    }

    @Test
    void refusedMessagesCanFillNeitherDiskNorDeadLetters() throws Exception {
        assertThat(embedded().getAddressSettings().get(Queues.REJECTED)).satisfies(settings -> {
            assertThat(settings.getAddressFullMessagePolicy()).isEqualTo(AddressFullMessagePolicy.DROP);
            assertThat(settings.getMaxSizeBytes()).isBetween(1L, 20L * 1024 * 1024);
            assertThat(settings.getExpiryDelay())
                    .isBetween(1L, Duration.ofDays(7).toMillis());
            assertThat(String.valueOf(settings.getExpiryAddress()))
                    .as("expired ones are gone")
                    .isEmpty();
        });
    }

    private static Map<String, String> queues(Configuration broker) {
        return broker.getAddressConfigurations().stream()
                .collect(Collectors.toMap(
                        CoreAddressConfiguration::getName,
                        address -> address.getRoutingTypes() + " "
                                + address.getQueueConfigs().stream()
                                        .map(QueuesTest::describe)
                                        .toList(),
                        (one, other) -> one + other,
                        java.util.TreeMap::new));
    }

    private static String describe(QueueConfiguration queue) {
        return queue.getName() + " " + queue.getRoutingType() + " durable " + queue.isDurable();
    }

    private static String durability(Configuration broker) {
        return "persistent %s, datasync %s, transactional %s, single %s, buffer %d ns, ids %d persisted %s, disk %d %%"
                .formatted(
                        broker.isPersistenceEnabled(),
                        broker.isJournalDatasync(),
                        broker.isJournalSyncTransactional(),
                        broker.isJournalSyncNonTransactional(),
                        broker.getJournalBufferTimeout_NIO(),
                        broker.getIDCacheSize(),
                        broker.isPersistIDCache(),
                        broker.getMaxDiskUsage());
    }

    private static Configuration embedded() throws Exception {
        return EmbeddedBroker.configuration(0, Path.of("target"), 0);
    }

    private static Configuration standalone() throws Exception {
        FileConfiguration configuration = new FileConfiguration();
        new FileDeploymentManager(BROKER_XML.toUri().toString())
                .addDeployable(configuration)
                .readConfiguration();
        return configuration;
    }
}
