package io.llgateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.llgateway.notification.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code shutdown immediately} leaves the connections as a write error does: dead, though they say they are valid. */
class H2ReopeningTest {
    @TempDir
    private Path directory;

    @Test
    void opensTheDatabaseAgainEveryTimeItHasClosedItself() throws Exception {
        try (LedgerFixture fixture = LedgerFixture.on("h2", directory)) {
            for (int failure = 1; failure <= 3; failure++) {
                String number = "1" + failure;
                fixture.ledger.record(told(number)).join();
                closes(fixture);

                await("a ledger that records")
                        .atMost(Duration.ofSeconds(20))
                        .ignoreExceptions()
                        .untilAsserted(() -> fixture.ledger.record(told(number)).join());
                assertThat(fixture.rows("select count(*) from event")).containsExactly(String.valueOf(failure));
            }
        }
    }

    @Test
    void findsOutBeforeTheNextNotificationComes() throws Exception {
        try (LedgerFixture fixture = LedgerFixture.on("h2", directory)) {
            fixture.ledger.record(told("11")).join();
            closes(fixture);

            await("the writer's connection is given up, and the pool opens the database again")
                    .atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> !fixture.rows("select 1 from event").isEmpty());

            assertThat(fixture.ledger.record(told("12")).join()).isNotNull();
        }
    }

    /** H2 is closed before it can answer. */
    private static void closes(LedgerFixture fixture) {
        assertThatThrownBy(() -> fixture.execute("shutdown immediately"))
                .rootCause()
                .hasMessageContaining("already closed");
    }

    private static io.llgateway.verification.VerifiedNotification told(String number) throws Exception {
        return Told.that(Outcome.SUCCESS).numbered(number).ordered("o" + number).verified();
    }
}
