package io.llgateway;

import io.llgateway.operations.LoginLimit;
import io.llgateway.operations.OpsOpen;
import io.llgateway.operations.OpsSettings;
import jakarta.servlet.DispatcherType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.EnumSet;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.context.AbstractSecurityWebApplicationInitializer;

/**
 * Asks for a password on {@code /ops} and nowhere else: notifications prove themselves by LianLian's signature, result
 * pages by their token. No request gets a session. Until user and password are set there is no {@code /ops}, and none of
 * this.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@Conditional(OpsOpen.class)
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
        return http.securityMatcher("/ops", "/ops/**")
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable())
                .logout(logout -> logout.disable())
                .requestCache(cache -> cache.disable())
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .httpBasic(basic -> basic.realmName("operations"))
                .addFilterBefore(new LoginLimit(clock), BasicAuthenticationFilter.class)
                .build();
    }

    /** The one operator. */
    @Bean
    UserDetailsService operators(OpsSettings ops) {
        if (ops.password().getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD) {
            throw new IllegalArgumentException("gateway.ops.password is longer than " + LONGEST_PASSWORD
                    + " bytes, of which bcrypt would compare the first only: shorten it.");
        }
        PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
        return new InMemoryUserDetailsManager(User.withUsername(ops.user())
                .password(encoder.encode(ops.password()))
                .roles("OPERATOR")
                .build());
    }
}
