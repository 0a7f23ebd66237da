package io.llgateway.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One PostgreSQL and one Artemis for all tests of this test machine, since starting them takes longer than most tests.
 *
 * @param database the database server
 * @param broker the broker
 * @param brokerUrl where its clients find it
 */
record Servers(PostgresServer database, ArtemisServer broker, String brokerUrl) {
    private static Servers shared;

    /** @return a reader of the broker's queues */
    QueueReader queues() {
        return new QueueReader(brokerUrl, ArtemisServer.USER, ArtemisServer.PASSWORD);
    }

    /** @return the servers, started at the first call */
    static synchronized Servers shared() {
        if (shared == null) {
            try {
                Path directory = Files.createTempDirectory("gateway-servers");
                // PostgreSQL refuses to run as root, and who it runs as instead has to get there
                directory.toFile().setExecutable(true, false);
                directory.toFile().setReadable(true, false);
                PostgresServer database = PostgresServer.start(directory.resolve("postgres"));
                ArtemisServer broker = ArtemisServer.start(directory.resolve("artemis"));
                shared = new Servers(database, broker, broker.url());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Servers toStop = shared;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                toStop.broker.close();
                toStop.database.close();
            }));
        }
        return shared;
    }
}
