package io.llgateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H2 writes what is committed some time later, and syncs it never by itself; an operator was answered by then. */
class OperatorDurabilityTest {
    @TempDir
    private Path directory;

    @Test
    void answersAnOperatorOnlyWhenNoCrashCanTakeTheActionBack() throws Exception {
        try (OperatedLedger ledger = OperatedLedger.on("h2", directory)) {
            ledger.change("set write_delay 60000");
            UUID released = inReview(ledger, "1");
            UUID rejected = inReview(ledger, "2");
            ledger.change("update event set reason = 'committed, not written'");
            assertThat(afterCrashNow("select count(*) from event where reason = 'committed, not written'"))
                    .as("the test sees what a crash takes")
                    .isEqualTo("0");

            ledger.reviews.release(released, "ann", "LianLian confirmed it");
            assertThat(afterCrashNow("select state from event where id = '" + released + "'"))
                    .isEqualTo("dispatched");

            ledger.reviews.reject(rejected, "ann", "LianLian denied it");
            assertThat(afterCrashNow("select state from event where id = '" + rejected + "'"))
                    .isEqualTo("rejected");

            ledger.redrives.ask(
                    new EventFilter(released, null, null, null, null, null), Redrive.Target.WEBHOOK, "ann", "asked");
            assertThat(afterCrashNow("select count(*) from redrive_item")).isEqualTo("1");
        }
    }

    private static UUID inReview(OperatedLedger ledger, String number) {
        ledger.told(OperatedLedger.payment().with("oid_paybill", number).with("no_order", "o" + number));
        return ledger.told(OperatedLedger.payment()
                .with("oid_paybill", number)
                .with("no_order", "o" + number)
                .with("money_order", "7.77"));
    }

    /** What the file holds now is what the next start finds after {@code kill -9}. */
    private String afterCrashNow(String query) throws IOException, SQLException {
        Path crashed = Files.createTempDirectory(directory, "crashed");
        Files.copy(directory.resolve("ledger.mv.db"), crashed.resolve("ledger.mv.db"));
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:h2:file:" + crashed.resolve("ledger") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE",
                        "",
                        "");
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
