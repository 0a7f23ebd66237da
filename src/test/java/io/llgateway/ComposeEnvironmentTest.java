package io.llgateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.llgateway.sandbox.SandboxSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The variables {@code docker-compose.yml} gives the gateway, put through Spring's own rules. Spring does not report an
 * unknown variable, so a misspelt one would be overlooked at start.
 */
class ComposeEnvironmentTest {
    @Test
    void reachesTheSettingsItIsMeantFor() {
        GatewaySettings settings = bind(Map.of(
                "LIANLIAN_OID_PARTNER", "201304121000001004",
                "LIANLIAN_PUBLIC_KEY", "file:/etc/lianlian/llpay_public_key.pem",
                "LIANLIAN_ALLOWED_SOURCES", "115.236.102.36/32,101.71.136.20/32",
                "TRUSTED_PROXIES", "172.16.0.0/12",
                "SHOPPER_RESULT_URL", "https://shop.example/{no_order}",
                "ERP_WEBHOOK_URL", "https://erp.example/",
                "ERP_WEBHOOK_SECRET", "whsec_b25l,whsec_dHdv",
                "OPS_USER", "operator",
                "OPS_PASSWORD", "a-password"));
        assertThat(settings.merchants()).singleElement().satisfies(merchant -> {
            assertThat(merchant.oidPartner()).isEqualTo("201304121000001004");
            assertThat(merchant.signType()).isEqualTo("RSA");
            assertThat(merchant.lianlianPublicKeys()).containsExactly("file:/etc/lianlian/llpay_public_key.pem");
        });
        assertThat(settings.intake().allowedSources()).containsExactly("115.236.102.36/32", "101.71.136.20/32");
        assertThat(settings.intake().trustedProxies()).containsExactly("172.16.0.0/12");
        assertThat(settings.shopper().resultUrl()).isEqualTo("https://shop.example/{no_order}");
        assertThat(settings.erp().webhook().url()).isEqualTo("https://erp.example/");
        assertThat(settings.erp().webhook().secret()).containsExactly("whsec_b25l", "whsec_dHdv");
        assertThat(settings.ops().user()).isEqualTo("operator");
        assertThat(settings.ops().password()).isEqualTo("a-password");
        assertThat(settings.sandbox().enabled()).isEqualTo(SandboxSettings.Enabled.FALSE);
    }

    @Test
    void leavesWhatIsNotSetAtItsDefault() {
        GatewaySettings settings = bind(Map.of("LIANLIAN_OID_PARTNER", "1", "LIANLIAN_PUBLIC_KEY", "key"));
        assertThat(settings.intake().allowedSources()).isEmpty();
        assertThat(settings.intake().trustedProxies()).isEmpty();
        assertThat(settings.shopper().resultUrl()).isEmpty();
        assertThat(settings.erp().webhook().url()).isEmpty();
        assertThat(settings.erp().webhook().secret()).isEmpty();
        assertThat(settings.erp().webhook().allowPrivateAddresses()).isFalse();
        assertThat(settings.ops().open()).isFalse();
    }

    @Test
    void takesASecondMerchantAndASecondKeyInTheFormTheFileExplains() {
        Map<String, Object> variables = variables(Map.of("LIANLIAN_OID_PARTNER", "1", "LIANLIAN_PUBLIC_KEY", "old"));
        variables.put("GATEWAY_MERCHANTS_0_LIANLIANPUBLICKEYS_1", "new");
        variables.put("GATEWAY_MERCHANTS_1_OIDPARTNER", "2");
        variables.put("GATEWAY_MERCHANTS_1_SIGNTYPE", "MD5");
        variables.put("GATEWAY_MERCHANTS_1_MD5KEY", "a-shared-key");
        GatewaySettings settings = bindVariables(variables);
        assertThat(settings.merchants()).hasSize(2);
        assertThat(settings.merchants().get(0).lianlianPublicKeys()).isEqualTo(List.of("old", "new"));
        assertThat(settings.merchants().get(1).md5Key()).isEqualTo("a-shared-key");
    }

    private static GatewaySettings bind(Map<String, String> lianlian) {
        return bindVariables(variables(lianlian));
    }

    private static Map<String, Object> variables(Map<String, String> lianlian) {
        Map<String, String> dotEnv = new LinkedHashMap<>(lianlian);
        dotEnv.put("DATABASE_PASSWORD", "a-database-password");
        dotEnv.put("BROKER_PASSWORD", "a-broker-password");
        return new LinkedHashMap<>(ComposeVariables.ofGateway(dotEnv));
    }

    /** Unlike Spring at start, refuses a variable below GATEWAY_ that no setting takes. */
    private static GatewaySettings bindVariables(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .forEach(source -> environment.getPropertySources().remove(source.getName()));
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        ConfigurationPropertySources.attach(environment);
        BindHandler strict = new NoUnboundElementsBindHandler(BindHandler.DEFAULT, source -> true);
        return Binder.get(environment)
                .bind("gateway", Bindable.of(GatewaySettings.class), strict)
                .get();
    }
}
