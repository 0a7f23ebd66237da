package io.llgateway;

import io.llgateway.sandbox.SandboxMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says where to go, once the gateway is ready. */
@Component
class StartMessage {
    private static final Logger LOG = LoggerFactory.getLogger(StartMessage.class);

    @EventListener
    void ready(ApplicationReadyEvent event) {
        Environment environment = event.getApplicationContext().getEnvironment();
        String port = environment.getProperty("local.server.port", "?");
        if (SandboxMode.isOn(environment)) {
            LOG.info("Ready. SANDBOX, because no merchant is configured: open http://localhost:{}/sandbox", port);
        } else {
            LOG.info("Ready for LianLian on port {}: /lianlian/url_return and /lianlian/notify_url", port);
        }
    }
}
