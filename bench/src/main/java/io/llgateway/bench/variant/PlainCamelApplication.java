package io.llgateway.bench.variant;

import jakarta.jms.ConnectionFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/** The same in Camel with the components' defaults: platform-http, idempotentConsumer on JDBC, jms. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({UrlReturn.class, PlainCamelApplication.Route.class})
public class PlainCamelApplication {
    /** @param arguments Spring Boot's */
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(PlainCamelApplication.class)
                .properties(Stores.POOLS)
                .run(arguments);
    }

    @Bean
    JdbcMessageIdRepository payments(DataSource database) {
        return new JdbcMessageIdRepository(database, "payments");
    }

    @Bean
    JmsComponent jms(ConnectionFactory connections) {
        return JmsComponent.jmsComponent(connections);
    }

    static class Route extends RouteBuilder {
        private final UrlReturn urlReturn;
        private final JdbcMessageIdRepository payments;

        Route(UrlReturn urlReturn, JdbcMessageIdRepository payments) {
            this.urlReturn = urlReturn;
            this.payments = payments;
        }

        @Override
        public void configure() {
            onException(UrlReturn.Refused.class)
                    .handled(true)
                    .removeHeaders("*")
                    .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(400))
                    .setBody(constant(""));

            from("platform-http:/lianlian/url_return?httpMethodRestrict=POST&populateBodyWithForm=false")
                    .routeId("plain-camel")
                    .convertBodyTo(String.class)
                    .process(this::unmarshal)
                    .idempotentConsumer(simple("${body[oid_partner]}-${body[oid_paybill]}-${body[result_pay]}"), payments)
                    .process(this::marshal)
                    .choice()
                    .when(simple("${header.pay_type} in '1,8'"))
                    .to(ExchangePattern.InOnly, "jms:lianlian.payment.success.personal-bank")
                    .when(simple("${header.pay_type} == '9'"))
                    .to(ExchangePattern.InOnly, "jms:lianlian.payment.success.business-bank")
                    .when(simple("${header.pay_type} in '2,3,27'"))
                    .to(ExchangePattern.InOnly, "jms:lianlian.payment.success.express")
                    .when(simple("${header.pay_type} in 'D,P'"))
                    .to(ExchangePattern.InOnly, "jms:lianlian.payment.success.verified")
                    .when(simple("${header.pay_type} in '0,I,L,W,Y'"))
                    .to(ExchangePattern.InOnly, "jms:lianlian.payment.success.wallet")
                    .when(simple("${header.pay_type} in 'M,N'"))
                    .to(ExchangePattern.InOnly, "jms:lianlian.payment.success.easypay")
                    .otherwise()
                    .to(ExchangePattern.InOnly, "jms:lianlian.payment.success.other")
                    .end()
                    .end()
                    .removeHeaders("*")
                    .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(303))
                    .setHeader("Location", () -> "/lianlian/result/" + UUID.randomUUID())
                    .setBody(constant(""));
        }

        private void unmarshal(Exchange exchange) {
            MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
            UriComponentsBuilder.newInstance()
                    .query(exchange.getMessage().getBody(String.class))
                    .build()
                    .getQueryParams()
                    .forEach((name, values) -> values.forEach(value -> form.add(name, decode(value))));
            exchange.getMessage().removeHeaders("*");
            exchange.getMessage().setBody(urlReturn.verify(form));
        }

        private static String decode(String value) {
            return value == null ? "" : java.net.URLDecoder.decode(value, java.nio.charset.StandardCharsets.UTF_8);
        }

        @SuppressWarnings("unchecked")
        private void marshal(Exchange exchange) {
            Map<String, String> fields = new LinkedHashMap<>(exchange.getMessage().getBody(Map.class));
            UUID id = UUID.randomUUID();
            UrlReturn.properties(id, fields).forEach(exchange.getMessage()::setHeader);
            exchange.getMessage().setHeader("JMSType", "lianlian.payment.success");
            exchange.getMessage().setHeader("JMSCorrelationID", fields.get("no_order"));
            exchange.getMessage().setBody(urlReturn.message(id, fields));
        }
    }
}
