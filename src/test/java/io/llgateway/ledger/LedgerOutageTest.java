package io.llgateway.ledger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.llgateway.notification.Outcome;
import io.llgateway.system.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real PostgreSQL, killed, frozen and cut off while notifications arrive. */
class LedgerOutageTest {
    private PostgresServer server;
    private LedgerFixture fixture;
    private LedgerProbe probe;
    private int number;

    @BeforeEach
    void start(@TempDir Path directory) {
        server = PostgresServer.start(directory.resolve("postgres"));
        fixture = new LedgerFixture(Databases.migrated(Databases.pool(server.url(), "postgres")));
        probe = new LedgerProbe(fixture.database);
    }

    @AfterEach
    void stop() {
        fixture.close();
        probe.destroy();
        server.close();
    }

    @Test
    void refusesWhileTheDatabaseIsDeadAndTakesAgainWhenItIsBack() throws Exception {
        assertThat(record().get(10, SECONDS).again()).isFalse();
        assertThat(probe.writable()).isTrue();

        server.kill();
        refusedWithinTheDeadline();
        await().atMost(Duration.ofSeconds(10)).until(() -> !probe.writable());
        // once known to be away, nothing waits
        await().atMost(Duration.ofSeconds(10)).until(() -> record().isCompletedExceptionally());

        server.start();
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> record().get(10, SECONDS) != null);
        await().atMost(Duration.ofSeconds(30)).until(probe::writable);
    }

    @Test
    void refusesInTimeWhileTheDatabaseHangsAndTakesAgainWhenItGoesOn() throws Exception {
        record().get(10, SECONDS);

        server.freeze();
        try {
            refusedWithinTheDeadline();
            assertThat(probe.writable()).isFalse();
        } finally {
            server.thaw();
        }

        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> record().get(10, SECONDS) != null);
    }

    @Test
    void recordsOnceWhenItsConnectionsAreCutWhileItWrites() throws Exception {
        List<CompletableFuture<Recorded>> answers = new ArrayList<>();
        List<Told> told = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 20; i++) {
                told.add(next());
                answers.add(fixture.ledger.record(told.get(told.size() - 1).verified()));
            }
            server.cutConnections();
        }
        for (int i = 0; i < answers.size(); i++) {
            CompletableFuture<Recorded> answer = answers.get(i).exceptionally(failed -> null);
            if (answer.get(10, SECONDS) == null) {
                Told repeated = told.get(i);
                await().atMost(Duration.ofSeconds(30))
                        .ignoreExceptions()
                        .until(() -> fixture.ledger.record(repeated.verified()).get(10, SECONDS) != null);
            }
        }

        assertThat(fixture.rows("select count(*) from event")).containsExactly("100");
        assertThat(fixture.rows("select count(*), count(distinct subject_id) from outbox"))
                .containsExactly("100 100");
    }

    @Test
    void knowsThatItHasCommittedWhenTheAnswerToTheCommitIsLost() throws Exception {
        SettableClock clock = new SettableClock();
        try (LossyLine line = LossyLine.to(server.port());
                LedgerFixture far = new LedgerFixture(
                        Databases.pool(server.url().replace(":" + server.port(), ":" + line.port()), "postgres"),
                        clock)) {
            far.handOver.take(1);
            line.loseCommits(2);

            CompletableFuture<Recorded> answer = far.ledger.record(next().verified());

            assertThat(answer.get(10, SECONDS).again())
                    .as("found, not recorded twice")
                    .isTrue();
            assertThat(line.left()).as("commits yet to lose").isZero();
            assertThat(far.rows("select count(*) from event")).containsExactly("1");
            assertThat(far.rows("select count(*) from delivery")).containsExactly("1");
            assertThat(far.rows("select count(*) from way_out")).containsExactly("1");
            clock.move(Outbox.CLAIM);
            assertThat(far.outbox.claim(10))
                    .as("claimed for nobody, until the claim ends")
                    .hasSize(1);
        }
    }

    private void refusedWithinTheDeadline() {
        CompletableFuture<Recorded> answer = record();
        assertThatThrownBy(() -> answer.get(8, SECONDS)).hasCauseInstanceOf(LedgerUnavailableException.class);
    }

    private CompletableFuture<Recorded> record() {
        return fixture.ledger.record(next().verified());
    }

    private Told next() {
        number++;
        return Told.that(Outcome.SUCCESS).numbered("1" + number).ordered("o" + number);
    }
}
