package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What survives a power loss is what was synced. The system calls of the gateway with its embedded defaults, as strace
 * sees them: before every answer that acknowledges a notification the database's file was synced.
 */
@Tag("system")
class PowerLossIT {
    private static final int NOTIFICATIONS = 12;
    private static final Pattern CALL =
            Pattern.compile("^(\\d+) +(?:<\\.\\.\\. )?(fsync|fdatasync|write)(?:\\(| resumed>)(.*)$");

    @TempDir
    private Path directory;

    @Test
    void syncsTheLedgerBeforeEveryAcknowledgementAndTheJournalForEveryMessage() throws Exception {
        Path trace = directory.resolve("trace");
        try (Plant plant = Plant.embedded(directory)) {
            GatewayProcess gateway = plant.prepare()
                    .tracedBy(
                            "strace",
                            "-f",
                            "-qq",
                            "--seccomp-bpf",
                            "-y",
                            "-s",
                            "32",
                            "-e",
                            "trace=fsync,fdatasync,write",
                            "-o",
                            trace.toString());
            gateway.start();
            Payments payments = new Payments("84");
            Load load = plant.load();
            for (int number = 1; number <= NOTIFICATIONS; number++) {
                int expected = number;
                load.returns(payments.notification(number, "SUCCESS", "10.00"));
                await("the message is on its queue")
                        .atMost(Duration.ofSeconds(30))
                        .untilAsserted(
                                () -> assertThat(plant.reported().path("sent").asInt())
                                        .isEqualTo(expected));
            }
            assertThat(load.refused()).isZero();
            plant.comesToRestInBalance();
        }

        List<String> calls = callsOf(trace);
        assertThat(calls.stream().filter("acknowledged"::equals)).hasSize(NOTIFICATIONS);
        assertThat(acknowledgedWithoutSync(calls)).isZero();
        // at the start files are made and synced, too; of the first and the last message the sync may be outside
        assertThat(calls.subList(calls.indexOf("acknowledged"), calls.lastIndexOf("acknowledged")).stream()
                        .filter("journal synced"::equals))
                .hasSizeGreaterThanOrEqualTo(NOTIFICATIONS - 2);
    }

    private static int acknowledgedWithoutSync(List<String> calls) {
        int without = 0;
        boolean synced = false;
        for (String call : calls) {
            synced |= call.equals("ledger synced");
            if (call.equals("acknowledged")) {
                without += synced ? 0 : 1;
                synced = false;
            }
        }
        return without;
    }

    /** What matters of the trace, in order: syncs when they have ended, acknowledgements when they begin. */
    private static List<String> callsOf(Path trace) throws IOException {
        List<String> calls = new ArrayList<>();
        Map<String, String> unfinished = new HashMap<>();
        for (String line : Files.readAllLines(trace, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            Matcher call = CALL.matcher(line);
            if (!call.matches()) {
                continue;
            }
            String thread = call.group(1);
            String rest = line.contains(" resumed>") ? unfinished.getOrDefault(thread, "") : call.group(3);
            if (call.group(2).equals("write")) {
                if (rest.contains("HTTP/1.1 303") && !line.contains(" resumed>")) {
                    calls.add("acknowledged");
                }
            } else if (line.contains("<unfinished")) {
                unfinished.put(thread, rest);
            } else if (rest.contains("ledger.mv.db")) {
                calls.add("ledger synced");
            } else if (rest.contains("journal")) {
                calls.add("journal synced");
            }
        }
        return calls;
    }
}
