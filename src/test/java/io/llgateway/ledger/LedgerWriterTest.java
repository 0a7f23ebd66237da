package io.llgateway.ledger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.llgateway.notification.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerWriterTest {
    /** More digits than the column takes. */
    private static final String TOO_MUCH = "100000000000000000000.00";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void failsOnlyTheNotificationThatCannotBeStored(String name) throws Exception {
        try (LedgerFixture fixture = LedgerFixture.on(name, directory)) {
            List<CompletableFuture<Recorded>> good = new ArrayList<>();
            List<CompletableFuture<Recorded>> bad = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                Told told = Told.that(Outcome.SUCCESS).numbered("1" + i).ordered("o" + i);
                boolean poison = i == 25;
                (poison ? bad : good).add(fixture.ledger.record((poison ? told.worth(TOO_MUCH) : told).verified()));
            }

            for (CompletableFuture<Recorded> answer : good) {
                assertThat(answer.get(10, SECONDS).again()).isFalse();
            }
            for (CompletableFuture<Recorded> answer : bad) {
                assertThatThrownBy(() -> answer.get(10, SECONDS))
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(LedgerUnavailableException.class)
                        .hasStackTraceContaining("SQLState 22")
                        .satisfies(failed ->
                                assertThat(Throwables.getStackTrace(failed)).doesNotContain(TOO_MUCH, "01020000"));
            }
            assertThat(fixture.rows("select count(*) from event")).containsExactly("59");
            assertThat(fixture.meters.counter("gateway.ledger.failed").count()).isEqualTo(1);
        }
    }

    @Test
    void hasAnEmbeddedLedgerOnDiskBeforeItAcknowledges() throws Exception {
        try (LedgerFixture fixture = LedgerFixture.on("h2", directory)) {
            Path crashed = Files.createDirectory(directory.resolve("crashed"));
            for (int i = 0; i < 10; i++) {
                Recorded recorded = fixture.ledger
                        .record(Told.that(Outcome.SUCCESS)
                                .numbered("1" + i)
                                .ordered("o" + i)
                                .verified())
                        .get(10, SECONDS);

                // what a power loss right after the acknowledgement leaves
                Path file = crashed.resolve("ledger.mv.db");
                Files.write(file, Files.readAllBytes(directory.resolve("ledger.mv.db")));
                try (HikariDataSource found = Databases.h2(crashed)) {
                    LedgerFixture after = new LedgerFixture(found);
                    assertThat(after.rows("select state from event where id = '" + recorded.eventId() + "'"))
                            .containsExactly("dispatched");
                    after.close();
                }
            }
        }
    }

    /** A killed PostgreSQL may give out again what it gave to a transaction that died with it. */
    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void keepsNoRowIdsOfATransactionThatFailed(String name) throws Exception {
        try (LedgerFixture fixture = LedgerFixture.on(name, directory)) {
            fixture.execute("alter table event add constraint fails check (arrival_count > 1)");
            CompletableFuture<Recorded> failed =
                    fixture.ledger.record(Told.that(Outcome.SUCCESS).verified());
            assertThatThrownBy(() -> failed.get(10, SECONDS)).hasCauseInstanceOf(LedgerUnavailableException.class);
            fixture.execute("alter table event drop constraint fails");
            fixture.execute("alter sequence outbox_row restart with 7000000000000");

            fixture.ledger.record(Told.that(Outcome.SUCCESS).verified()).get(10, SECONDS);

            assertThat(fixture.rows("select id from outbox")).containsExactly("7000000000000");
        }
    }

    @Test
    void recordsWhatItTookBeforeItStops() throws Exception {
        try (LedgerFixture fixture = LedgerFixture.on("h2", directory)) {
            List<CompletableFuture<Recorded>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                answers.add(fixture.ledger.record(Told.that(Outcome.SUCCESS)
                        .numbered("1" + i)
                        .ordered("o" + i)
                        .verified()));
            }
            fixture.ledger.destroy();

            for (CompletableFuture<Recorded> answer : answers) {
                assertThat(answer.get(10, SECONDS).again()).isFalse();
            }
            assertThatThrownBy(() -> fixture.ledger
                            .record(Told.that(Outcome.SUCCESS).verified())
                            .get(10, SECONDS))
                    .hasCauseInstanceOf(LedgerUnavailableException.class);
        }
    }
}
