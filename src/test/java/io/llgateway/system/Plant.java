package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A whole installation with load on it: gateways with their database, broker and a pretended ERP; either real servers,
 * shared by all tests of a test machine, or the embedded ones inside the gateway.
 */
final class Plant implements AutoCloseable {
    private static final Duration LONGEST_REST = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    final ErpServer erp = ErpServer.start();
    final List<GatewayProcess> gateways = new ArrayList<>();
    private final Path directory;
    private final @Nullable Servers servers;
    private final int embeddedBrokerPort = GatewayProcess.freePort();
    private final List<Load> loads = new ArrayList<>();

    private Plant(Path directory, @Nullable Servers servers) {
        this.directory = directory;
        this.servers = servers;
    }

    /** PostgreSQL and Artemis as servers of their own, an empty database, empty queues. No gateway yet. */
    static Plant real(Path directory) throws JMSException {
        Servers servers = Servers.shared();
        servers.database().useNewDatabase();
        servers.queues().drain();
        return new Plant(directory, servers);
    }

    /** PostgreSQL as a server of its own, an empty database, and brokers that the caller has at that URL. No gateway yet. */
    static Plant real(Path directory, String brokerUrl) {
        Servers servers = Servers.shared();
        servers.database().useNewDatabase();
        return new Plant(directory, new Servers(servers.database(), servers.broker(), brokerUrl));
    }

    /** Database and broker inside the gateway. No gateway yet. */
    static Plant embedded(Path directory) {
        return new Plant(directory, null);
    }

    /** Adds a gateway that is not started; one that starts fast, since most tests start several. */
    GatewayProcess prepare(String... more) throws IOException {
        Path home = java.nio.file.Files.createDirectories(directory.resolve("gateway-" + (gateways.size() + 1)));
        GatewayProcess gateway = GatewayProcess.prepare(home, settings(more)).launchedBy(FastStart.launcher());
        gateways.add(gateway);
        return gateway;
    }

    /** Adds a gateway and starts it. */
    GatewayProcess start(String... more) throws IOException {
        GatewayProcess gateway = prepare(more);
        gateway.start();
        return gateway;
    }

    private String[] settings(String... more) {
        Stream<String> own = servers == null
                ? Stream.of("--gateway.broker.port=" + embeddedBrokerPort)
                : Stream.of(servers.database().settings(), ArtemisServer.settingsOfGateway(servers.brokerUrl()))
                        .flatMap(Arrays::stream);
        Map<String, String> byName = new LinkedHashMap<>();
        Stream.of(
                        Payments.settings(),
                        erp.settings(),
                        new String[] {
                            "--gateway.erp.webhook.retry-schedule=500ms,1s,1s,1s,2s,2s,2s,2s,2s,2s,2s,2s",
                            "--gateway.ops.user=" + Operator.NAME,
                            "--gateway.ops.password=" + Operator.PASSWORD
                        },
                        own.toArray(String[]::new),
                        more)
                .flatMap(Arrays::stream)
                // given twice, a setting would be a list of both
                .forEach(setting -> byName.put(setting.substring(0, setting.indexOf('=')), setting));
        return byName.values().toArray(String[]::new);
    }

    /** Load on all gateways that are there now, not begun. */
    Load load() {
        return loadOn(gateways);
    }

    /** Load on these gateways only, not begun. */
    Load loadOn(List<GatewayProcess> some) {
        Load load = new Load(List.copyOf(some), new Payments(String.format("%02d", loads.size() + 1)));
        loads.add(load);
        return load;
    }

    Servers servers() {
        return java.util.Objects.requireNonNull(servers, "an embedded plant has no servers");
    }

    /** @return a reader of this plant's queues */
    QueueReader queues() {
        return servers == null ? new QueueReader("tcp://localhost:" + embeddedBrokerPort, "", "") : servers.queues();
    }

    /** @return the balance as the product itself reports it */
    JsonNode reported() throws IOException {
        GatewayProcess any =
                gateways.stream().filter(GatewayProcess::isAlive).findFirst().orElseThrow();
        return JSON.readTree(GatewayProcess.send(HttpRequest.newBuilder(any.managementUri("/actuator/gateway-balance"))
                        .timeout(Duration.ofSeconds(20))
                        .build())
                .body());
    }

