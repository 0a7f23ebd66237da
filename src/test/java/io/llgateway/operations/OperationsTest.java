package io.llgateway.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.llgateway.ledger.Confirmation;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator asks and does, on both databases. */
class OperationsTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void countsWhatTheLedgerHolds(String database) {
        try (OperatedLedger ledger = OperatedLedger.on(database, directory)) {
            ledger.told(OperatedLedger.payment());
            ledger.told(OperatedLedger.payment());
            ledger.told(OperatedLedger.payment().with("result_pay", "WAITING"));
            ledger.told(OperatedLedger.payment().with("money_order", "7.77"));
            assertThat(ledger.dispatch()).hasSize(2);
            UUID parked = ledger.told(OperatedLedger.payment()
                    .with("oid_paybill", "2016112300000002")
                    .with("no_order", "parked"));
            ledger.outbox.park(ledger.outbox.claim(1).get(0), "queue full");

            BalanceReport report = ledger.balance.report();

            assertThat(report.breaks()).isEmpty();
            assertThat(report)
                    .isEqualTo(new BalanceReport(true, 5, 4, 1, 0, 2, 1, 0, 1, 1, 0, 1, 0, 0, 2, 0, List.of()));
            assertThat(ledger.search.find(filter("parked"), null, 10))
                    .singleElement()
                    .satisfies(event -> assertThat(event.get("id")).isEqualTo(parked));
            Backlog backlog = ledger.backlog.read();
            assertThat(backlog.outboxDepth()).isEqualTo(1);
            assertThat(backlog.parked()).isEqualTo(1);
            assertThat(backlog.deliveriesWaiting()).isEqualTo(2);
            assertThat(backlog.reviewsOpen()).isEqualTo(1);
            assertThat(backlog.outboxAgeSeconds()).isNotNegative();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void namesTheEventsThatBreakTheBalance(String database) {
        try (OperatedLedger ledger = OperatedLedger.on(database, directory)) {
            UUID lost = ledger.told(OperatedLedger.payment());
            ledger.change("delete from outbox");

            BalanceReport report = ledger.balance.report();

            assertThat(report.holds()).isFalse();
            assertThat(report.breaks()).singleElement().satisfies(broken -> {
                assertThat(broken.rule()).isEqualTo("dispatched, but not in the outbox");
                assertThat(broken.ids()).containsExactly(lost.toString());
                assertThat(broken.more()).isFalse();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void tellsAllThatHappenedToAnEventWithoutPersonalData(String database) {
        try (OperatedLedger ledger = OperatedLedger.on(database, directory)) {
            UUID id = ledger.told(OperatedLedger.payment()
                    .with("acct_name", "Zhang San")
                    .with("id_no", "330106199001011234")
                    .with("info_order", "x&acct_name=Zhang"));
            ledger.dispatch();

            var event = ledger.timeline(id);

            assertThat(event)
                    .containsEntry("oid_paybill", OperatedLedger.PAYBILL)
                    .containsEntry("state", "dispatched");
            assertThat(event.toString())
                    .contains("queue=queue", "115.236.102.36", "waiting")
                    .doesNotContain("Zhang", "330106199001011234");
            assertThat(ledger.one("select message from event"))
                    .as("what the message carries by setting")
                    .contains("Zhang San");
            assertThat(ledger.search.timeline(UUID.randomUUID())).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void findsByEachCondition(String database) {
        try (OperatedLedger ledger = OperatedLedger.on(database, directory)) {
            UUID id = ledger.told(OperatedLedger.payment().with("no_order", "order-1"));
            Instant now = Instant.now();

            for (EventFilter filter : List.of(
                    new EventFilter(id, null, null, null, null, null),
                    new EventFilter(null, "order-1", null, null, null, null),
                    new EventFilter(null, null, OperatedLedger.PAYBILL, null, null, null),
                    filter("dispatched"),
                    filter("ready"),
                    filter("waiting"),
                    new EventFilter(null, null, null, null, now.minusSeconds(60), now.plusSeconds(60)))) {
                assertThat(ledger.search.find(filter, null, 10))
                        .as(filter.toString())
                        .hasSize(1);
                assertThat(ledger.search.find(filter, id, 10)).as("behind it").isEmpty();
            }
            for (EventFilter filter : List.of(
                    new EventFilter(UUID.randomUUID(), null, null, null, null, null),
                    new EventFilter(null, "order-2", null, null, null, null),
                    new EventFilter(null, null, "1", null, null, null),
                    filter("dead"),
                    filter("sent"),
                    filter("review"),
                    new EventFilter(null, null, null, null, now.plusSeconds(60), null))) {
                assertThat(ledger.search.find(filter, null, 10))
                        .as(filter.toString())
                        .isEmpty();
            }
            assertThatExceptionOfType(BadRequestException.class)
                    .isThrownBy(() -> ledger.search.find(filter("lost"), null, 10))
                    .withMessageContaining("dispatched");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void redrivesWhatWasSentUnderADuplicateIdOfItsOwn(String database) {
        try (OperatedLedger ledger = OperatedLedger.on(database, directory)) {
            UUID id = ledger.told(OperatedLedger.payment());
            assertThat(ledger.dispatch()).containsExactly(id.toString());
            ledger.change("update delivery set state = 'dead', attempt = 12, next_at = null");

            Redrive redrive = ledger.redrives.ask(filter("sent"), Redrive.Target.BOTH, "ann", "the ERP lost it");
            assertThat(redrive.events()).isEqualTo(1);
            assertThat(ledger.dispatch()).as("before its turn").isEmpty();
            ledger.redrives.work();
            ledger.redrives.work();

            assertThat(ledger.dispatch()).containsExactly(id + "!" + redrive.redrive());
            assertThat(ledger.one("select concat(state, ' ', attempt) from delivery"))
                    .isEqualTo("waiting 0");
            assertThat(ledger.timeline(id).get("actions").toString()).contains("ann", "the ERP lost it", "both");
            assertThat(ledger.balance.report().breaks()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void hurriesWhatIsParkedInsteadOfSendingItTwice(String database) {
        try (OperatedLedger ledger = OperatedLedger.on(database, directory)) {
            UUID id = ledger.told(OperatedLedger.payment());
            ledger.outbox.park(ledger.outbox.claim(1).get(0), "queue full");
            ledger.change(
                    "update outbox set next_at = ?",
                    java.time.OffsetDateTime.now().plusMinutes(4));
            assertThat(ledger.outbox.claim(1)).isEmpty();

            ledger.redrives.ask(filter("parked"), Redrive.Target.QUEUE, "ann", "the queue has room again");
            ledger.redrives.work();

            assertThat(ledger.dispatch()).containsExactly(id.toString());
            assertThat(ledger.one("select count(*) from outbox")).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void redrivesNoMoreThanTheRateAtATime(String database) {
        try (OperatedLedger ledger = OperatedLedger.on(database, directory)) {
            for (int i = 10; i < 13; i++) {
                ledger.told(OperatedLedger.payment()
                        .with("oid_paybill", "20161123000000" + i)
                        .with("no_order", "o" + i));
            }
            ledger.dispatch();
            Redrives slow = new Redrives(
                    ledger.sql,
                    ledger.transaction,
                    ledger.database,
                    ledger.actions,
                    new OpsSettings("a", "b", 2),
                    Clock.systemUTC());

            assertThat(slow.ask(filter("sent"), Redrive.Target.QUEUE, "ann", "test")
                            .events())
                    .isEqualTo(3);
            slow.work();

            assertThat(ledger.dispatch()).hasSize(2);
            assertThat(ledger.actions.newest(1)).singleElement().satisfies(action -> assertThat(action)
                    .containsEntry("waiting", 1L));
            slow.work();
            assertThat(ledger.dispatch()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void asksForAFilterAndAReason(String database) {
        try (OperatedLedger ledger = OperatedLedger.on(database, directory)) {
            ledger.told(OperatedLedger.payment());

            assertThatExceptionOfType(BadRequestException.class)
                    .isThrownBy(() -> ledger.redrives.ask(
                            new EventFilter(null, null, null, null, null, null), Redrive.Target.BOTH, "ann", "why"));
            for (String why : new String[] {null, "", "  "}) {
                assertThatExceptionOfType(BadRequestException.class)
                        .isThrownBy(() -> ledger.redrives.ask(filter("sent"), Redrive.Target.BOTH, "ann", why));
            }
            assertThat(ledger.one("select count(*) from operator_action")).isEqualTo("0");
            assertThat(ledger.one("select count(*) from redrive_item")).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void dispatchesWhatAPersonReleasesAsTheNewestRevision(String database) {
        try (OperatedLedger ledger = OperatedLedger.on(database, directory)) {
            ledger.told(OperatedLedger.payment());
            UUID contradiction = ledger.told(OperatedLedger.payment().with("result_pay", "FAILURE"));
            assertThat(ledger.dispatch())
                    .as("the event, and the review message")
                    .hasSize(2);

            ledger.reviews.release(contradiction, "ann", "LianLian says it failed");

            assertThat(ledger.dispatch()).containsExactly(contradiction.toString());
            assertThat(ledger.one("select message from event where id = ?", contradiction))
                    .contains("\"revision\":2", "\"outcome\":\"failure\"");
            assertThat(ledger.one("select concat(outcome, ' ', revision, ' ', open_reviews) from payment"))
                    .isEqualTo("failure 2 0");
            assertThat(ledger.one("select state from delivery where event_id = ?", contradiction))
                    .isEqualTo("waiting");
            assertThat(ledger.timeline(contradiction).get("actions").toString()).contains("ann", "release");
            assertThat(ledger.balance.report().breaks()).isEmpty();
            assertThatExceptionOfType(BadRequestException.class)
                    .as("a second time")
                    .isThrownBy(() -> ledger.reviews.release(contradiction, "bob", "me too"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void neverDispatchesWhatAPersonRejects(String database) {
        try (OperatedLedger ledger = OperatedLedger.on(database, directory)) {
            ledger.told(OperatedLedger.payment());
            UUID contradiction = ledger.told(OperatedLedger.payment().with("money_order", "7.77"));
            ledger.dispatch();

            ledger.reviews.reject(contradiction, "ann", "a mistake of LianLian's");

            assertThat(ledger.told(OperatedLedger.payment().with("money_order", "7.77")))
                    .as("told again, it is still the same event")
                    .isEqualTo(contradiction);
            assertThat(ledger.dispatch()).isEmpty();
            assertThat(ledger.one("select open_reviews from payment")).isEqualTo("0");
            BalanceReport report = ledger.balance.report();
            assertThat(report.breaks()).isEmpty();
            assertThat(report.rejected()).isEqualTo(1);
            assertThat(ledger.redrives
                            .ask(
                                    new EventFilter(contradiction, null, null, null, null, null),
                                    Redrive.Target.BOTH,
                                    "ann",
                                    "try")
                            .events())
                    .as("redriven")
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void dispatchesAPaymentOnlyOnceItsSecondProofIsThere(String database) {
        try (OperatedLedger ledger = OperatedLedger.on(database, directory, Confirmation.QUERY)) {
            UUID payment = ledger.told(OperatedLedger.payment());

            assertThat(ledger.dispatch())
                    .as("the review message only")
                    .hasSize(1)
                    .doesNotContain(payment.toString());
            assertThat(ledger.one("select body from outbox"))
                    .contains("lianlian.review", "\"reason\":\"confirmation\"");
            assertThat(ledger.one("select count(*) from delivery")).isEqualTo("0");
            assertThat(ledger.search.find(filter("waiting-confirmation"), null, 10))
                    .hasSize(1);
            assertThat(ledger.backlog.read().reviewsOpen()).isEqualTo(1);
            assertThat(ledger.told(OperatedLedger.payment())).as("told again").isEqualTo(payment);
            assertThat(ledger.balance.report().breaks()).isEmpty();

            ledger.reviews.release(payment, "ann", "the order query says SUCCESS");

            assertThat(ledger.dispatch()).containsExactly(payment.toString());
            assertThat(ledger.one("select message from event where id = ?", payment))
                    .contains("\"revision\":1", "\"outcome\":\"success\"");
            assertThat(ledger.one("select concat(outcome, ' ', revision, ' ', open_reviews) from payment"))
                    .isEqualTo("success 1 0");
            assertThat(ledger.one("select count(*) from delivery where state = 'waiting'"))
                    .isEqualTo("1");
            assertThat(ledger.balance.report().breaks()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void doesNotDispatchAProvedPaymentBehindItsRefund(String database) {
        try (OperatedLedger ledger = OperatedLedger.on(database, directory, Confirmation.EXPECTED_ORDER)) {
            UUID payment = ledger.told(OperatedLedger.payment());
            ledger.told(OperatedLedger.payment().with("result_pay", "REFUND"));
            ledger.dispatch();

            ledger.reviews.release(payment, "ann", "it was paid, too");

            assertThat(ledger.dispatch()).isEmpty();
            assertThat(ledger.one("select state from event where id = ?", payment))
                    .isEqualTo("late");
            assertThat(ledger.one("select concat(outcome, ' ', revision, ' ', open_reviews) from payment"))
                    .isEqualTo("refunded 1 0");
            assertThat(ledger.balance.report().breaks()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void letsAnotherPaymentPayTheOrderOfARejectedOne(String database) {
        try (OperatedLedger ledger = OperatedLedger.on(database, directory, Confirmation.QUERY)) {
            UUID forged = ledger.told(OperatedLedger.payment());

            ledger.reviews.reject(forged, "ann", "LianLian does not know it");
            UUID paid = ledger.told(OperatedLedger.payment().with("oid_paybill", "2016112300000009"));

            assertThat(ledger.one("select concat(state, ' ', reason) from event where id = ?", paid))
                    .isEqualTo("waiting-confirmation confirmation");
            assertThat(ledger.one(
                            "select reason from event where id = ?",
                            ledger.told(OperatedLedger.payment().with("oid_paybill", "2016112300000010"))))
                    .isEqualTo("second-payment-of-order");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void deletesTheFieldsOfOldArrivalsAndNothingElse(String database) {
        try (OperatedLedger ledger = OperatedLedger.on(database, directory)) {
            UUID old = ledger.told(OperatedLedger.payment());
            ledger.told(OperatedLedger.payment().with("money_order", "7.77"));
            UUID young = ledger.told(OperatedLedger.payment()
                    .with("oid_paybill", "2016112300000009")
                    .with("no_order", "young"));
            ledger.told(OperatedLedger.payment());
            java.time.OffsetDateTime longAgo = java.time.OffsetDateTime.now().minusDays(401);
            ledger.change("update event set received_at = ? where id <> ?", longAgo, young);
            ledger.change("update arrival set received_at = ? where event_id <> ?", longAgo, young);
            String personal = OperatedLedger.payment().fields().get("id_no");
            assertThat(ledger.one("select message from event where id = ?", old))
                    .contains(personal);
            assertThat(ledger.one("select body from outbox where body is not null"))
                    .contains(personal);

            new Retention(
                            ledger.sql,
                            new RetentionSettings(Duration.ofDays(400)),
                            new ObjectMapper(),
                            Clock.systemUTC())
                    .work();

            for (String table : List.of("event where id = ?", "arrival where event_id = ?")) {
                assertThat(ledger.one("select concat(fields, source_address) from " + table, old))
                        .isEqualTo("{}");
            }
            assertThat(ledger.one("select fields from event where id = ?", young))
                    .contains("oid_paybill");
            assertThat(ledger.one("select message from event where id = ?", old))
                    .contains("oid_paybill", "money_order", "\"revision\":1")
                    .doesNotContain(personal, "id_no");
            assertThat(ledger.one("select body from outbox where body is not null"))
                    .contains("amount-differs", "***")
                    .doesNotContain(personal);
            assertThat(ledger.one("select message from event where id = ?", young))
                    .contains(personal);
            assertThat(ledger.told(OperatedLedger.payment())).as("still known").isEqualTo(old);
            assertThat(ledger.balance.report().breaks()).isEmpty();
        }
    }

    private static EventFilter filter(String state) {
        return new EventFilter(null, null, null, state, null, null);
    }
}
