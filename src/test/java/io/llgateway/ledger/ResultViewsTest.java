package io.llgateway.ledger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.llgateway.ledger.ResultView.State;
import io.llgateway.notification.Outcome;
import io.llgateway.verification.Verdict;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultViewsTest {
    private static final Map<String, LedgerFixture> LEDGERS = new HashMap<>();
    private static int number;

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

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void showsThePaymentsStateWhicheverArrivalTheTokenIsFrom(String name) throws Exception {
        LedgerFixture fixture = fixture(name);
        Told told = fresh(Outcome.SUCCESS);

        String waiting = record(fixture, told.with(Verdict.UNCONFIRMED));
        assertThat(state(fixture, waiting)).isEqualTo(State.CONFIRMING);
        record(fixture, told.saying(Outcome.AUTHORIZED));
        assertThat(state(fixture, waiting)).isEqualTo(State.CONFIRMING);
        String paid = record(fixture, told);
        assertThat(state(fixture, waiting)).isEqualTo(State.PAID);
        String late = record(fixture, told.saying(Outcome.PENDING));
        assertThat(state(fixture, late)).isEqualTo(State.PAID);
        record(fixture, told.saying(Outcome.REFUNDED));
        assertThat(state(fixture, paid)).isEqualTo(State.FAILED);
        record(fixture, told.saying(Outcome.FAILURE));
        assertThat(state(fixture, paid)).isEqualTo(State.CONFIRMING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void showsOrderAmountAndBankOfWhatIsKnown(String name) throws Exception {
        LedgerFixture fixture = fixture(name);
        Told told = fresh(Outcome.SUCCESS).worth("5.0");

        ResultView view = views(fixture).find(record(fixture, told)).orElseThrow();

        assertThat(view.orderNumber()).isEqualTo(told.orderNumber());
        assertThat(view.amount()).isEqualTo("5.00");
        assertThat(view.currency()).isEqualTo("CNY");
        assertThat(view.bankCode()).isEqualTo("01020000");
        assertThat(views(fixture)
                        .find(record(fixture, fresh(Outcome.SUCCESS).in("USD")))
                        .orElseThrow()
                        .currency())
                .isEqualTo("USD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void showsNoFactsOfATextThatHasNone(String name) throws Exception {
        LedgerFixture fixture = fixture(name);

        String token = record(fixture, fresh(Outcome.SUCCESS).with(Verdict.SEVERAL_READINGS));

        ResultView view = views(fixture).find(token).orElseThrow();
        assertThat(view.state()).isEqualTo(State.CONFIRMING);
        assertThat(view.orderNumber()).isNull();
        assertThat(view.amount()).isNull();
        assertThat(view.currency()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void forgetsAPageAfterItsExpiryAndKnowsNoOtherToken(String name) throws Exception {
        LedgerFixture fixture = fixture(name);
        String token = record(fixture, fresh(Outcome.SUCCESS));

        assertThat(views(fixture).find(token)).isPresent();
        assertThat(views(fixture, Duration.ofDays(7).minusMinutes(1)).find(token))
                .isPresent();
        assertThat(views(fixture, Duration.ofDays(7)).find(token)).isEmpty();
        assertThat(views(fixture).find("0123456789abcdef0123456789abcdef")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void showsThePageOfANodeWhoseClockIsAhead(String name) throws Exception {
        LedgerFixture fixture = fixture(name);
        String token = record(fixture, fresh(Outcome.SUCCESS));

        assertThat(views(fixture, Duration.ofHours(-23)).find(token)).isPresent();
    }

    private static State state(LedgerFixture fixture, String token) {
        return views(fixture).find(token).orElseThrow().state();
    }

    private static ResultViews views(LedgerFixture fixture) {
        return views(fixture, Duration.ZERO);
    }

    private static ResultViews views(LedgerFixture fixture, Duration later) {
        Clock clock = Clock.offset(Clock.systemUTC(), later);
        return new ResultViews(fixture.database, LedgerFixture.SETTINGS, clock);
    }

    private static String record(LedgerFixture fixture, Told told) throws Exception {
        return fixture.ledger.record(told.verified()).get(10, SECONDS).token();
    }

    private static LedgerFixture fixture(String name) {
        return Objects.requireNonNull(LEDGERS.get(name));
    }

    private static Told fresh(Outcome outcome) {
        number++;
        return Told.that(outcome).numbered("1" + number).ordered("o" + number);
    }
}
