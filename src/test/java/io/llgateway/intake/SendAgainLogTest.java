package io.llgateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SendAgainLogTest {
    @Test
    void writesOneLineHoweverOftenAGenuineFormIsPosted(CapturedOutput output) {
        SendAgainLog log = new SendAgainLog();
        for (int i = 0; i < 1000; i++) {
            log.asked("the ledger's database is away");
        }

        assertThat(output.getOut().lines())
                .filteredOn(line -> line.contains("asked to repeat"))
                .singleElement()
                .asString()
                .contains("the ledger's database is away");
    }
}
