package io.llgateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.autoconfigure.observation.web.servlet.WebMvcObservationAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration;

/**
 * Starts the gateway, without two filters that Spring Boot would put before every request: security, which only
 * {@code /ops} needs, and an observation, which the gateway's own meters say better.
 */
@SpringBootApplication(exclude = {SecurityFilterAutoConfiguration.class, WebMvcObservationAutoConfiguration.class})
public class GatewayApplication {
    /** @param arguments Spring Boot's, for example {@code --gateway.data-dir=/var/lib/gateway} */
    public static void main(String[] arguments) {
        SpringApplication.run(GatewayApplication.class, arguments);
    }
}
