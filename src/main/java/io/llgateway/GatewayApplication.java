package io.llgateway;

import org.apache.camel.component.beanclass.springboot.ClassComponentAutoConfiguration;
import org.apache.camel.component.browse.springboot.BrowseComponentAutoConfiguration;
import org.apache.camel.component.controlbus.springboot.ControlBusComponentAutoConfiguration;
import org.apache.camel.component.dataset.springboot.DataSetComponentAutoConfiguration;
import org.apache.camel.component.dataset.springboot.DataSetTestComponentAutoConfiguration;
import org.apache.camel.component.mock.springboot.MockComponentAutoConfiguration;
import org.apache.camel.component.ref.springboot.RefComponentAutoConfiguration;
import org.apache.camel.component.rest.springboot.RestApiComponentAutoConfiguration;
import org.apache.camel.component.saga.springboot.SagaComponentAutoConfiguration;
import org.apache.camel.component.stub.springboot.StubComponentAutoConfiguration;
import org.apache.camel.language.csimple.springboot.CSimpleLanguageAutoConfiguration;
import org.apache.camel.spring.boot.cloud.CamelCloudAutoConfiguration;
import org.apache.camel.spring.boot.cloud.CamelCloudServiceCallConfigurationAutoConfiguration;
import org.apache.camel.spring.boot.cloud.CamelCloudServiceChooserAutoConfiguration;
import org.apache.camel.spring.boot.cloud.CamelCloudServiceDiscoveryAutoConfiguration;
import org.apache.camel.spring.boot.cloud.CamelCloudServiceFilterAutoConfiguration;
import org.apache.camel.spring.boot.vault.AwsVaultAutoConfiguration;
import org.apache.camel.spring.boot.vault.AzureVaultAutoConfiguration;
import org.apache.camel.spring.boot.vault.CyberArkVaultAutoConfiguration;
import org.apache.camel.spring.boot.vault.GcpVaultAutoConfiguration;
import org.apache.camel.spring.boot.vault.HashicorpVaultAutoConfiguration;
import org.apache.camel.spring.boot.vault.IBMVaultAutoConfiguration;
import org.apache.camel.spring.boot.vault.KubernetesConfigMapVaultAutoConfiguration;
import org.apache.camel.spring.boot.vault.KubernetesVaultAutoConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.autoconfigure.metrics.cache.CacheMetricsAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.observation.web.client.HttpClientObservationsAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.observation.web.servlet.WebMvcObservationAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.scheduling.ScheduledTasksObservabilityAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.cache.CacheAutoConfiguration;
import org.springframework.boot.autoconfigure.dao.PersistenceExceptionTranslationAutoConfiguration;
import org.springframework.boot.autoconfigure.http.client.HttpClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.XADataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jms.JmsAutoConfiguration;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration;
import org.springframework.boot.autoconfigure.netty.NettyAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.autoconfigure.sql.init.SqlInitializationAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.jta.JtaAutoConfiguration;
import org.springframework.boot.autoconfigure.web.client.RestClientAutoConfiguration;
import org.springframework.boot.autoconfigure.web.client.RestTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.websocket.servlet.WebSocketServletAutoConfiguration;

/**
 * Starts the gateway, without two filters that Spring Boot would put before every request: security, which only an open
 * {@code /ops} needs ({@link GatewaySecurity}), and an observation, which the gateway's own meters say better. The other
 * exclusions are what nothing in the gateway uses and what would only make the start longer.
 */
@SpringBootApplication(
        exclude = {
            SecurityAutoConfiguration.class,
            SecurityFilterAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class,
            ManagementWebSecurityAutoConfiguration.class,
            WebMvcObservationAutoConfiguration.class,
            // unused: proxies, caches, distributed transactions, scripts (Flyway does that), web sockets
            AopAutoConfiguration.class,
            PersistenceExceptionTranslationAutoConfiguration.class,
            CacheAutoConfiguration.class,
            CacheMetricsAutoConfiguration.class,
            JtaAutoConfiguration.class,
            XADataSourceAutoConfiguration.class,
            SqlInitializationAutoConfiguration.class,
            WebSocketServletAutoConfiguration.class,
            // unused: Spring's own clients of HTTP and JMS, and its broker in place of ours
            HttpClientAutoConfiguration.class,
            HttpClientObservationsAutoConfiguration.class,
            RestClientAutoConfiguration.class,
            RestTemplateAutoConfiguration.class,
            JmsAutoConfiguration.class,
            ArtemisAutoConfiguration.class,
            // unused: observations of scheduled tasks, which have no observer here, and a setting for Netty's leaks
            ScheduledTasksObservabilityAutoConfiguration.class,
            NettyAutoConfiguration.class,
            // nothing to set: Camel's service calls and its components for tests, sagas and its own control
            ClassComponentAutoConfiguration.class,
            BrowseComponentAutoConfiguration.class,
            ControlBusComponentAutoConfiguration.class,
            DataSetComponentAutoConfiguration.class,
            DataSetTestComponentAutoConfiguration.class,
            MockComponentAutoConfiguration.class,
            RefComponentAutoConfiguration.class,
            RestApiComponentAutoConfiguration.class,
            SagaComponentAutoConfiguration.class,
            StubComponentAutoConfiguration.class,
            CSimpleLanguageAutoConfiguration.class,
            CamelCloudAutoConfiguration.class,
            CamelCloudServiceCallConfigurationAutoConfiguration.class,
            CamelCloudServiceChooserAutoConfiguration.class,
            CamelCloudServiceDiscoveryAutoConfiguration.class,
            CamelCloudServiceFilterAutoConfiguration.class,
            // their libraries are not in the jar
            AwsVaultAutoConfiguration.class,
            AzureVaultAutoConfiguration.class,
            CyberArkVaultAutoConfiguration.class,
            GcpVaultAutoConfiguration.class,
            HashicorpVaultAutoConfiguration.class,
            IBMVaultAutoConfiguration.class,
            KubernetesConfigMapVaultAutoConfiguration.class,
            KubernetesVaultAutoConfiguration.class
        })
public class GatewayApplication {
    /** @param arguments Spring Boot's, for example {@code --gateway.data-dir=/var/lib/gateway} */
    public static void main(String[] arguments) {
        SpringApplication.run(GatewayApplication.class, arguments);
    }
}
