package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Debian's {@code slowhttptest} with 1,000 connections, slow in each of its ways: genuine notifications are answered all
 * the while, and the slow ones are dropped. Needs {@code slowhttptest}; {@code ./mvnw verify -Pload}.
 */
@Tag("load")
class SlowHttpIT {
    private static final String COMMON = "-c 1000 -r 250 -l 30 -p 5 ";
    private static final int MANY = 300;
    private static final Pattern CLOSED = Pattern.compile("closed:\\s+(\\d+)");
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");

    private static GatewayProcess gateway;
    private static Load load;

    @BeforeAll
    static void start(@TempDir Path directory) {
        gateway = GatewayProcess.start(
                directory,
                java.util.stream.Stream.of(Payments.settings(), new String[] {"--gateway.broker.port=0"})
                        .flatMap(Arrays::stream)
                        .toArray(String[]::new));
        load = new Load(List.of(gateway), new Payments("66"));
    }

    @AfterAll
    static void stop() {
        load.close();
        gateway.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "slow heads,                      -H -i 3 -t GET,               /readyz",
        "slow heads of notifications,     -H -i 3 -t POST,              /lianlian/notify_url",
        "slow bodies of notifications,    -B -i 3 -s 8192 -t POST -x 8, /lianlian/notify_url",
        "slow bodies of returns,          -B -i 3 -s 8192 -t POST -x 8, /lianlian/url_return",
        "slow bodies that nobody reads,   -B -i 3 -s 8192 -t POST -x 8, /lianlian/back_url",
        "slow bodies where nothing is,    -B -i 3 -s 8192 -t POST -x 8, /ops/redrive",
        "slow readers,                    -X -n 3 -w 1 -y 10 -z 5 -k 5 -l 60, /lianlian/back_url"
    })
    void answersGenuineNotificationsWhileOthersAreSlow(String name, String options, String path) throws Exception {
        List<String> command = new ArrayList<>(List.of("slowhttptest"));
        command.addAll(List.of((COMMON + options).split(" +")));
        command.addAll(List.of("-u", gateway.uri(path).toString()));
        Process slow = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directoryOf(name).toFile())
                .start();
        int before = load.acknowledged().size();
        long open = gateway.openFiles();
        long most = open;
        boolean dropped = false;
        try {
            while (slow.isAlive()) {
                load.posts(4);
                long now = gateway.openFiles();
                most = Math.max(most, now);
                dropped |= now < open + MANY / 4;
                if (now > open + MANY) {
                    dropped = false;
                }
                slow.waitFor(50, TimeUnit.MILLISECONDS);
            }
        } finally {
            slow.destroyForcibly();
        }
        String report = COLOURS.matcher(Files.readString(directoryOf(name))).replaceAll("");
        Matcher closed = CLOSED.matcher(report);
        long closedByUs = closed.results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .max()
                .orElse(0);
        System.out.printf(
                "%s: %d genuine notifications acknowledged, slowest after %d ms; %d connections open at most, %d seen closed, %s%n",
                name,
                load.acknowledged().size() - before,
                load.slowestMillis(),
                most - open,
                closedByUs,
                report.contains("service available:   NO") ? "not always available" : "always available");

        assertThat(load.refused())
                .as("genuine notifications without an acknowledgement")
                .isZero();
        assertThat(load.acknowledged().size() - before).isGreaterThan(50);
        assertThat(report).contains("service available:   YES").doesNotContain("service available:   NO");
        assertThat(dropped || closedByUs > MANY).as("the slow ones are dropped").isTrue();
    }

    private static Path directoryOf(String name) {
        return Path.of("target", "slowhttptest-" + name.replace(' ', '-') + ".log");
    }
}
