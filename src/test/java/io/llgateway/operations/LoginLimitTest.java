package io.llgateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.llgateway.ledger.SettableClock;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class LoginLimitTest {
    private static final String RIGHT = "Basic cmlnaHQ=";
    private static final FilterChain PASSWORD = (request, response) -> {
        String login = ((MockHttpServletRequest) request).getHeader("Authorization");
        ((HttpServletResponse) response).setStatus(RIGHT.equals(login) ? 200 : 401);
    };

    private final SettableClock clock = new SettableClock();
    private final LoginLimit limit = new LoginLimit(clock);

    @Test
    void blocksAfterTenWrongPasswordsForTheRestOfTheMinute() throws Exception {
        guess("192.0.2.1", 10);

        assertThat(login("192.0.2.1", "Basic eA==", PASSWORD)).isEqualTo(429);
        assertThat(login("192.0.2.1", RIGHT, PASSWORD)).as("even the right one").isEqualTo(429);
        assertThat(login("192.0.2.2", RIGHT, PASSWORD)).as("another address").isEqualTo(200);
        clock.move(Duration.ofSeconds(59));
        assertThat(login("192.0.2.1", RIGHT, PASSWORD)).isEqualTo(429);
        clock.move(Duration.ofSeconds(1));
        assertThat(login("192.0.2.1", RIGHT, PASSWORD)).isEqualTo(200);
    }

    @Test
    void countsNoRequestWithoutAPasswordAndNoRightOne() throws Exception {
        for (int i = 0; i < 30; i++) {
            assertThat(login("192.0.2.1", null, PASSWORD)).isEqualTo(401);
            assertThat(login("192.0.2.1", RIGHT, PASSWORD)).isEqualTo(200);
        }
        guess("192.0.2.1", 10);
    }

    @Test
    void letsNoMoreGuessesThroughAtOnceThanOneByOne() throws Exception {
        assertThat(nested(1)).as("guesses under way when one was blocked").isEqualTo(10);
    }

    @Test
    void letsTheRightPasswordThroughAtOnceAsOftenAsAsked() throws Exception {
        assertThat(login("192.0.2.1", RIGHT, PASSWORD)).isEqualTo(200);

        assertThat(login("192.0.2.1", RIGHT, (request, response) -> {
                    for (int i = 0; i < 30; i++) {
                        assertThat(login("192.0.2.1", RIGHT, PASSWORD)).isEqualTo(200);
                    }
                }))
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::7, 429",
        "2001:db8:1:2::1, 2001:db8:1:3::1, 401",
        "::1, 0:0:0:0:0:0:0:1, 429"
    })
    void takesTheNetworkOfAnIpv6AddressForOneSender(String first, String then, int answer) throws Exception {
        guess(first, 10);

        assertThat(login(then, "Basic eA==", PASSWORD)).isEqualTo(answer);
    }

    @Test
    void remembersAThousandSendersOnly() throws Exception {
        guess("192.0.2.1", 10);
        for (int i = 0; i < 1000; i++) {
            guess("10.0." + i / 250 + "." + i % 250, 1);
        }

        assertThat(login("192.0.2.1", RIGHT, PASSWORD)).isEqualTo(200);
    }

    /** Each guess waits for the next one, as if they came at the same instant. */
    private int nested(int underWay) throws ServletException, IOException {
        int[] most = {underWay};
        int answer = login("192.0.2.1", "Basic " + underWay, (request, response) -> {
            most[0] = nested(underWay + 1);
            PASSWORD.doFilter(request, response);
        });
        return answer == 429 ? underWay - 1 : most[0];
    }

    private void guess(String address, int times) throws ServletException, IOException {
        for (int i = 0; i < times; i++) {
            assertThat(login(address, "Basic " + i, PASSWORD)).isEqualTo(401);
        }
    }

    private int login(String address, String header, FilterChain chain) throws ServletException, IOException {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/ops/balance");
        request.setRemoteAddr(address);
        if (header != null) {
            request.addHeader("Authorization", header);
        }
        MockHttpServletResponse response = new MockHttpServletResponse();
        limit.doFilter(request, response, chain);
        return response.getStatus();
    }
}
