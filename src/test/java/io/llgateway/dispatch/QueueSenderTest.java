package io.llgateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.llgateway.ledger.Databases;
import io.llgateway.ledger.LedgerDatabase;
import io.llgateway.ledger.Outbox;
import io.llgateway.ledger.OutboxMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real embedded broker and a real ledger database, both on disk. */
class QueueSenderTest {
    private static final int SERVER_ID = 900;
    private static final String BANK = "lianlian.payment.success.personal-bank";
    private static final String PENDING = "lianlian.payment.pending";

    @TempDir
    Path directory;

    private final ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory("vm://" + SERVER_ID);
    private final QueueReader queues = new QueueReader(connections);
    private EmbeddedActiveMQ broker;
    private HikariDataSource dataSource;
    private OutboxRows rows;
    private Outbox outbox;
    private QueueSender sender;

    @BeforeEach
    void start() throws Exception {
        dataSource = Databases.h2(directory);
        rows = new OutboxRows(dataSource);
        outbox = new Outbox(new LedgerDatabase(dataSource), Clock.systemUTC());
        sender = new QueueSender(connections, outbox, new Parking(outbox));
        broker = new EmbeddedActiveMQ()
                .setConfiguration(EmbeddedBroker.configuration(SERVER_ID, directory, 0))
                .start();
        await().until(sender::isConnected);
    }

    @AfterEach
    void stop() throws Exception {
        sender.stop();
        connections.close();
        broker.stop();
        dataSource.close();
    }

