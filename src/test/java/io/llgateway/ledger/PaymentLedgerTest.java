package io.llgateway.ledger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.llgateway.notification.Channel;
import io.llgateway.notification.Kind;
import io.llgateway.notification.Outcome;
import io.llgateway.verification.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract section 6 through the real writer, on both real databases. */
class PaymentLedgerTest {
    private static final Map<String, LedgerFixture> LEDGERS = new HashMap<>();
    private static final AtomicInteger NUMBER = new AtomicInteger(100_000);

    @BeforeAll
    static void start(@TempDir Path directory) {
        for (String name : List.of("h2", "postgres")) {
            LEDGERS.put(name, LedgerFixture.on(name, directory));
        }
    }

    @AfterAll
    static void stop() {
        LEDGERS.values().forEach(LedgerFixture::close);
    }

    static Stream<Object[]> everyPair() {
        return OutcomePairs.all().flatMap(pair -> Stream.of("h2", "postgres").map(name -> new Object[] {name, pair}));
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void decidesEveryPairOfOutcomesInBothOrders(String name, OutcomePairs.Pair pair) throws Exception {
        LedgerFixture fixture = fixture(name);
        Told told = fresh(pair.first());

        record(fixture, told);
        Recorded second = record(fixture, told.saying(pair.second()));

        assertThat(second.again()).isEqualTo(pair.again());
        if (!pair.again()) {
            assertThat(fixture.rows(
                            "select state, coalesce(reason, '-') from event where id = '" + second.eventId() + "'"))
                    .containsExactly(pair.state().code() + ' ' + pair.reasonOrDash());
        }
        assertThat(typesLeaving(fixture, told)).containsExactlyElementsOf(pair.typesLeaving());
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void storesOneEventForTwoHundredRepeatsFromFiftyThreads(String name) throws Exception {
        LedgerFixture fixture = fixture(name);
        Told told = fresh(Outcome.SUCCESS);
        ExecutorService threads = Executors.newFixedThreadPool(50);
        List<CompletableFuture<Recorded>> answers = new ArrayList<>();

        for (int i = 0; i < 200; i++) {
            Channel channel = i % 2 == 0 ? Channel.URL_RETURN : Channel.NOTIFY_URL;
            answers.add(CompletableFuture.supplyAsync(
                            () -> fixture.ledger.record(told.by(channel).verified()), threads)
                    .thenCompose(answer -> answer));
        }
        List<Recorded> recorded = new ArrayList<>();
        for (CompletableFuture<Recorded> answer : answers) {
            recorded.add(answer.get(10, SECONDS));
        }
        threads.shutdown();

        assertThat(recorded)
                .extracting(Recorded::eventId)
                .containsOnly(recorded.get(0).eventId());
        assertThat(recorded)
                .extracting(Recorded::token)
                .containsOnly(recorded.get(0).token());
        assertThat(recorded).filteredOn(Recorded::again).hasSize(199);
        UUID id = recorded.get(0).eventId();
        assertThat(fixture.rows("select arrival_count from event where id = '" + id + "'"))
                .containsExactly("200");
        assertThat(fixture.rows("select count(*), max(number) from arrival where event_id = '" + id + "'"))
                .as("beside the first")
                .containsExactly("19 20");
        assertThat(fixture.rows("select type from outbox where subject_id = '" + id + "'"))
                .containsExactly("lianlian.payment.success");
        assertThat(fixture.rows("select state from delivery where event_id = '" + id + "'"))
                .containsExactly("waiting");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void keepsTheFieldsOfAnArrivalMaskedAndNotesWhatDiffers(String name) throws Exception {
        LedgerFixture fixture = fixture(name);
        Told told = fresh(Outcome.SUCCESS).by(Channel.URL_RETURN);

        record(fixture, told);
        Recorded second = record(
                fixture,
                told.by(Channel.NOTIFY_URL).and("acct_name", "Zhang San").bank("03080000"));

        assertThat(fixture.rows(
                        "select channel, source_address, fields from event where id = '" + second.eventId() + "'"))
                .singleElement()
                .asString()
                .startsWith("url_return 115.236.102.36 {\"oid_partner\":")
                .contains("\"sign\":\"***\"")
                .doesNotContain("bm90");
        List<String> arrivals = fixture.rows("select number, channel, source_address, differs, fields from arrival "
                + "where event_id = '" + second.eventId() + "'");
        assertThat(arrivals)
                .singleElement()
                .asString()
                .startsWith("2 notify_url 115.236.102.36 acct_name,bank_code {")
                .contains("\"bank_code\":\"03080000\"", "\"acct_name\":\"***\"", "\"sign\":\"***\"")
                .doesNotContain("Zhang", "bm90");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void reviewsEveryContradictionOfFactsOnceAndKeepsWhatWasKnown(String name) throws Exception {
        LedgerFixture fixture = fixture(name);
        Told told = fresh(Outcome.SUCCESS).in("USD");
        Recorded known = record(fixture, told);
        Map<String, Told> contradictions = Map.of(
                "amount-differs", told.worth("0.02"),
                "currency-differs", told.in("EUR"),
                "order-number-differs", told.ordered("another"),
                "order-time-differs", told.at("20130224120225"),
                "kind-differs", told.of(Kind.PAYOUT),
                "amount-differs,order-time-differs", told.worth("0.03").at("20130224120226"));

        for (Map.Entry<String, Told> contradiction : contradictions.entrySet()) {
            Recorded review = record(fixture, contradiction.getValue());
            Recorded repeated = record(fixture, contradiction.getValue().by(Channel.URL_RETURN));

            assertThat(repeated.eventId()).isEqualTo(review.eventId()).isNotEqualTo(known.eventId());
            assertThat(fixture.rows(
                            "select state, reason, conflicts_with, revision, arrival_count from event where id = '"
                                    + review.eventId() + "'"))
                    .containsExactly("review " + contradiction.getKey() + ' ' + known.eventId() + " 0 2");
            assertThat(fixture.rows(
                            "select type, case when message_id = subject_id then 'same' else 'own' end, body from outbox where subject_id = '"
                                    + review.eventId() + "'"))
                    .singleElement()
                    .asString()
                    .startsWith("lianlian.review own {")
                    .contains(
                            "\"reason\":\"" + contradiction.getKey() + "\"",
                            known.eventId().toString());
            assertThat(fixture.rows("select id from delivery where event_id = '" + review.eventId() + "'"))
                    .isEmpty();
        }
        assertThat(fixture.rows(
                        "select kind, amount, currency, order_number, order_time, outcome, revision, open_reviews"
                                + " from payment where lianlian_number = '" + told.lianlianNumber() + "'"))
                .containsExactly("payment 0.01 USD " + told.orderNumber() + " 20130224120224 success 1 6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void takesAmountsThatAreEqualByValueAndFactsThatOnlyOneSideNamesForAgreement(String name) throws Exception {
        LedgerFixture fixture = fixture(name);
        Told told = fresh(Outcome.SUCCESS).of(Kind.REFUND).worth("5.0").at(null);
        Told paid = fresh(Outcome.SUCCESS).in(null);

        record(fixture, told);
        Recorded again = record(fixture, told.worth("5.00").at("20130224120224"));
        Recorded contradiction = record(fixture, told.worth("5.00").at("20130224120225"));
        record(fixture, paid);

        assertThat(again.again()).isTrue();
        assertThat(record(fixture, paid.in("USD")).again()).isTrue();
        assertThat(contradiction.again()).isFalse();
        assertThat(fixture.rows("select reason from event where id = '" + contradiction.eventId() + "'"))
                .containsExactly("order-time-differs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void reviewsTheSecondSuccessfulPaymentOfAnOrder(String name) throws Exception {
        LedgerFixture fixture = fixture(name);
        Told told = fresh(Outcome.SUCCESS);
        Told second = fresh(Outcome.SUCCESS).ordered(told.orderNumber());

        Recorded paid = record(fixture, told);
        Recorded review = record(fixture, second);
        Recorded again = record(fixture, second);
        Recorded payout = record(
                fixture, fresh(Outcome.SUCCESS).ordered(told.orderNumber()).of(Kind.PAYOUT));

        assertThat(fixture.rows(
                        "select state, reason, conflicts_with from event where id = '" + review.eventId() + "'"))
                .containsExactly("review second-payment-of-order " + paid.eventId());
        assertThat(again.eventId()).isEqualTo(review.eventId());
        assertThat(fixture.rows("select state from event where id = '" + payout.eventId() + "'"))
                .containsExactly("dispatched");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void waitsWithAnUnconfirmedReturnForTheNotificationThatSaysPaid(String name) throws Exception {
        LedgerFixture fixture = fixture(name);
        Told told = fresh(Outcome.SUCCESS);
        Told variant = told.by(Channel.URL_RETURN).with(Verdict.UNCONFIRMED);

        Recorded waiting = record(fixture, variant);
        assertThat(typesLeaving(fixture, told)).isEmpty();
        Recorded paid = record(fixture, told);
        Recorded joined = record(fixture, variant);
        Recorded contradiction = record(fixture, variant.worth("9.99"));

        assertThat(fixture.rows("select state, outcome from event where id = '" + waiting.eventId() + "'"))
                .containsExactly("unconfirmed unconfirmed");
        assertThat(paid.again()).isFalse();
        assertThat(joined.eventId()).isEqualTo(paid.eventId());
        assertThat(fixture.rows("select state from event where id = '" + contradiction.eventId() + "'"))
                .containsExactly("review");
        assertThat(typesLeaving(fixture, told)).containsExactly("lianlian.payment.success 1", "lianlian.review 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void comparesTheNotificationWithWhatAnUnconfirmedReturnSaid(String name) throws Exception {
        LedgerFixture fixture = fixture(name);
        Told told = fresh(Outcome.SUCCESS);

        Recorded waiting = record(fixture, told.with(Verdict.UNCONFIRMED).worth("7.00"));
        Recorded review = record(fixture, told);

        assertThat(fixture.rows(
                        "select state, reason, conflicts_with from event where id = '" + review.eventId() + "'"))
                .containsExactly("review amount-differs " + waiting.eventId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void handsATextWithoutFactsToAPersonOnce(String name) throws Exception {
        LedgerFixture fixture = fixture(name);
        Told told = fresh(Outcome.SUCCESS).with(Verdict.SEVERAL_READINGS);

        Recorded review = record(fixture, told);
        Recorded again = record(fixture, told.by(Channel.URL_RETURN));
        Recorded another = record(fixture, told.worth("0.09"));

        assertThat(again.eventId()).isEqualTo(review.eventId());
        assertThat(another.eventId()).isNotEqualTo(review.eventId());
        assertThat(fixture.rows(
                        "select state, reason, outcome, order_number, message, arrival_count from event where id = '"
                                + review.eventId() + "'"))
                .containsExactly("review why several-readings  null 2");
        assertThat(fixture.rows("select type from outbox where subject_id = '" + review.eventId() + "'"))
                .containsExactly("lianlian.review");
        assertThat(fixture.rows("select timeline from payment where lianlian_number = '" + told.lianlianNumber() + "'"))
                .isEmpty();
    }

    private static LedgerFixture fixture(String name) {
        return Objects.requireNonNull(LEDGERS.get(name));
    }

    private static Told fresh(Outcome outcome) {
        int number = NUMBER.incrementAndGet();
        return Told.that(outcome).numbered("2013099129" + number).ordered("order-" + number);
    }

    private static Recorded record(LedgerFixture fixture, Told told) throws Exception {
        return fixture.ledger.record(told.verified()).get(10, SECONDS);
    }

    /** Types and revisions of what leaves for a payment, in the order handed over. */
    private static List<String> typesLeaving(LedgerFixture fixture, Told told) {
        return fixture.rows("select o.type, e.revision from outbox o join event e on e.id = o.subject_id"
                + " where e.lianlian_number = '" + told.lianlianNumber() + "' order by o.id");
    }
}
