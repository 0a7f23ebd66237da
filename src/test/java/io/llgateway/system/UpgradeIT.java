package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The present version starts on what the version before left: its tables, its journal, and a backlog in both. */
class UpgradeIT {
    @TempDir
    private Path directory;

    @Test
    void worksOffTheBacklogThatAnEarlierMigrationStateHasLeft() throws Exception {
        try (Plant plant = Plant.embedded(directory)) {
            plant.erp.always(Behaviour.status(503));
            GatewayProcess gateway = plant.start();
            Load load = plant.load();
            load.posts(40);
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(plant.metric("gateway_outbox_depth"))
                    .isZero());
            gateway.stop();
            String page;
            try (Connection ledger = plant.ledger()) {
                page = "/lianlian/result/" + firstToken(ledger);
                goBack(ledger);
                forgetHalf(ledger);
            }
            plant.erp.always(Behaviour.status(200));

            gateway.start();
            assertThat(gateway.get(page).statusCode()).isEqualTo(200);
            load.posts(20);

            JsonNode reported = plant.reported();
            assertThat(reported.path("accepted").asInt()).isGreaterThanOrEqualTo(40);
            plant.comesToRestInBalance();
        }
    }

    @Test
    void startsOnACopyOfItsDataAsIfNothingHadHappened() throws Exception {
        try (Plant plant = Plant.embedded(directory)) {
            GatewayProcess gateway = plant.start();
            Load load = plant.load();
            load.posts(40);
            gateway.stop();
            Path data = directory.resolve("gateway-1").resolve("data");
            Path backup = directory.resolve("backup");
            copy(data, backup);
            Files.move(data, directory.resolve("lost"));
            copy(backup, data);

            gateway.start();
            load.posts(40);

            plant.comesToRestInBalance();
        }
    }

    @Test
    @Tag("damage")
    void worksOffWhatWaitedForTheBrokerOfItsOwn() throws Exception {
        try (Plant plant = Plant.real(directory)) {
            plant.erp.always(Behaviour.status(503));
            // a delivery is leased for twice that and ten seconds
            GatewayProcess gateway = plant.start("--gateway.erp.webhook.timeout=2s");
            Load load = plant.load();
            load.posts(20);
            plant.servers().broker().kill();
            try {
                load.posts(40);
                gateway.stop();
                assertThat(plant.unsentRows()).isPositive();
                try (Connection ledger = plant.ledger()) {
                    goBack(ledger);
                }
            } finally {
                plant.servers().broker().start();
            }
            plant.erp.always(Behaviour.status(200));

            gateway.start();
            load.posts(20);

            plant.comesToRestInBalance();
        }
    }

    /** Some messages lie in the journal, and the ledger does not know it: that version was killed before its commit. */
    private static void forgetHalf(Connection ledger) throws SQLException {
        try (Statement statement = ledger.createStatement()) {
            assertThat(statement.executeUpdate("update outbox set state = 'ready', queue = null, sent_at = null"
                            + " where state = 'sent' and mod(id, 2) = 0"))
                    .isPositive();
        }
    }

    private static String firstToken(Connection ledger) throws SQLException {
        try (Statement statement = ledger.createStatement();
                ResultSet row = statement.executeQuery("select token from event order by id limit 1")) {
            row.next();
            return row.getString(1);
        }
    }

    /** Takes the migrations since the first back; rows are as that version wrote and numbered them. */
    private static void goBack(Connection ledger) throws SQLException {
        try (Statement statement = ledger.createStatement()) {
            statement.execute("drop index event_token");
            statement.execute("alter table event drop column received_on");
            statement.execute("alter table event add constraint event_token unique (token)");
            statement.execute("drop view way_out");
            statement.execute("""
                    insert into arrival (event_id, number, channel, received_at, source_address, differs, fields)
                    select id, 1, channel, received_at, source_address, '', fields from event""");
            statement.execute("""
                    insert into outbox (message_id, subject_id, type, channel, state, claimed_until, attempt, queue,
                                        created_at, sent_at)
                    select e.id, e.id, 'lianlian.' || e.kind || '.' || e.outcome, e.channel, b.state, b.claimed_until, 0,
                           b.queues[1], b.created_at, b.sent_at
                      from event e join outbox_batch b on b.id = e.outbox_batch""");
            statement.execute("drop table outbox_batch");
            statement.execute("alter table event drop column source_address");
            statement.execute("alter table event drop column fields");
            statement.execute("alter table event drop column outbox_batch");
            statement.execute("drop index event_lianlian_number");
            statement.execute("drop table operator_action");
            statement.execute("drop table redrive_item");
            statement.execute("drop sequence outbox_row");
            statement.execute("update outbox set id = id - 999999900000 where id >= 1000000000000");
            statement.execute("alter table outbox alter column id restart with 10000000");
            statement.execute("delete from \"flyway_schema_history\" where \"version\" <> '1'");
        }
    }

    private static void copy(Path from, Path to) throws java.io.IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
