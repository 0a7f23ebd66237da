package io.llgateway.intake;

import java.util.concurrent.Executor;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the intake routes on the web server. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {
    private static final long DEADLINE_MILLIS = 10_000;

    @Bean("platform-http-engine")
    IntakeHttpEngine intakeHttpEngine(
            @Value("${server.port:8080}") int port, @Qualifier("applicationTaskExecutor") Executor executor) {
        return new IntakeHttpEngine(port, executor);
    }

    @Bean
    ServletRegistrationBean<IntakeServlet> intakeServlet(IntakeHttpEngine engine, IntakeSettings settings) {
        int maxBody = Math.toIntExact(settings.maxBody().toBytes());
        ServletRegistrationBean<IntakeServlet> servlet = new ServletRegistrationBean<>(
                new IntakeServlet(engine, maxBody, DEADLINE_MILLIS),
                IntakeHttpEngine.RETURN_PATH,
                IntakeHttpEngine.NOTIFY_PATH + "/*");
        servlet.setName("intake");
        servlet.setAsyncSupported(true);
        servlet.setLoadOnStartup(1);
        return servlet;
    }
}
