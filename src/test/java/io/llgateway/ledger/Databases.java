package io.llgateway.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.flywaydb.core.Flyway;

/** Fresh, migrated databases for tests: a real H2 file, or a database of the one real PostgreSQL per test machine. */
public final class Databases {
    private static final String H2_OPTIONS = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
            + ";LOCK_TIMEOUT=2000;QUERY_CACHE_SIZE=64;MAX_COMPACT_TIME=0;DB_CLOSE_ON_EXIT=FALSE";

    private Databases() {}

    /** @return an H2 file database below the directory, with the product's options */
    public static HikariDataSource h2(Path directory) {
        return migrated(pool("jdbc:h2:file:" + directory.resolve("ledger").toAbsolutePath() + H2_OPTIONS, ""));
    }

    /** @return a new database of the shared PostgreSQL, fsync on */
    public static HikariDataSource postgres() {
        String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
        try (Connection connection = Postgres.SHARED.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return migrated(pool(Postgres.SHARED.getJdbcUrl("postgres", name), "postgres"));
    }

    /** @return one more pool on the same database, as a second node has */
    public static HikariDataSource another(HikariDataSource dataSource) {
        return pool(dataSource.getJdbcUrl(), dataSource.getUsername());
    }

    static HikariDataSource pool(String url, String user) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setConnectionTimeout(2000);
        config.setValidationTimeout(1000);
        config.setMaximumPoolSize(10);
        HikariDataSource pool = new HikariDataSource();
        config.copyStateTo(pool);
        return LedgerPool.prepare(pool);
    }

    static HikariDataSource migrated(HikariDataSource dataSource) {
        Flyway.configure().dataSource(dataSource).load().migrate();
        return dataSource;
    }

    /** Started at the first use, stopped with the test machine. */
    private static final class Postgres {
        static final EmbeddedPostgres SHARED = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
