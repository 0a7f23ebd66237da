package io.llgateway.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The sandbox's key, gate and files; its pages stand beside, under the same condition. */
@Configuration(proxyBeanMethods = false)
@Conditional(SandboxMode.class)
class SandboxConfiguration implements WebMvcConfigurer {
    @Bean
    SandboxMerchant sandboxMerchant(@Value("${llgateway.data}") Path dataDirectory) {
        return SandboxMerchant.in(dataDirectory);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new SandboxGate()).addPathPatterns("/", "/sandbox", "/sandbox/**");
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/", "/sandbox");
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/sandbox/assets/**")
                .addResourceLocations("classpath:/static/sandbox/assets/")
                .setCacheControl(CacheControl.maxAge(Duration.ofMinutes(10)));
    }
}
