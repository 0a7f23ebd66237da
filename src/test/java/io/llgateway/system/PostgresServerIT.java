package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The damage that tests do to PostgreSQL is damage. */
class PostgresServerIT {
    @TempDir
    private Path directory;

    @Test
    void losesItsConnectionsAndKeepsItsDataWhenKilled() throws SQLException {
        try (PostgresServer server = PostgresServer.start(directory.resolve("data"))) {
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                assertThat(one(statement, "show fsync")).isEqualTo("on");
                statement.execute("create table kept as select 'yes' as kept");

                server.kill();

                assertThatThrownBy(() -> statement.execute("select 1")).isInstanceOf(SQLException.class);
                assertThatThrownBy(server::connect).isInstanceOf(SQLException.class);
            }
            server.start();
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                assertThat(one(statement, "select kept from kept")).isEqualTo("yes");

                server.cutConnections();

                assertThatThrownBy(() -> statement.execute("select 1")).isInstanceOf(SQLException.class);
            }
        }
    }

    @Test
    void answersNothingWhileFrozen() throws SQLException {
        try (PostgresServer server = PostgresServer.start(directory.resolve("data"));
                Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            server.freeze();
            try {
                connection.setNetworkTimeout(Runnable::run, 1000);
                assertThatThrownBy(() -> statement.execute("select 1")).isInstanceOf(SQLException.class);
            } finally {
                server.thaw();
            }
            try (Connection again = server.connect();
                    Statement answered = again.createStatement()) {
                assertThat(one(answered, "select 1")).isEqualTo("1");
            }
        }
    }

    private static String one(Statement statement, String sql) throws SQLException {
        try (var row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
