package io.llgateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.llgateway.operations.OpsSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class GatewaySecurityTest {
    private final GatewaySecurity security = new GatewaySecurity();

    @Test
    void keepsThePasswordAsADigestOnly() {
        String password = "x".repeat(72);

        assertThat(security.operators(new OpsSettings("ann", password, 50))
                        .loadUserByUsername("ann")
                        .getPassword())
                .startsWith("{bcrypt}")
                .doesNotContain(password);
    }

    @ParameterizedTest
    @CsvSource({"x, 73", "\u5bc6, 25"})
    void refusesAPasswordOfWhichBcryptWouldForgetTheEnd(String letter, int times) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> security.operators(new OpsSettings("ann", letter.repeat(times), 50)))
                .withMessageStartingWith("gateway.ops.password is longer than 72 bytes")
                .withMessageNotContaining(letter.repeat(3));
    }

    @ParameterizedTest
    @CsvSource({"ann, ''", "'', password", "'', ''"})
    void isNotThereUntilUserAndPasswordAreSet(String user, String password) {
        new WebApplicationContextRunner()
                .withUserConfiguration(GatewaySecurity.class)
                .withPropertyValues("gateway.ops.user=" + user, "gateway.ops.password=" + password)
                .run(gateway -> assertThat(gateway).hasNotFailed().doesNotHaveBean(GatewaySecurity.class));
    }
}
