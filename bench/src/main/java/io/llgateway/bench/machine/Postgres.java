package io.llgateway.bench.machine;

import io.llgateway.bench.Settings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A real PostgreSQL on a free port, durable as in production: it refuses to run with fsync off. */
public final class Postgres implements AutoCloseable {
    private final EmbeddedPostgres server;

    /** Starts it on an empty data folder. */
    public Postgres() throws IOException, SQLException {
        server = EmbeddedPostgres.builder()
                .setDataDirectory(Files.createDirectories(Settings.DATA).resolve("postgres"))
                .setCleanDataDirectory(true)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "300")
                .setServerConfig("shared_buffers", "512MB")
                .setServerConfig("max_wal_size", "8GB")
                .setPGStartupWait(Duration.ofMinutes(1))
                .start();
        for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
            if (!"on".equals(text("postgres", "show " + setting))) {
                throw new IllegalStateException(setting + " is not on");
            }
        }
    }

    /** Makes an empty database. */
    public void create(String database) throws SQLException {
        execute("postgres", "create database \"" + database + "\"");
    }

    /** @return the JDBC address of a database */
    public String url(String database) {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database + "?user=postgres";
    }

    /** @return the first column of the first row */
    public String text(String database, String sql) throws SQLException {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** @return the number in the first column of the first row */
    public long number(String database, String sql) throws SQLException {
        return Long.parseLong(text(database, sql));
    }

    /** Runs statements. */
    public void execute(String database, String sql) throws SQLException {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** @return processor time of the server and its sessions, those that have ended too */
    public double cpuMicros() throws IOException {
        while (true) {
            try {
                return cpuMicrosNow();
            } catch (NoSuchFileException ended) {
                // a session ended between being listed and being read; its time is the server's now
            }
        }
    }

    private static double cpuMicrosNow() throws IOException {
        long postmaster = Long.parseLong(
                Files.readAllLines(Settings.DATA.resolve("postgres/postmaster.pid")).get(0));
        double micros = Usage.cpuMicros(postmaster) + Usage.endedChildrenMicros(postmaster);
        for (ProcessHandle session :
                ProcessHandle.of(postmaster).orElseThrow().children().toList()) {
            micros += Usage.cpuMicros(session.pid());
        }
        return micros;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
