package io.llgateway.bench.variant;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import jakarta.jms.ConnectionFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The yardstick of the start-up time: the least Spring Boot + Camel + embedded Artemis + H2 application that takes a
 * notification, stores it and queues it, without verifying or promising anything.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(BareApplication.Route.class)
public class BareApplication {
    /** @param arguments Spring Boot's, and {@code --bench.data-dir} */
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(BareApplication.class)
                .properties(Map.of(
                        "spring.artemis.mode", "embedded",
                        "spring.artemis.embedded.persistent", "true",
                        "spring.artemis.embedded.data-directory", "${bench.data-dir}/broker",
                        "spring.artemis.embedded.queues", "payments",
                        "spring.datasource.url", "jdbc:h2:file:${bench.data-dir}/bare"))
                .run(arguments);
    }

    @Bean
    JmsComponent jms(ConnectionFactory connections) {
        return JmsComponent.jmsComponent(connections);
    }

    static class Route extends RouteBuilder {
        private final JdbcTemplate database;

        Route(JdbcTemplate database) {
            this.database = database;
            database.execute("create table if not exists notification (body varchar)");
        }

        @Override
        public void configure() {
            from("platform-http:/lianlian/url_return?httpMethodRestrict=POST&populateBodyWithForm=false")
                    .convertBodyTo(String.class)
                    .process(exchange -> database.update(
                            "insert into notification values (?)", exchange.getMessage().getBody(String.class)))
                    .removeHeaders("*")
                    .to(ExchangePattern.InOnly, "jms:payments")
                    .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(303))
                    .setHeader("Location", constant("/lianlian/result/0"))
                    .setBody(constant(""));
        }
    }
}
