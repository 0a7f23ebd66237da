package io.llgateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.llgateway.notification.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * H2 shows what is committed before it is on the disk. A message that left before its record was safe would come again
 * under another id after a crash, since the sender was not answered and repeats.
 */
class TakenOutTest {
    @TempDir
    private Path directory;

    @Test
    void letsNoMessageOutWhoseRecordACrashCouldTakeBack() throws Exception {
        try (LedgerFixture fixture = fixture()) {
            fixture.ledger.record(Told.that(Outcome.SUCCESS).verified()).join();
            fixture.execute("update event set reason = 'committed, not synced'");
            assertThat(reasonAfterCrashNow())
                    .as("the test sees what a crash takes")
                    .isNull();

            assertThat(new Outbox(fixture.database, Clock.systemUTC()).claim(10))
                    .hasSize(1);

            assertThat(reasonAfterCrashNow()).isEqualTo("committed, not synced");
        }
    }

    @Test
    void tellsTheErpNothingWhoseRecordACrashCouldTakeBack() throws Exception {
        try (LedgerFixture fixture = fixture()) {
            fixture.ledger.record(Told.that(Outcome.SUCCESS).verified()).join();
            fixture.execute("update event set reason = 'committed, not synced'");

            assertThat(new Deliveries(fixture.database, Clock.systemUTC()).claimDue(10, Duration.ofSeconds(30)))
                    .hasSize(1);

            assertThat(reasonAfterCrashNow()).isEqualTo("committed, not synced");
        }
    }

    /** Nothing is written behind our back for a minute. */
    private LedgerFixture fixture() {
        try (HikariDataSource migrated = Databases.h2(directory)) {
            return new LedgerFixture(Databases.pool(migrated.getJdbcUrl() + ";WRITE_DELAY=60000", ""));
        }
    }

    /** What the file holds now is what the next start finds after {@code kill -9}. */
    private String reasonAfterCrashNow() throws IOException, SQLException {
        Path crashed = Files.createTempDirectory(directory, "crashed");
        Files.copy(directory.resolve("ledger.mv.db"), crashed.resolve("ledger.mv.db"));
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:h2:file:" + crashed.resolve("ledger") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE",
                        "",
                        "");
                var statement = connection.createStatement();
                var row = statement.executeQuery("select reason from event")) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
