package io.llgateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.llgateway.notification.Channel;
import io.llgateway.notification.Kind;
import io.llgateway.notification.Outcome;
import io.llgateway.verification.Verdict;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract section 6 as pure decisions. */
class TimelineTest {
    static Stream<OutcomePairs.Pair> everyPair() {
        return OutcomePairs.all();
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void decidesEveryPair(OutcomePairs.Pair pair) {
        Timeline timeline = Timeline.begunBy(arriving(Told.that(pair.first())));
        KnownEvent first = take(timeline, Told.that(pair.first()));

        Decision decision = decide(timeline, Told.that(pair.second()));

        if (pair.again()) {
            assertThat(decision).isEqualTo(new Decision.Again(first));
        } else {
            List<UUID> conflicts = pair.reason() == null ? List.of() : List.of(first.id());
            assertThat(decision)
                    .isEqualTo(new Decision.First(pair.second().code(), pair.state(), pair.reason(), conflicts));
        }
    }

    @Test
    void countsRevisionsOfDispatchedEventsOnly() {
        Timeline timeline = told(Outcome.PENDING, Outcome.SUCCESS, Outcome.AUTHORIZED, Outcome.REFUNDED);

        assertThat(timeline.revision()).isEqualTo(3);
        assertThat(timeline.openReviews()).isEqualTo(1);
        assertThat(timeline.outcome()).isEqualTo(Outcome.REFUNDED);
    }

    @Test
    void holdsTheOrderOnceItsPaymentSucceeds() {
        assertThat(told(Outcome.AUTHORIZED).paidOrderKey()).isNull();
        assertThat(told(Outcome.FAILURE, Outcome.SUCCESS).paidOrderKey()).isNull();
        assertThat(told(Outcome.AUTHORIZED, Outcome.SUCCESS).paidOrderKey())
                .isEqualTo("payment|201304121000001004|2013099129111111");
        assertThat(told(Outcome.REFUNDED, Outcome.SUCCESS).paidOrderKey()).isNotNull();
    }

    @Test
    void aReviewedContradictionDoesNotRank() {
        Timeline timeline = Timeline.begunBy(arriving(Told.that(Outcome.PENDING)));
        take(timeline, Told.that(Outcome.PENDING));
        take(timeline, Told.that(Outcome.SUCCESS).worth("0.02"));

        assertThat(decide(timeline, Told.that(Outcome.SUCCESS)))
                .isEqualTo(Decision.First.of("success", EventState.DISPATCHED));
    }

    @Test
    void tellsDifferentContradictionsOfTheSameOutcomeApart() {
        Timeline timeline = told(Outcome.SUCCESS);
        KnownEvent first = take(timeline, Told.that(Outcome.SUCCESS).worth("0.02"));
        KnownEvent second = take(timeline, Told.that(Outcome.SUCCESS).worth("0.03"));

        assertThat(second.identity()).isNotEqualTo(first.identity()).startsWith("success|");
        assertThat(decide(timeline, Told.that(Outcome.SUCCESS).worth("0.020"))).isEqualTo(new Decision.Again(first));
    }

    @Test
    void joinsAnUnconfirmedReturnToTheSuccessOrTheAuthorisation() {
        Told variant = Told.that(Outcome.SUCCESS).with(Verdict.UNCONFIRMED).by(Channel.URL_RETURN);

        assertThat(decide(told(Outcome.SUCCESS), variant)).isInstanceOf(Decision.Again.class);
        assertThat(decide(told(Outcome.AUTHORIZED), variant)).isInstanceOf(Decision.Again.class);
        assertThat(decide(told(Outcome.PENDING), variant))
                .isEqualTo(Decision.First.of("unconfirmed", EventState.UNCONFIRMED));
    }

    @Test
    void givesRefundsNumbersOfTheirOwnAndLetsPaymentsAndPayoutsCollide() {
        Told told = Told.that(Outcome.SUCCESS);

        assertThat(arriving(told.of(Kind.PAYOUT)).timeline())
                .isEqualTo(arriving(told).timeline());
        assertThat(arriving(told.of(Kind.REFUND)).timeline())
                .isNotEqualTo(arriving(told).timeline());
        assertThat(arriving(told.of(Kind.REFUND)).paidOrderKey()).isNull();
    }

    @ParameterizedTest
    @EnumSource(value = Confirmation.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void letsAPaymentThatWouldBeDispatchedWaitForItsSecondProof(Confirmation confirmation) {
        for (Outcome outcome : List.of(Outcome.SUCCESS, Outcome.AUTHORIZED)) {
            Timeline timeline = Timeline.begunBy(arriving(Told.that(outcome)));
            Decision.First waits = Decision.First.waiting(outcome.code());

            assertThat(timeline.decide(arriving(Told.that(outcome)), null, confirmation))
                    .isEqualTo(waits);
            KnownEvent event = apply(timeline, Told.that(outcome), waits);
            assertThat(timeline.outcome()).as("nothing is believed yet").isNull();
            assertThat(timeline.revision()).isZero();
            assertThat(timeline.openReviews()).isEqualTo(1);
            assertThat(timeline.decide(arriving(Told.that(outcome)), null, confirmation))
                    .isEqualTo(new Decision.Again(event));
        }
    }

    @Test
    void letsOnlyThatWaitWhichSaysThatThereIsMoney() {
        for (Outcome outcome : Outcome.values()) {
            for (Kind kind : Kind.values()) {
                Told told = Told.that(outcome).of(kind);
                Outcome said = arriving(told).outcome();
                boolean money = kind == Kind.PAYMENT && (said == Outcome.SUCCESS || said == Outcome.AUTHORIZED);

                assertThat(Timeline.begunBy(arriving(told)).decide(arriving(told), null, Confirmation.QUERY))
                        .as(kind + " " + outcome)
                        .extracting(decision -> ((Decision.First) decision).state())
                        .isEqualTo(money ? EventState.WAITING_CONFIRMATION : EventState.DISPATCHED);
            }
        }
    }

    @Test
    void reviewsAContradictionOfWhatStillWaitsForItsSecondProof() {
        Timeline timeline = Timeline.begunBy(arriving(Told.that(Outcome.SUCCESS)));
        KnownEvent waiting = apply(timeline, Told.that(Outcome.SUCCESS), Decision.First.waiting("success"));

        assertThat(timeline.decide(arriving(Told.that(Outcome.FAILURE)), null, Confirmation.QUERY))
                .isEqualTo(Decision.First.review("failure", "success-against-failure", List.of(waiting.id())));
        assertThat(timeline.paidOrderKey())
                .as("a second payment of the order is noticed")
                .isNotNull();
    }

    private static Timeline told(Outcome... outcomes) {
        Timeline timeline = Timeline.begunBy(arriving(Told.that(outcomes[0])));
        for (Outcome outcome : outcomes) {
            take(timeline, Told.that(outcome));
        }
        return timeline;
    }

    private static Decision decide(Timeline timeline, Told told) {
        return timeline.decide(arriving(told), null, Confirmation.NONE);
    }

    private static KnownEvent take(Timeline timeline, Told told) {
        return apply(timeline, told, (Decision.First) decide(timeline, told));
    }

    private static KnownEvent apply(Timeline timeline, Told told, Decision.First first) {
        KnownEvent event = new KnownEvent(
                UUID.randomUUID(),
                first.identity(),
                first.state(),
                "token",
                arriving(told).fields(),
                1);
        timeline.apply(arriving(told), first, event);
        return event;
    }

    private static Arriving arriving(Told told) {
        return Arriving.of(told.verified());
    }
}