    @Test
    void sendsTheTextWithTypeCorrelationAndSelectorProperties() throws JMSException {
        UUID id = rows.addPayment();
        OutboxMessage row = outbox.claim(1).get(0);

        assertThat(sender.send(List.of(new AddressedMessage(row, BANK)), System.nanoTime()))
                .containsExactly(Map.entry(row, BANK));

        TextMessage message = queues.take(BANK).get(0);
        assertThat(message.getText()).isEqualTo(row.getBody()).contains(id.toString());
        assertThat(message.getJMSType()).isEqualTo("lianlian.payment.success");
        assertThat(message.getJMSCorrelationID()).isEqualTo(row.getOrderNumber());
        assertThat(message.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(properties(message))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "_AMQ_DUPL_ID", id.toString(),
                        "kind", "payment",
                        "outcome", "success",
                        "channel", "notify_url",
                        "result_pay", "SUCCESS",
                        "pay_type", "1",
                        "oid_partner", "201304121000001004",
                        "no_order", row.getOrderNumber(),
                        "oid_paybill", row.getLianlianNumber()));
    }

    @Test
    void namesARefundsPropertiesAsLianLianNamesItsFields() throws JMSException {
        rows.add("refund", "success", "");

        send(row -> "lianlian.refund.success");

        TextMessage message = queues.take("lianlian.refund.success").get(0);
        String number = message.getJMSCorrelationID();
        assertThat(number).startsWith("ORDER");
        assertThat(properties(message))
                .containsEntry("sta_refund", "2")
                .containsEntry("no_refund", number)
                .containsKey("oid_refundno")
                .doesNotContainKeys("pay_type", "result_pay", "no_order", "oid_paybill");
    }

    @Test
    void sendsABatchAgainWithoutDoublingIt() {
        // the process died between the commit of the broker and that of the ledger
        rows.addPayments(50);
        send(row -> BANK);
        rows.forgetSent();

        assertThat(send(row -> BANK)).hasSize(50);
        assertThat(queues.take(BANK)).hasSize(50);
        assertThat(rows.count("parked")).isZero();
    }

    @Test
    void completesABatchOfWhichAPartWasSentBefore() {
        rows.addPayments(5);
        send(row -> BANK);
        rows.forgetSent();
        rows.addPayments(15);

        assertThat(send(row -> BANK)).hasSize(20);
        assertThat(queues.take(BANK)).hasSize(20);
    }

    @Test
    void remembersWhatItSentAcrossARestartOfTheBroker() throws Exception {
        rows.addPayment();
        send(row -> BANK);
        broker.stop();
        broker.start();
        rows.forgetSent();

        send(row -> BANK);
        await().until(sender::isConnected);
        rows.forgetSent();
        assertThat(send(row -> BANK)).hasSize(1);
        assertThat(queues.take(BANK)).hasSize(1);
    }

    @Test
    void redrivesASentMessageUnderAnIdOfItsOwn() throws JMSException {
        UUID id = rows.addPayment();
        send(row -> BANK);

        rows.redrive(id, "4f1c");
        send(row -> BANK);

        List<TextMessage> taken = queues.take(BANK);
        assertThat(taken).hasSize(2);
        assertThat(taken.get(1).getStringProperty("_AMQ_DUPL_ID")).isEqualTo(id + "!4f1c");
        assertThat(taken.get(1).getText()).isEqualTo(taken.get(0).getText());
    }

    @Test
    void parksOnlyTheMessageWhoseQueueIsMisspelt() {
        List<UUID> ids = rows.addPayments(4);
        UUID lost = ids.get(1);

        assertThat(send(row -> row.getMessageId().equals(lost) ? "lianlian.payment.sucess" : BANK))
                .hasSize(3);

        assertThat(rows.stateOf(lost)).startsWith("parked  Destination lianlian.payment.sucess does not exist");
        assertThat(queues.take(BANK)).hasSize(3);
    }

    @Test
    void parksTheMessageForWhichTheRouteChoseNoQueue() {
        UUID lost = rows.addPayment();

        assertThat(send(row -> "")).isEmpty();
        assertThat(rows.stateOf(lost)).isEqualTo("parked  the route chose no queue");
    }

    @Test
    void makesAQueueOfTheIntegratorsOwnAtItsFirstMessageAndKeepsIt() {
        rows.addPayment();
        send(row -> "erp.large-orders");
        assertThat(queues.take("erp.large-orders")).hasSize(1);

        rows.addPayment();
        send(row -> "erp.large-orders");
        assertThat(queues.take("erp.large-orders")).hasSize(1);
    }

    @Test
    void letsOnlyTheMessagesOfAFullQueueWait() {
        broker.getActiveMQServer()
                .getAddressSettingsRepository()
                .addMatch(
                        PENDING,
                        new AddressSettings()
                                .setAddressFullMessagePolicy(AddressFullMessagePolicy.FAIL)
                                .setMaxSizeMessages(2));
        rows.addPayments(12);

        int sent = send(row -> row.getRowId() % 2 == 0 ? PENDING : BANK).size();

        int pending = queues.take(PENDING).size();
        assertThat(queues.take(BANK)).hasSize(6);
        assertThat(sent).isEqualTo(6 + pending);
        assertThat(rows.count("parked")).isEqualTo(6 - pending).isPositive();
    }

    @Test
    void givesTheBatchBackWhileTheBrokerIsAwayAndSendsItWhenItIsBack() throws Exception {
        rows.addPayment();
        broker.stop();

        assertThat(send(row -> BANK)).isEmpty();
        assertThat(sender.isConnected()).isFalse();
        assertThat(rows.count("ready")).isEqualTo(1);

        broker.start();
        await().until(sender::isConnected);
        await().until(() -> send(row -> BANK).size() == 1);
        assertThat(queues.take(BANK)).hasSize(1);
    }

    @Test
    void sendsNothingUnderAClaimThatAnotherMayHaveTakenOver() {
        rows.addPayments(2);
        long tooLongAgo = System.nanoTime() - Duration.ofSeconds(21).toNanos();

        assertThat(sender.send(address(row -> BANK), tooLongAgo)).isEmpty();
        assertThat(queues.take(BANK)).isEmpty();
        assertThat(sender.isConnected()).isTrue();
    }

    private Map<OutboxMessage, String> send(Function<OutboxMessage, String> queue) {
        Map<OutboxMessage, String> sent = sender.send(address(queue), System.nanoTime());
        outbox.markSent(sent);
        return sent;
    }

    private List<AddressedMessage> address(Function<OutboxMessage, String> queue) {
        return outbox.claim(256).stream()
                .map(row -> new AddressedMessage(row, queue.apply(row)))
                .toList();
    }

    private static Map<String, Object> properties(Message message) throws JMSException {
        Map<String, Object> properties = new TreeMap<>();
        for (Object each : Collections.list(message.getPropertyNames())) {
            String name = (String) each;
            if (!name.startsWith("JMSX") && !name.startsWith("__")) {
                properties.put(name, message.getObjectProperty(name));
            }
        }
        return properties;
    }
}
