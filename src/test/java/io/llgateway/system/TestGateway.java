package io.llgateway.system;

import io.llgateway.GatewayApplication;
import io.llgateway.ledger.Outbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * The gateway with points of failure that only tests have: it dies between JMS commit and ledger commit, or its clock is
 * off. Started as a process of its own from the classes of the test.
 */
public final class TestGateway {
    private static final String HALT = "test.halt-at-mark-sent";
    private static final String CLOCK = "test.clock";
    private static final int KILLED = 137;

    private TestGateway() {}

    /** @param arguments the gateway's */
    public static void main(String[] arguments) {
        SpringApplication gateway = new SpringApplication(GatewayApplication.class);
        if (System.getProperty(HALT) != null) {
            gateway.addPrimarySources(List.of(Failpoint.class));
        }
        if (System.getProperty(CLOCK) != null) {
            gateway.addPrimarySources(List.of(WrongClock.class));
        }
        gateway.run(arguments);
    }

    /** What a {@link GatewayProcess} is launched by to die at the so manieth batch that was sent, before it is marked. */
    static List<String> dyingAtBatch(int number) {
        return launcher("-D" + HALT + "=" + number);
    }

    /** What a {@link GatewayProcess} is launched by to add the ISO duration in that file to its clock. */
    static List<String> withClock(Path file) {
        return launcher("-D" + CLOCK + "=" + file);
    }

    private static List<String> launcher(String property) {
        try {
            Path testClasses = Path.of(TestGateway.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return FastStart.launcher(property, onlyThis(testClasses), TestGateway.class);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The gateway scans its packages, so it must not find the configuration of other tests. */
    private static Path onlyThis(Path testClasses) {
        Path folder = Path.of("io", "llgateway", "system");
        try (var all = Files.list(testClasses.resolve(folder))) {
            Path only = Files.createTempDirectory("test-gateway");
            Path to = Files.createDirectories(only.resolve(folder));
            for (Path file : all.toList()) {
                if (file.getFileName().toString().startsWith("TestGateway")) {
                    Files.copy(file, to.resolve(file.getFileName()));
                }
            }
            return only;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the process as {@code kill -9} does, when a batch is at the broker and the ledger does not know it yet. */
    static class Failpoint {
        @Bean
        static BeanPostProcessor deathBeforeMark() {
            AtomicInteger left = new AtomicInteger(Integer.getInteger(HALT));
            MethodInterceptor death = call -> {
                if (call.getMethod().getName().equals("markSent") && left.decrementAndGet() == 0) {
                    Runtime.getRuntime().halt(KILLED);
                }
                return call.proceed();
            };
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    if (!(bean instanceof Outbox)) {
                        return bean;
                    }
                    ProxyFactory proxy = new ProxyFactory(bean);
                    proxy.setProxyTargetClass(true);
                    proxy.addAdvice(death);
                    return proxy.getProxy();
                }
            };
        }
    }

    /** A clock that is off by what stands in a file, and can be set while the gateway runs. */
    static class WrongClock {
        @Bean
        @Primary
        Clock wrongClock() {
            Path file = Path.of(System.getProperty(CLOCK));
            return new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public Instant instant() {
                    try {
                        return Instant.now()
                                .plus(Duration.parse(Files.readString(file).strip()));
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                }
            };
        }
    }
}
