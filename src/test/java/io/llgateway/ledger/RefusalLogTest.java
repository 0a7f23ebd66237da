package io.llgateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.llgateway.notification.Channel;
import io.llgateway.notification.Kind;
import io.llgateway.notification.Refusal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RefusalLogTest {
    private final RefusalLog log = new RefusalLog();

    @Test
    void writesOneLineForAFlood(CapturedOutput output) {
        for (int i = 0; i < 1000; i++) {
            log.count(new Refusal(
                    Channel.NOTIFY_URL, Kind.PAYMENT, "signature-wrong", "192.0.2.1", Instant.EPOCH, 1, "abc"));
            log.write();
        }

        assertThat(output.getOut().lines())
                .filteredOn(line -> line.contains("Refused: "))
                .hasSize(1);
    }

    @Test
    void writesOneLineForAFloodThatTheLedgerCannotKeep(CapturedOutput output) {
        for (int i = 0; i < 1000; i++) {
            log.lost(new IllegalStateException("the ledger is away"));
        }

        assertThat(output.getOut().lines())
                .filteredOn(line -> line.contains("could not be recorded"))
                .singleElement()
                .asString()
                .contains("the ledger is away");
    }
}
