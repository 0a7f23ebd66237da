package io.llgateway.sandbox;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Every bean of the sandbox hangs here, so one configured merchant takes all of them away. */
@Configuration(proxyBeanMethods = false)
@Conditional(SandboxMode.class)
class SandboxConfiguration {
    @Bean
    SandboxMerchant sandboxMerchant(@Value("${llgateway.data}") Path dataDirectory) {
        return SandboxMerchant.in(dataDirectory);
    }
}
