package io.llgateway.system;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** A real PostgreSQL with {@code fsync} on, that can be killed, started again on the same data, frozen and cut off. */
public final class PostgresServer implements AutoCloseable {
    private final Path data;
    private final int port;
    private EmbeddedPostgres server;
    private String database = "postgres";

    private PostgresServer(Path data, int port) {
        this.data = data;
        this.port = port;
    }

    /**
     * Starts an empty server.
     *
     * @param data its data directory, not there yet
     */
    public static PostgresServer start(Path data) {
        PostgresServer server = new PostgresServer(data, GatewayProcess.freePort());
        server.start();
        return server;
    }

    /** Starts the server again on its data and port, and waits until it takes connections. */
    public void start() {
        try {
            server = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    // the library switches both off, which would lose what was committed; this comes behind and wins
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "100")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on {@link #url()} is that of a new, empty database. */
    public void useNewDatabase() {
        String name = "gateway_" + UUID.randomUUID().toString().replace('-', '_');
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        database = name;
    }

    /** @return for {@code spring.datasource.url} */
    public String url() {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    /** @return its port */
    public int port() {
        return port;
    }

    /** @return the settings that make a gateway use this server */
    public String[] settings() {
        return new String[] {
            "--spring.datasource.url=" + url(), "--spring.datasource.username=postgres", "--spring.datasource.password="
        };
    }

    /** @return a connection of the database's owner */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), "postgres", "");
    }

    /** Writes all of the database to a file, as an operator does while the gateway works. */
    void dump(Path file) throws IOException, InterruptedException {
        psql("pg_dump", "--dbname=" + database, "--file=" + file);
    }

    /** Replaces the database, which nobody may use now, by what was dumped. */
    void restore(Path file) throws IOException, InterruptedException {
        psql("psql", "--dbname=postgres", "--quiet", "--command=drop database " + database);
        psql("psql", "--dbname=postgres", "--quiet", "--command=create database " + database);
        psql("psql", "--dbname=" + database, "--quiet", "--set=ON_ERROR_STOP=1", "--file=" + file);
    }

    private void psql(String... command) throws IOException, InterruptedException {
        Map<String, String> server =
                Map.of("PGHOST", "localhost", "PGPORT", Integer.toString(port), "PGUSER", "postgres");
        Program.run(Path.of("."), server, command).succeeded();
    }

    /** Ends all its processes at once, as {@code kill -9} does. */
    public void kill() {
        ProcessHandle postmaster = postmaster();
        // frozen first, so that it starts no new process while the others are killed
        Signals.send("STOP", postmaster.pid());
        postmaster.descendants().forEach(ProcessHandle::destroyForcibly);
        postmaster.destroyForcibly();
        postmaster.onExit().join();
        forget();
    }

    /** Ends every connection that is not the caller's own, whatever it is doing. */
    public void cutConnections() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where pid <> pg_backend_pid() and backend_type = 'client backend'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops all its processes where they are, connections stay open: as slow as a database can be. */
    public void freeze() {
        ProcessHandle postmaster = postmaster();
        Signals.send("STOP", postmaster.pid());
        postmaster.descendants().forEach(process -> Signals.send("STOP", process.pid()));
    }

    /** Lets them run again. */
    public void thaw() {
        ProcessHandle postmaster = postmaster();
        postmaster.descendants().forEach(process -> Signals.send("CONT", process.pid()));
        Signals.send("CONT", postmaster.pid());
    }

    private ProcessHandle postmaster() {
        try {
            long pid = Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
            return ProcessHandle.of(pid).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Frees the library's lock on the data directory; stopping what it started is part of that and may fail. */
    private void forget() {
        try {
            Objects.requireNonNull(server).close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server = null;
    }

    @Override
    public void close() {
        if (server != null) {
            forget();
        }
    }
}
