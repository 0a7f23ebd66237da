package io.llgateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class IntakeGateTest {
    private static final String RES_DATA = "res_data=%7B%22no_order%22%3A%221%22%7D";

    @Test
    void takesAReturnByGetOnlyWhenTheSettingAllowsIt() throws Exception {
        Exchange allowed = get(RES_DATA);
        gate(true).admitReturn(allowed);
        assertThat(allowed.getMessage().getBody(byte[].class))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo(RES_DATA);

        assertThatThrownBy(() -> gate(false).admitReturn(get(RES_DATA)))
                .isInstanceOfSatisfying(RequestNotAdmittedException.class, refused -> assertThat(refused.status())
                        .isEqualTo(405));
    }

    @Test
    void takesNothingElseByGetEvenThen() {
        for (String query : new String[] {null, "no_order=1", "x=1&" + RES_DATA}) {
            assertThatThrownBy(() -> gate(true).admitReturn(get(query)))
                    .isInstanceOfSatisfying(RequestNotAdmittedException.class, refused -> assertThat(refused.status())
                            .isEqualTo(405));
        }
    }

    private static IntakeGate gate(boolean returnByGet) {
        return new IntakeGate(
                new IntakeSettings(DataSize.ofKilobytes(16), StandardCharsets.UTF_8, List.of(), List.of(), returnByGet),
                Clock.systemUTC());
    }

    private static Exchange get(String query) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage()
                .setBody(new IntakeRequest(
                        "GET", null, query, "127.0.0.1", null, null, null, new byte[0], IntakeRequest.BodyState.WHOLE));
        return exchange;
    }
}
