package io.llgateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.llgateway.ledger.Confirmation;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ConfirmationSettingTest {
    @Test
    void asksForNoSecondProofByDefault(CapturedOutput output) {
        assertThat(new GatewayConfiguration().ledgerSettings(settings(Map.of())).confirmation())
                .isEqualTo(Confirmation.NONE);
        assertThat(output).doesNotContain("gateway.confirmation");
    }

    @Test
    void saysAtTheStartThatPaymentsWait(CapturedOutput output) {
        GatewaySettings settings = settings(Map.of(
                "gateway.confirmation", "expected-order", "gateway.ops.user", "ann", "gateway.ops.password", "hidden"));

        assertThat(new GatewayConfiguration().ledgerSettings(settings).confirmation())
                .isEqualTo(Confirmation.EXPECTED_ORDER);
        assertThat(output)
                .contains("WARN", "gateway.confirmation: every payment waits")
                .doesNotContain("hidden");
    }

    @Test
    void refusesToLetPaymentsWaitForAProofThatNobodyCanGive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new GatewayConfiguration().ledgerSettings(settings(Map.of("gateway.confirmation", "query"))))
                .withMessageStartingWith("gateway.confirmation ")
                .withMessageContaining("gateway.ops.user");
    }

    private static GatewaySettings settings(Map<String, String> values) {
        Map<String, String> all = new HashMap<>(values);
        all.put("gateway.data-dir", "data");
        return new Binder(new MapConfigurationPropertySource(all))
                .bind("gateway", GatewaySettings.class)
                .get();
    }
}
