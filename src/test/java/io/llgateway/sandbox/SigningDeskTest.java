package io.llgateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class SigningDeskTest {
    private final ObjectMapper json = new ObjectMapper();
    private SandboxMerchant merchant;
    private MockMvc desk;

    @BeforeEach
    void open(@TempDir Path folder) {
        merchant = SandboxMerchant.in(folder);
        desk = MockMvcBuilders.standaloneSetup(new SigningDesk(merchant, json)).build();
    }

    @Test
    void signsAFormAndAnswersOneLineReadyToPost() throws Exception {
        MockHttpServletResponse answer = desk.perform(post("/sandbox/sign")
                        .contentType("application/x-www-form-urlencoded")
                        .content("no_order=1&info_order=a+b%26%E5%8D%95&sign=old"))
                .andReturn()
                .getResponse();
        String sign = merchant.sign(Map.of(
                "oid_partner", "201304121000001004", "sign_type", "RSA", "no_order", "1", "info_order", "a b&单"));
        assertThat(answer.getContentType()).startsWith("application/x-www-form-urlencoded");
        assertThat(answer.getContentAsString())
                .isEqualTo("oid_partner=201304121000001004&sign_type=RSA&no_order=1&info_order=a+b%26%E5%8D%95&sign="
                        + sign.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D"));
    }

    @Test
    void signsAJsonObjectAndAnswersJsonWhenAsked() throws Exception {
        JsonNode answer = json.readTree(answer("{\"no_order\":\"1\",\"oid_partner\":\"9\"}", "application/json")
                .getContentAsString());
        assertThat(answer.path("sign").asText())
                .isEqualTo(merchant.sign(Map.of("oid_partner", "9", "sign_type", "RSA", "no_order", "1")));
        assertThat(answer.path("oid_partner").asText()).isEqualTo("9");
    }

    @Test
    void signsManyAtOnceForLoadTests() throws Exception {
        String many = "[{\"no_order\":\"1\"},{\"no_order\":\"2\"}]";
        assertThat(answer(many, "*/*").getContentAsString().lines())
                .hasSize(2)
                .allMatch(line -> line.contains("&sign="));
        assertThat(json.readTree(answer(many, "application/json").getContentAsString()))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"money_order\":1.0}", "{\"a\":null}", "{}", "\"text\"", "[[]]", "{"})
    void refusesWhatIsNoObjectOfTexts(String body) throws Exception {
        desk.perform(post("/sandbox/sign").contentType("application/json").content(body))
                .andExpect(status().isBadRequest());
    }

    @Test
    void refusesARepeatedField() throws Exception {
        desk.perform(post("/sandbox/sign")
                        .contentType("application/x-www-form-urlencoded")
                        .content("a=1&a=2"))
                .andExpect(status().isBadRequest());
    }

    private MockHttpServletResponse answer(String body, String accept) throws Exception {
        return desk.perform(post("/sandbox/sign")
                        .contentType("application/json")
                        .content(body)
                        .header("Accept", accept))
                .andReturn()
                .getResponse();
    }
}
