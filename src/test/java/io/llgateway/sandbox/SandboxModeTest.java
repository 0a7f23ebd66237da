package io.llgateway.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.stereotype.Component;

class SandboxModeTest {
    @ParameterizedTest
    @CsvSource({",true", "auto,true", "true,true", "false,false", "FALSE,false"})
    void isOnWithoutMerchantsUnlessSwitchedOff(String enabled, boolean on) {
        MockEnvironment environment = new MockEnvironment().withProperty("gateway.merchants", "");
        if (enabled != null) {
            environment.setProperty("gateway.sandbox.enabled", enabled);
        }
        assertThat(SandboxMode.isOn(environment)).isEqualTo(on);
    }

    @Test
    void isClosedByOneMerchantHoweverIncomplete() {
        assertThat(SandboxMode.isOn(
                        new MockEnvironment().withProperty("gateway.merchants[0].oid-partner", "201304121000001004")))
                .isFalse();
        assertThat(SandboxMode.isOn(new MockEnvironment().withProperty("gateway.merchants[0].oid-partner", "")))
                .isFalse();
    }

    @Test
    void isClosedByAMerchantOfTheEnvironmentVariables() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        "systemEnvironment",
                        new SystemEnvironmentPropertySource(
                                "systemEnvironment", Map.of("GATEWAY_MERCHANTS_0_OIDPARTNER", "201304121000001004")));
        assertThat(SandboxMode.isOn(environment)).isFalse();
    }

    @Test
    void isNotOpenedByAListOfMerchantsWhoseFirstEntryIsMissing() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        "systemEnvironment",
                        new SystemEnvironmentPropertySource(
                                "systemEnvironment", Map.of("GATEWAY_MERCHANTS_1_OIDPARTNER", "201304121000001004")));
        assertThatThrownBy(() -> SandboxMode.isOn(environment)).isInstanceOf(BindException.class);
    }

    @Test
    void everyBeanOfTheSandboxGoesWithIt() {
        classes()
                .that(DescribedPredicate.describe(
                        "are beans",
                        (JavaClass type) ->
                                type.isAnnotatedWith(Component.class) || type.isMetaAnnotatedWith(Component.class)))
                .should()
                .beAnnotatedWith(Conditional.class)
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.llgateway.sandbox"));
    }
}
