package io.llgateway.bench.variant;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The floor: the same server reads the body and answers 303. Nothing can be cheaper on this stack. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(FloorApplication.Floor.class)
public class FloorApplication {
    private static final URI RESULT = URI.create("/lianlian/result/0");

    /** @param arguments Spring Boot's */
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(FloorApplication.class)
                .properties(Map.of("spring.autoconfigure.exclude", AutoConfigurations.CAMEL + "," + AutoConfigurations.STORES))
                .run(arguments);
    }

    @RestController
    static class Floor {
        /** From the stream: as an argument of another type, Spring would parse the form and write it anew. */
        @PostMapping("/lianlian/url_return")
        ResponseEntity<Void> urlReturn(InputStream body) throws IOException {
            return ResponseEntity.status(body.readAllBytes().length > 0 ? HttpStatus.SEE_OTHER : HttpStatus.BAD_REQUEST)
                    .location(RESULT)
                    .build();
        }
    }
}
