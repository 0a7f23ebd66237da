package io.llgateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.standardwebhooks.Webhook;
import io.llgateway.delivery.WebhookSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class ErpDeskTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String BODY =
            "{\"id\":\"1\",\"type\":\"lianlian.payment.success\",\"fields\":{\"no_order\":\"SB1\"}}";

    private final ObjectMapper json =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();
    private final SandboxErp erp = new SandboxErp(settings(), json, Clock.systemUTC());
    private final MockMvc desk = MockMvcBuilders.standaloneSetup(new ErpDesk(erp))
            .setMessageConverters(new MappingJackson2HttpMessageConverter(json))
            .build();

    @Test
    void takesAndListsAWebhookWhoseSignatureIsRight() throws Exception {
        desk.perform(webhook("id-1", SECRET)).andExpect(status().isOk());
        desk.perform(get("/sandbox/erp").accept("application/json"))
                .andExpect(jsonPath("$.length()").value(1))
                .andExpect(jsonPath("$[0].id").value("id-1"))
                .andExpect(jsonPath("$[0].type").value("lianlian.payment.success"))
                .andExpect(jsonPath("$[0].orderNumber").value("SB1"))
                .andExpect(jsonPath("$[0].genuine").value(true))
                .andExpect(jsonPath("$[0].answered").value(200));
    }

    @Test
    void answers401WhenTheSignatureIsOfAnotherSecret() throws Exception {
        desk.perform(webhook("id-1", "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")).andExpect(status().isUnauthorized());
        assertThat(erp.received()).singleElement().matches(received -> !received.genuine());
    }

    @Test
    void answers401WithoutAnySignature() throws Exception {
        desk.perform(post("/sandbox/erp").content("nonsense")).andExpect(status().isUnauthorized());
    }

    @Test
    void failsAsOftenAsItIsToldAndIsWellThen() throws Exception {
        desk.perform(post("/sandbox/erp/behaviour")
                        .param("status", "503")
                        .param("retryAfter", "7")
                        .param("times", "2"))
                .andExpect(status().is3xxRedirection());
        desk.perform(webhook("id-1", SECRET))
                .andExpect(status().isServiceUnavailable())
                .andExpect(header().string("Retry-After", "7"));
        desk.perform(webhook("id-1", SECRET)).andExpect(status().isServiceUnavailable());
        desk.perform(webhook("id-1", SECRET))
                .andExpect(status().isOk())
                .andExpect(header().doesNotExist("Retry-After"));
    }

    @Test
    void failsUntilItIsToldOtherwise() throws Exception {
        desk.perform(post("/sandbox/erp/behaviour").param("status", "500"));
        for (int i = 0; i < 3; i++) {
            desk.perform(webhook("id-1", SECRET)).andExpect(status().isInternalServerError());
        }
        desk.perform(post("/sandbox/erp/behaviour"));
        desk.perform(webhook("id-1", SECRET)).andExpect(status().isOk());
    }

    @ParameterizedTest
    @ValueSource(strings = {"status=99", "status=600", "delay=60001", "times=-1", "retryAfter=-1"})
    void refusesABehaviourThatMakesNoSense(String parameter) throws Exception {
        String[] pair = parameter.split("=");
        desk.perform(post("/sandbox/erp/behaviour").param(pair[0], pair[1])).andExpect(status().isBadRequest());
    }

    @Test
    void keepsTheLastTwoHundredOnly() throws Exception {
        for (int i = 0; i < 201; i++) {
            desk.perform(webhook("id-" + i, SECRET));
        }
        assertThat(erp.received())
                .hasSize(200)
                .extracting(SandboxErp.Received::id)
                .doesNotContain("id-0");
    }

    private static MockHttpServletRequestBuilder webhook(String id, String secret) throws Exception {
        long now = System.currentTimeMillis() / 1000;
        return post("/sandbox/erp")
                .content(BODY)
                .header("webhook-id", id)
                .header("webhook-timestamp", now)
                .header("webhook-signature", new Webhook(secret).sign(id, now, BODY));
    }

    private static WebhookSettings settings() {
        return new WebhookSettings(
                "http://localhost/sandbox/erp", List.of(SECRET), Duration.ofSeconds(10), 1, List.of(), true, false);
    }
}
