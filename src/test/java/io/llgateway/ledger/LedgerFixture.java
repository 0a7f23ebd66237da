package io.llgateway.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.llgateway.message.EventMessage;
import io.llgateway.message.MessageSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A ledger on a fresh database, with what a test looks at. */
final class LedgerFixture implements AutoCloseable {
    static final EventMessage MESSAGES =
            new EventMessage(new MessageSettings(MessageSettings.PersonalData.OMIT), false);
    static final LedgerSettings SETTINGS = new LedgerSettings(true, Duration.ofDays(7), Confirmation.NONE);

    final HikariDataSource dataSource;
    final LedgerDatabase database;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Outbox outbox;
    final HandOver handOver;
    final DeliveryHandOver deliveries;
    final PaymentLedger ledger;

    LedgerFixture(HikariDataSource dataSource) {
        this(dataSource, Clock.systemUTC());
    }

    LedgerFixture(HikariDataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        database = new LedgerDatabase(dataSource);
        outbox = new Outbox(database, clock);
        handOver = new HandOver(outbox);
        deliveries = new DeliveryHandOver(new Deliveries(database, clock));
        ledger = new PaymentLedger(database, handOver, deliveries, MESSAGES, SETTINGS, clock, meters);
    }

    /** @param databaseName {@code h2} or {@code postgres} */
    static LedgerFixture on(String databaseName, Path directory) {
        return new LedgerFixture(databaseOf(databaseName, directory));
    }

    static HikariDataSource databaseOf(String databaseName, Path directory) {
        return databaseName.equals("h2") ? Databases.h2(directory) : Databases.postgres();
    }

    /** @return every row of the query, columns separated by a blank */
    List<String> rows(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.append(i == 1 ? "" : " ").append(result.getString(i));
                }
                rows.add(row.toString());
            }
            return rows;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    void execute(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        ledger.destroy();
        dataSource.close();
    }
}
