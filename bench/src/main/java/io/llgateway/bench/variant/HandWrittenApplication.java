package io.llgateway.bench.variant;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.TextMessage;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What most teams have: one controller that verifies, inserts and sends, all in the request. The unique key makes a
 * duplicate an acknowledged no-op. The send is inside the transaction, so a failed send leaves no row and the shopper's
 * repeat is a first arrival again; a failed commit leaves a message too many.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({UrlReturn.class, HandWrittenApplication.Controller.class})
public class HandWrittenApplication {
    /** @param arguments Spring Boot's */
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(HandWrittenApplication.class)
                .properties(Map.of("spring.autoconfigure.exclude", AutoConfigurations.CAMEL))
                .properties(Stores.POOLS)
                .run(arguments);
    }

    @RestController
    static class Controller {
        private final UrlReturn urlReturn;
        private final JdbcTemplate database;
        private final TransactionTemplate transaction;
        private final JmsTemplate broker;

        Controller(
                UrlReturn urlReturn,
                JdbcTemplate database,
                PlatformTransactionManager transactions,
                ConnectionFactory connections) {
            this.urlReturn = urlReturn;
            this.database = database;
            this.transaction = new TransactionTemplate(transactions);
            this.broker = new JmsTemplate(connections);
            broker.setDeliveryPersistent(true);
            database.execute(
                    """
                    create table if not exists notification (
                      id uuid primary key, token uuid not null unique, oid_partner text not null,
                      oid_paybill text not null, no_order text not null, dt_order text not null,
                      money_order numeric(12, 2) not null, result_pay text not null, received_at timestamptz not null,
                      message text not null, unique (oid_partner, oid_paybill, result_pay))""");
        }

        @PostMapping(path = "/lianlian/url_return", consumes = "application/x-www-form-urlencoded")
        ResponseEntity<Void> urlReturn(@RequestParam MultiValueMap<String, String> form) {
            Map<String, String> fields = urlReturn.verify(form);
            UUID token = transaction.execute(status -> record(fields));
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(URI.create("/lianlian/result/" + token))
                    .build();
        }

        private UUID record(Map<String, String> fields) {
            UUID id = UUID.randomUUID();
            UUID token = UUID.randomUUID();
            String text = urlReturn.message(id, fields);
            int inserted = database.update(
                    """
                    insert into notification (id, token, oid_partner, oid_paybill, no_order, dt_order, money_order,
                      result_pay, received_at, message) values (?, ?, ?, ?, ?, ?, ?::numeric, ?, ?, ?)
                    on conflict (oid_partner, oid_paybill, result_pay) do nothing""",
                    id,
                    token,
                    fields.get("oid_partner"),
                    fields.get("oid_paybill"),
                    fields.get("no_order"),
                    fields.get("dt_order"),
                    fields.get("money_order"),
                    fields.get("result_pay"),
                    Timestamp.from(Instant.now()),
                    text);
            if (inserted == 0) {
                return database.queryForObject(
                        "select token from notification where oid_partner = ? and oid_paybill = ? and result_pay = ?",
                        UUID.class,
                        fields.get("oid_partner"),
                        fields.get("oid_paybill"),
                        fields.get("result_pay"));
            }
            broker.send(UrlReturn.queue(fields), session -> {
                TextMessage message = session.createTextMessage(text);
                message.setJMSType("lianlian.payment.success");
                message.setJMSCorrelationID(fields.get("no_order"));
                for (Map.Entry<String, String> property :
                        UrlReturn.properties(id, fields).entrySet()) {
                    message.setStringProperty(property.getKey(), property.getValue());
                }
                return message;
            });
            return token;
        }

        @ExceptionHandler(UrlReturn.Refused.class)
        ResponseEntity<Void> refused() {
            return ResponseEntity.badRequest().build();
        }
    }
}
