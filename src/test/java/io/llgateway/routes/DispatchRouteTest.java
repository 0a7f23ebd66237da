package io.llgateway.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llgateway.dispatch.BrokerSettings;
import io.llgateway.dispatch.OutboxRows;
import io.llgateway.dispatch.QueueReader;
import io.llgateway.ledger.Databases;
import io.llgateway.ledger.HandOver;
import io.llgateway.ledger.LedgerDatabase;
import io.llgateway.ledger.Outbox;
import io.llgateway.ledger.OutboxMessage;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** Starts the real route file on a real embedded broker and a real ledger database. */
@CamelSpringBootTest
@SpringBootTest(
        classes = DispatchRouteTest.Dispatch.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "camel.main.routes-include-pattern=file:routes/2-dispatch.camel.yaml,file:routes/errors.camel.yaml",
            "gateway.data-dir=target/dispatch-route-test/${random.uuid}",
            "management.endpoint.health.validate-group-membership=false"
        })
class DispatchRouteTest {
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = FlywayAutoConfiguration.class)
    @ComponentScan("io.llgateway.dispatch")
    static class Dispatch {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        BrokerSettings brokerSettings() {
            return new BrokerSettings(0);
        }

        @Bean
        DataSource dataSource() throws IOException {
            return Databases.h2(Files.createTempDirectory(Path.of("target"), "dispatch-route-test"));
        }

        @Bean
        LedgerDatabase ledgerDatabase(DataSource dataSource) {
            return new LedgerDatabase(dataSource);
        }

        @Bean
        DyingOutbox outbox(LedgerDatabase database, Clock clock) {
            return new DyingOutbox(database, clock);
        }

        @Bean
        HandOver handOver(Outbox outbox) {
            return new HandOver(outbox);
        }
    }

    /** The real outbox, which can fail where a process may die: after the broker's commit, before the ledger's. */
    static class DyingOutbox extends Outbox {
        final AtomicBoolean dies = new AtomicBoolean();

        DyingOutbox(LedgerDatabase database, Clock clock) {
            super(database, clock);
        }

        @Override
        public void markSent(Map<OutboxMessage, String> queues) {
            if (!queues.isEmpty() && dies.getAndSet(false)) {
                throw new IllegalStateException("died before the ledger's commit");
            }
            super.markSent(queues);
        }
    }

    private static final String BANK = "lianlian.payment.success.personal-bank";

    @Autowired
    CamelContext camel;

    @Autowired
    DyingOutbox outbox;

    private final OutboxRows rows;
    private final QueueReader queues;

    @Autowired
    DispatchRouteTest(DataSource dataSource, ConnectionFactory connections) {
        rows = new OutboxRows(dataSource);
        queues = new QueueReader(connections);
    }

    @Test
    void startsExactlyOneRoute() {
        assertThat(camel.getRoutes()).extracting(Route::getId).containsExactly("dispatch-outbox");
    }

    @ParameterizedTest
    @CsvSource({
        "payment, success, 1, lianlian.payment.success.personal-bank",
        "payment, success, 8, lianlian.payment.success.personal-bank",
        "payment, success, 9, lianlian.payment.success.business-bank",
        "payment, success, 2, lianlian.payment.success.express",
        "payment, success, 3, lianlian.payment.success.express",
        "payment, success, 27, lianlian.payment.success.express",
        "payment, success, D, lianlian.payment.success.verified",
        "payment, success, P, lianlian.payment.success.verified",
        "payment, success, 0, lianlian.payment.success.wallet",
        "payment, success, I, lianlian.payment.success.wallet",
        "payment, success, L, lianlian.payment.success.wallet",
        "payment, success, W, lianlian.payment.success.wallet",
        "payment, success, Y, lianlian.payment.success.wallet",
        "payment, success, M, lianlian.payment.success.easypay",
        "payment, success, N, lianlian.payment.success.easypay",
        "payment, authorized, F, lianlian.payment.authorized",
        "payment, success, '', lianlian.payment.success.other",
        "payment, success, O, lianlian.payment.success.other",
        "payment, success, X, lianlian.payment.success.other",
        "payment, success, 7, lianlian.payment.success.other",
        "payment, success, 18, lianlian.payment.success.other",
        "payment, success, IL, lianlian.payment.success.other",
        "payment, pending, 1, lianlian.payment.pending",
        "payment, failure, 1, lianlian.payment.failure",
        "payment, refunded, '', lianlian.payment.refunded",
        "payment, unknown, 1, lianlian.unrouted",
        "payment, cancelled, 1, lianlian.unrouted",
        "payout, success, '', lianlian.payout.success",
        "payout, success, 1, lianlian.payout.success",
        "payout, failure, '', lianlian.payout.failure",
        "payout, cancelled, '', lianlian.payout.cancelled",
        "payout, pending, '', lianlian.payout.pending",
        "payout, unknown, '', lianlian.unrouted",
        "payout, refunded, '', lianlian.unrouted",
        "refund, success, '', lianlian.refund.success",
        "refund, failure, '', lianlian.refund.failure",
        "refund, pending, '', lianlian.refund.pending",
        "refund, unknown, '', lianlian.unrouted",
        "refund, cancelled, '', lianlian.unrouted",
    })
    void sendsEachEventToTheQueueOfTheContract(String kind, String outcome, String payType, String queue) {
        UUID id = rows.add(kind, outcome, payType);

        await().until(() -> rows.stateOf(id).equals("sent " + queue));
        assertThat(queues.takeTexts(queue)).singleElement().asString().contains(id.toString());
    }

    @Test
    void sendsWhatAPersonMustSeeToReviewWhateverItsFactsAre() {
        UUID id = rows.addReview("payment", "success");

        await().until(() -> rows.stateOf(id).equals("sent lianlian.review"));
        assertThat(queues.takeTexts("lianlian.review"))
                .singleElement()
                .asString()
                .contains(id.toString());
    }

    @Test
    void sendsWhatWasRefusedToRejected() {
        UUID id = rows.addRejected();

        await().until(() -> rows.stateOf(id).equals("sent lianlian.rejected"));
        assertThat(queues.takeTexts("lianlian.rejected"))
                .singleElement()
                .asString()
                .contains(id.toString());
    }

    @Test
    void endsExactWhenTheProcessDiesBetweenTheCommitsOfBrokerAndLedger() {
        outbox.dies.set(true);
        List<UUID> ids = rows.addPayments(300);
        await().untilFalse(outbox.dies);

        // the claim of the dead process ends
        rows.forgetSent();

        await().until(() -> rows.count("ready") == 0);
        assertThat(ids).allSatisfy(id -> assertThat(rows.stateOf(id)).isEqualTo("sent " + BANK));
        assertThat(queues.takeTexts(BANK)).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    void parksOnlyTheMessageThatTheChoiceFailsOnAndSendsItWhenTheRouteIsRepaired() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        AdviceWith.adviceWith(camel, "dispatch-outbox", advice -> advice.weaveById("to-payment-success-business-bank")
                .before()
                .process(exchange -> {
                    if (broken.get()) {
                        throw new IllegalStateException("an integrator's mistake");
                    }
                }));
        UUID bad = rows.add("payment", "success", "9");
        List<UUID> good = rows.addPayments(20);

        await().until(() -> rows.stateOf(bad).equals("parked  an integrator's mistake"));
        await().until(() -> good.stream().allMatch(id -> rows.stateOf(id).equals("sent " + BANK)));

        broken.set(false);
        rows.hurryParked();
        await().until(() -> rows.stateOf(bad).equals("sent lianlian.payment.success.business-bank"));
    }

    @AfterEach
    void emptyTheQueues() {
        await().until(() -> rows.count("ready") == 0);
        queues.take(BANK);
        queues.take("lianlian.payment.success.business-bank");
    }
}