    /** @return the health that a path on the management port of the first gateway tells */
    JsonNode health(String path) throws IOException {
        return JSON.readTree(
                GatewayProcess.send(HttpRequest.newBuilder(gateways.get(0).managementUri(path))
                                .timeout(Duration.ofSeconds(20))
                                .build())
                        .body());
    }

    /**
     * Stops the load, asks again what was not acknowledged, waits until nothing is left to do, stops the gateways, and
     * asserts that the balance holds on every side.
     */
    Balance comesToRestInBalance() throws IOException, JMSException, SQLException {
        return comesToRestInBalance(queues());
    }

    /** The same, with a reader that has taken messages before. */
    Balance comesToRestInBalance(QueueReader queues) throws IOException, JMSException, SQLException {
        JsonNode reported = comesToRest();
        queues.drain();
        gateways.forEach(GatewayProcess::stop);
        return balance(queues, reported);
    }

    /** The same, but the gateways go on; for servers of its own. */
    Balance restsInBalance(QueueReader queues) throws IOException, JMSException, SQLException {
        JsonNode reported = comesToRest();
        queues.drain();
        return balance(queues, reported);
    }

    /** Stops the load, asks again what was not acknowledged, and waits until nothing is left to do. */
    JsonNode comesToRest() throws IOException {
        for (Load load : loads) {
            load.stop();
            load.askAgain();
        }
        await("nothing left to do")
                .atMost(LONGEST_REST)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> {
                    JsonNode now = reported();
                    assertThat(now.path("ready").asLong()
                                    + now.path("parked").asLong()
                                    + now.path("waiting").asLong())
                            .as(now.toString())
                            .isZero();
                });
        awaitSent();
        return reported();
    }

    private Balance balance(QueueReader queues, JsonNode reported) throws SQLException {
        try (Connection ledger = ledger()) {
            Balance balance = Balance.of(ledger).isAllSent().holdsFor(queues).holdsFor(erp);
            loads.forEach(balance::holdsFor);
            balance.holdsNothingBeside(loads);
            assertThat(reported.path("holds").asBoolean())
                    .as(reported.toString())
                    .isTrue();
            assertThat(reported.path("accepted").asInt())
                    .as(reported.toString())
                    .isEqualTo(balance.events());
            assertThat(reported.path("dispatched").asInt()
                            + reported.path("in_review").asInt()
                            + reported.path("late").asInt())
                    .as(reported.toString())
                    .isEqualTo(balance.events());
            return balance;
        }
    }

    /** Review messages are not in the reported counts, so look at the outbox's depth, too. */
    private void awaitSent() {
        await("an empty outbox")
                .atMost(LONGEST_REST)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> assertThat(metric("gateway_outbox_depth")).isZero());
    }

    /** @return a metric of any gateway that runs, all its tags summed up */
    double metric(String name) throws IOException {
        GatewayProcess any =
                gateways.stream().filter(GatewayProcess::isAlive).findFirst().orElseThrow();
        String all = GatewayProcess.send(HttpRequest.newBuilder(any.managementUri("/actuator/prometheus"))
                        .timeout(Duration.ofSeconds(20))
                        .build())
                .body();
        return all.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** @return messages that a gateway has claimed and not given back; for servers of its own */
    long claimedRows() throws SQLException {
        return count("""
                select (select count(*) from outbox where state = 'ready' and claimed_until > now())
                     + (select coalesce(sum(cardinality(event_ids)), 0) from outbox_batch
                         where state = 'ready' and claimed_until > now())""");
    }

    /** @return messages that have not left; for servers of its own */
    long unsentRows() throws SQLException {
        return count("select count(*) from way_out where state <> 'sent'");
    }

    private long count(String sql) throws SQLException {
        try (Connection ledger = ledger();
                var statement = ledger.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** @return a connection to the ledger; with the embedded database only while no gateway runs */
    Connection ledger() throws SQLException {
        return servers == null
                ? LedgerReader.embedded(directory.resolve("gateway-1").resolve("data"))
                : servers.database().connect();
    }

    @Override
    public void close() {
        loads.forEach(Load::close);
        gateways.forEach(GatewayProcess::close);
        erp.close();
    }
}
