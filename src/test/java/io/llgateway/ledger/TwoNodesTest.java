package io.llgateway.ledger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.llgateway.notification.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two notifications of one payment at the same instant: on one ledger from two threads, and on two nodes. */
class TwoNodesTest {
    /** Two that meet need two threads; from JDK 25 on, the common pool of a machine with two cores has one. */
    private static final Executor THREADS = task -> new Thread(task, "node").start();

    private static LedgerFixture h2;
    private static LedgerFixture node;
    private static LedgerFixture otherNode;
    private static int number;

    @BeforeAll
    static void start(@TempDir Path directory) {
        h2 = new LedgerFixture(Databases.h2(directory));
        HikariDataSource postgres = Databases.postgres();
        node = new LedgerFixture(postgres);
        otherNode = new LedgerFixture(Databases.another(postgres));
    }

    @AfterAll
    static void stop() {
        Stream.of(h2, otherNode, node).forEach(LedgerFixture::close);
    }

    static Stream<OutcomePairs.Pair> everyPair() {
        return OutcomePairs.all();
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void decidesEveryPairAtTheSameInstantAsOneAfterTheOther(OutcomePairs.Pair pair) throws Exception {
        meetAndCompare(h2, h2, pair);
        meetAndCompare(node, node, pair);
        meetAndCompare(node, otherNode, pair);
    }

    @Test
    void paysAnOrderOnceWhenTwoNodesHearOfTwoPaymentsAtTheSameInstant() throws Exception {
        for (int i = 0; i < 20; i++) {
            number++;
            String order = "order-twice-" + number;
            Told one = Told.that(Outcome.SUCCESS).numbered("30" + number).ordered(order);
            Told other = Told.that(Outcome.SUCCESS).numbered("31" + number).ordered(order);

            meet(node, one, otherNode, other);

            assertThat(node.rows(
                            "select o.type from outbox o join event e on e.id = o.subject_id where e.order_number = '"
                                    + order + "' order by o.type"))
                    .containsExactly("lianlian.payment.success", "lianlian.review");
        }
    }

    @Test
    void recordsWholeBatchesOfTheSameNotificationsOnTwoNodesOnce() throws Exception {
        List<CompletableFuture<Recorded>> answers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Told told = Told.that(Outcome.SUCCESS).numbered("40" + i).ordered("batch-" + i);
            answers.add(node.ledger.record(told.verified()));
            answers.add(otherNode.ledger.record(told.verified()));
        }
        for (CompletableFuture<Recorded> answer : answers) {
            answer.get(10, SECONDS);
        }

        assertThat(node.rows("select count(*), sum(arrival_count) from event where order_number like 'batch-%'"))
                .containsExactly("500 1000");
        assertThat(node.rows("select count(*) from outbox o join event e on e.id = o.subject_id"
                        + " where e.order_number like 'batch-%'"))
                .containsExactly("500");
    }

    private static void meetAndCompare(LedgerFixture one, LedgerFixture other, OutcomePairs.Pair pair)
            throws Exception {
        number++;
        Told told = Told.that(pair.first()).numbered("20" + number).ordered("order-" + number);

        meet(one, told, other, told.saying(pair.second()));

        List<String> types = one.rows("select o.type, e.revision from outbox o join event e on e.id = o.subject_id"
                + " where e.lianlian_number = '" + told.lianlianNumber() + "'");
        OutcomePairs.Pair reversed = OutcomePairs.all()
                .filter(candidate -> candidate.first() == pair.second() && candidate.second() == pair.first())
                .findFirst()
                .orElseThrow();
        assertThat(Set.copyOf(types)).isIn(Set.copyOf(pair.typesLeaving()), Set.copyOf(reversed.typesLeaving()));
        assertThat(one.rows("select count(*), sum(arrival_count) from event where lianlian_number = '"
                        + told.lianlianNumber() + "'"))
                .containsExactly((pair.again() ? 1 : 2) + " 2");
    }

    private static void meet(LedgerFixture one, Told first, LedgerFixture other, Told second) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(2);
        CompletableFuture<Recorded> firstAnswer =
                CompletableFuture.supplyAsync(() -> recordAt(barrier, one, first), THREADS);
        CompletableFuture<Recorded> secondAnswer =
                CompletableFuture.supplyAsync(() -> recordAt(barrier, other, second), THREADS);
        firstAnswer.get(10, SECONDS);
        secondAnswer.get(10, SECONDS);
    }

    private static Recorded recordAt(CyclicBarrier barrier, LedgerFixture fixture, Told told) {
        try {
            barrier.await(10, SECONDS);
            return fixture.ledger.record(told.verified()).get(10, SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
