package io.llgateway.bench.variant;

/** What a variant that does not use a library switches off, since all variants share one class path. */
final class AutoConfigurations {
    static final String CAMEL = "org.apache.camel.spring.boot.CamelAutoConfiguration,"
            + "org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpAutoConfiguration";
    static final String STORES = "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration,"
            + "org.springframework.boot.autoconfigure.jms.JmsAutoConfiguration,"
            + "org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration";

    private AutoConfigurations() {}
}
