package io.llgateway.sandbox;

import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

class SandboxGateTest {
    private final MockMvc sandbox = MockMvcBuilders.standaloneSetup(new Inside())
            .addInterceptors(new SandboxGate())
            .build();

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8080", "LOCALHOST:8080", "127.0.0.1:8080", "[::1]:8080"})
    void letsADeveloperOfThisMachineIn(String host) throws Exception {
        sandbox.perform(get("/sandbox").header("Host", host)).andExpect(status().isOk());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop.example",
                "localhost.evil.example",
                "localhost:8080@evil.example",
                "192.0.2.1:8080",
                "0",
                ""
            })
    void refusesAnyOtherHostSoThatNoNameCanBePointedHere(String host) throws Exception {
        sandbox.perform(get("/sandbox").header("Host", host))
                .andExpect(status().isForbidden())
                .andExpect(content().string(containsString("and no others")));
    }

    @Test
    void refusesARequestWithoutHost() throws Exception {
        sandbox.perform(get("/sandbox")).andExpect(status().isForbidden());
    }

    @Test
    void refusesARequestFromAnotherMachine() throws Exception {
        sandbox.perform(get("/sandbox").header("Host", "localhost").with(request -> {
                    request.setRemoteAddr("192.0.2.1");
                    return request;
                }))
                .andExpect(status().isForbidden());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Forwarded", "X-Forwarded-For", "x-forwarded-host", "X-Forwarded-Proto", "Via"})
    void refusesWhateverCameThroughAProxy(String header) throws Exception {
        sandbox.perform(get("/sandbox").header("Host", "localhost").header(header, "127.0.0.1"))
                .andExpect(status().isForbidden());
    }

    @ParameterizedTest
    @CsvSource({"Sec-Fetch-Site,cross-site", "Sec-Fetch-Site,same-site", "Origin,https://evil.example", "Origin,null"})
    void refusesAFormOfAForeignPage(String header, String value) throws Exception {
        sandbox.perform(post("/sandbox").header("Host", "localhost:8080").header(header, value))
                .andExpect(status().isForbidden());
    }

    @ParameterizedTest
    @CsvSource({"Sec-Fetch-Site,same-origin", "Sec-Fetch-Site,none", "Origin,http://localhost:8080", "X-Other,1"})
    void takesAFormOfItsOwnPageAndOfAScript(String header, String value) throws Exception {
        sandbox.perform(post("/sandbox").header("Host", "localhost:8080").header(header, value))
                .andExpect(status().isOk());
    }

    @RestController
    static class Inside {
        @RequestMapping("/sandbox")
        String inside() {
            return "inside";
        }
    }
}
