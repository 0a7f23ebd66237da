package io.llgateway.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import io.llgateway.delivery.WebhookSettings;
import io.llgateway.ledger.Confirmation;
import io.llgateway.ledger.Databases;
import io.llgateway.ledger.Deliveries;
import io.llgateway.ledger.DeliveryHandOver;
import io.llgateway.ledger.HandOver;
import io.llgateway.ledger.LedgerDatabase;
import io.llgateway.ledger.LedgerSettings;
import io.llgateway.ledger.Outbox;
import io.llgateway.ledger.OutboxMessage;
import io.llgateway.ledger.PaymentLedger;
import io.llgateway.message.EventMessage;
import io.llgateway.message.MessageSettings;
import io.llgateway.notification.Channel;
import io.llgateway.notification.Kind;
import io.llgateway.notification.Sample;
import io.llgateway.notification.Samples;
import io.llgateway.verification.Merchants;
import io.llgateway.verification.NotificationRefusedException;
import io.llgateway.verification.NotificationVerifier;
import io.llgateway.verification.ReceivedNotification;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A real ledger, and everything that an operator has to work on it. */
final class OperatedLedger implements AutoCloseable {
    static final String PAYBILL = "2016112312345678";

    final LedgerDatabase database;
    final JdbcClient sql;
    final Outbox outbox;
    final HandOver handOver;
    final GatewayBalance balance;
    final EventSearch search;
    final Redrives redrives;
    final Reviews reviews;
    final OperatorActions actions;
    final BacklogReader backlog;
    final TransactionTemplate transaction;
    private final HikariDataSource dataSource;
    private final PaymentLedger ledger;
    private final Clock clock = Clock.systemUTC();
    private final NotificationVerifier verifier = new NotificationVerifier(Merchants.of(List.of(Samples.merchant())));

    private OperatedLedger(HikariDataSource dataSource, Confirmation confirmation) {
        this.dataSource = dataSource;
        database = new LedgerDatabase(dataSource);
        EventMessage messages = new EventMessage(new MessageSettings(MessageSettings.PersonalData.FORWARD), false);
        outbox = new Outbox(database, clock);
        handOver = new HandOver(outbox);
        ledger = new PaymentLedger(
                database,
                handOver,
                new DeliveryHandOver(new Deliveries(database, clock)),
                messages,
                new LedgerSettings(true, Duration.ofDays(7), confirmation),
                clock,
                new SimpleMeterRegistry());
        sql = JdbcClient.create(dataSource);
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        ObjectMapper json = new ObjectMapper();
        WebhookSettings webhook =
                new WebhookSettings("http://localhost:1/", List.of(), Duration.ofSeconds(1), 1, List.of(), true, true);
        actions = new OperatorActions(sql, clock);
        balance = new GatewayBalance(sql);
        search = new EventSearch(sql, json);
        redrives = new Redrives(sql, transaction, database, actions, new OpsSettings("who", "secret", 50), clock);
        reviews = new Reviews(sql, transaction, database, actions, json, webhook, clock);
        backlog = new BacklogReader(sql, clock);
    }

    /** @param database {@code h2} or {@code postgres} */
    static OperatedLedger on(String database, Path directory) {
        return on(database, directory, Confirmation.NONE);
    }

    /** The same, for payments that need a second proof. */
    static OperatedLedger on(String database, Path directory, Confirmation confirmation) {
        return new OperatedLedger(database.equals("h2") ? Databases.h2(directory) : Databases.postgres(), confirmation);
    }

    static Sample payment() {
        return Samples.mpay().with("oid_paybill", PAYBILL);
    }

    /** Records what LianLian tells on notify_url, and returns the event's id. */
    UUID told(Sample sample) {
        ReceivedNotification received = new ReceivedNotification(
                Channel.NOTIFY_URL, Kind.PAYMENT, sample.signed().received(), false, clock.instant(), "115.236.102.36");
        try {
            return ledger.record(verifier.verify(received)).join().eventId();
        } catch (NotificationRefusedException refused) {
            throw new IllegalStateException(refused);
        }
    }

    /** Sends everything that is ready, as dispatch would, and returns the duplicate ids the broker sees. */
    List<String> dispatch() {
        List<OutboxMessage> claimed = outbox.claim(100);
        outbox.markSent(claimed.stream().collect(Collectors.toMap(message -> message, message -> "queue")));
        return claimed.stream().map(OutboxMessage::getDuplicateId).toList();
    }

    String one(String query, Object... values) {
        return sql.sql(query).params(values).query(String.class).single();
    }

    void change(String statement, Object... values) {
        sql.sql(statement).params(values).update();
    }

    /** An event by its id. */
    Map<String, Object> timeline(UUID id) {
        return search.timeline(id).orElseThrow();
    }

    @Override
    public void close() {
        ledger.destroy();
        dataSource.close();
    }
}
