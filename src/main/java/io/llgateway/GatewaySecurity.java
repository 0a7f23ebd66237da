package io.llgateway;

import io.llgateway.operations.LoginLimit;
import io.llgateway.operations.OpsSettings;
import jakarta.servlet.DispatcherType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.EnumSet;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.context.AbstractSecurityWebApplicationInitializer;

/**
 * Asks for a password on {@code /ops} and nowhere else: notifications prove themselves by LianLian's signature, result
 * pages by their token. No request gets a session. Until user and password are set, {@code /ops} answers 404.
 */
@Configuration(proxyBeanMethods = false)
class GatewaySecurity {
    private static final int LONGEST_PASSWORD = 72;

    /** The server asks security for {@code /ops} only; notifications pay nothing for it. */
    @Bean
    DelegatingFilterProxyRegistrationBean operationsFilter() {
        var filter = new DelegatingFilterProxyRegistrationBean(
                AbstractSecurityWebApplicationInitializer.DEFAULT_FILTER_NAME);
        filter.addUrlPatterns("/ops", "/ops/*");
        filter.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        return filter;
    }

    /** The only chain. */
    @Bean
    SecurityFilterChain operations(HttpSecurity http, OpsSettings ops, Clock clock) throws Exception {
        http.securityMatcher("/ops", "/ops/**")
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable())
                .logout(logout -> logout.disable())
                .requestCache(cache -> cache.disable());
        if (!ops.open()) {
            HttpStatusEntryPoint notFound = new HttpStatusEntryPoint(HttpStatus.NOT_FOUND);
            return http.authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                    .exceptionHandling(refused -> refused.authenticationEntryPoint(notFound))
                    .build();
        }
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .httpBasic(basic -> basic.realmName("operations"))
                .addFilterBefore(new LoginLimit(clock), BasicAuthenticationFilter.class)
                .build();
    }

    /** The one operator, if configured; its presence also keeps Spring Boot from making up a user and password. */
    @Bean
    UserDetailsService operators(OpsSettings ops) {
        InMemoryUserDetailsManager operators = new InMemoryUserDetailsManager();
        if (ops.open()) {
            if (ops.password().getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD) {
                throw new IllegalArgumentException("gateway.ops.password is longer than " + LONGEST_PASSWORD
                        + " bytes, of which bcrypt would compare the first only: shorten it.");
            }
            PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
            operators.createUser(User.withUsername(ops.user())
                    .password(encoder.encode(ops.password()))
                    .roles("OPERATOR")
                    .build());
        }
        return operators;
    }
}
