package io.llgateway.dispatch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/**
 * The settings of the embedded broker: persistent, synced, with the queues of {@link Queues}. {@code
 * deploy/artemis/broker.xml} says the same for a broker of its own.
 */
final class EmbeddedBroker {
    /** More than all batches that can be between JMS commit and ledger commit, by far (design section 3). */
    private static final int DUPLICATE_IDS = 200_000;
    /** The default of 3.3 ms would rule single sends (design section 3). */
    private static final int JOURNAL_BUFFER_NANOS = (int) TimeUnit.MICROSECONDS.toNanos(200);

    private static final int MAX_DISK_USAGE_PERCENT = 90;
    private static final long MEBIBYTE = 1024 * 1024;

    private static final String ROLE = "everything";

    private EmbeddedBroker() {}

    /**
     * @param serverId tells several brokers in one process apart
     * @param directory for journal, bindings, paging and large messages; made when missing
     * @param port of the acceptor on localhost; 0 = none
     */
    static Configuration configuration(int serverId, Path directory, int port) throws Exception {
        Configuration broker = new ConfigurationImpl()
                .setName("lianlian-gateway")
                .setPersistenceEnabled(true)
                .setJournalDirectory(directory.resolve("journal").toString())
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setLargeMessagesDirectory(directory.resolve("large-messages").toString())
                // without libaio ASYNCIO falls back to this without a warning, so say it
                .setJournalType(JournalType.NIO)
                .setJournalPoolFiles(10)
                .setJournalDatasync(true)
                .setJournalSyncTransactional(true)
                .setJournalSyncNonTransactional(true)
                .setJournalBufferTimeout_NIO(JOURNAL_BUFFER_NANOS)
                .setIDCacheSize(DUPLICATE_IDS)
                .setPersistIDCache(true)
                .setMaxDiskUsage(MAX_DISK_USAGE_PERCENT)
                .setGlobalMaxSize(Math.max(16 * MEBIBYTE, Runtime.getRuntime().maxMemory() / 8))
                .setJMXManagementEnabled(false)
                .setSecurityEnabled(false)
                .addAcceptorConfiguration(new TransportConfiguration(
                        InVMAcceptorFactory.class.getName(), Map.of("serverId", serverId), "in-vm"));
        if (port != 0) {
            broker.addAcceptorConfiguration(new TransportConfiguration(
                    NettyAcceptorFactory.class.getName(),
                    Map.of(
                            TransportConstants.HOST_PROP_NAME, "localhost",
                            TransportConstants.PORT_PROP_NAME, port,
                            TransportConstants.PROTOCOLS_PROP_NAME, "CORE,AMQP"),
                    "localhost"));
        }
        addressSettings(broker);
        for (String queue : Queues.all()) {
            broker.addAddressConfiguration(new CoreAddressConfiguration()
                    .setName(queue)
                    .addRoutingType(RoutingType.ANYCAST)
                    .addQueueConfiguration(QueueConfiguration.of(queue)
                            .setAddress(queue)
                            .setRoutingType(RoutingType.ANYCAST)
                            .setDurable(true)
                            .setAutoDelete(false)));
        }
        return broker;
    }

    private static void addressSettings(Configuration broker) {
        // a queue's duplicate ids go with its address, so nothing is ever deleted by itself; what finds no queue
        // becomes a dead letter instead of nothing
        broker.addAddressSetting(
                "#",
                new AddressSettings()
                        .setDeadLetterAddress(SimpleString.of(Queues.DEAD_LETTER))
                        .setExpiryAddress(SimpleString.of(Queues.DEAD_LETTER))
                        .setSendToDLAOnNoRoute(true)
                        .setMaxDeliveryAttempts(10)
                        .setRedeliveryDelay(1_000)
                        .setRedeliveryMultiplier(2)
                        .setMaxRedeliveryDelay(60_000)
                        .setRedeliveryCollisionAvoidanceFactor(0.15)
                        .setAutoCreateAddresses(true)
                        .setAutoCreateQueues(true)
                        .setDefaultAddressRoutingType(RoutingType.ANYCAST)
                        .setDefaultQueueRoutingType(RoutingType.ANYCAST)
                        .setAutoDeleteAddresses(false)
                        .setAutoDeleteQueues(false)
                        .setAutoDeleteCreatedQueues(false)
                        .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE));
        // the broker's own notifications go to whoever listens, usually nobody
        broker.addAddressSetting("activemq.#", new AddressSettings().setSendToDLAOnNoRoute(false));
        // JMS clients try jms.queue.<name> for a queue that is not there
        for (String reserved : List.of(Queues.RESERVED + "#", "jms.queue." + Queues.RESERVED + "#")) {
            broker.addAddressSetting(
                    reserved,
                    new AddressSettings().setAutoCreateAddresses(false).setAutoCreateQueues(false));
        }
        broker.addAddressSetting(
                Queues.REJECTED,
                new AddressSettings()
                        .setAutoCreateAddresses(false)
                        .setAutoCreateQueues(false)
                        .setMaxSizeBytes(20 * MEBIBYTE)
                        .setAddressFullMessagePolicy(AddressFullMessagePolicy.DROP)
                        .setExpiryDelay(TimeUnit.DAYS.toMillis(7))
                        .setExpiryAddress(SimpleString.of("")));
        broker.addAddressSetting(
                Queues.DEAD_LETTER,
                new AddressSettings()
                        .setAutoCreateAddresses(false)
                        .setAutoCreateQueues(false)
                        .setMaxDeliveryAttempts(-1));
    }

    /** Asks for a user over any acceptor, and lets him do everything; {@link #onlyUser} knows him. */
    static void secure(Configuration configuration) {
        configuration.setSecurityEnabled(true);
        configuration.putSecurityRoles(
                "#", Set.of(new Role(ROLE, true, true, true, true, true, true, true, true, true, true, false, false)));
    }

    /** @return lets nobody in but the one user */
    static ActiveMQSecurityManager onlyUser(String user, String password) {
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser(user, password);
        users.addRole(user, ROLE);
        return new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users);
    }
}
