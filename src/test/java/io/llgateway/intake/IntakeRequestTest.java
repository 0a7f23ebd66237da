package io.llgateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.llgateway.intake.IntakeRequest.BodyState;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.DelegatingServletInputStream;
import org.springframework.mock.web.MockHttpServletRequest;

class IntakeRequestTest {
    @Test
    void readsABodyOfExactlyTheLimitWhole() {
        IntakeRequest request = read(new byte[100], 100);
        assertThat(request.bodyState()).isEqualTo(BodyState.WHOLE);
        assertThat(request.body()).hasSize(100);
    }

    @Test
    void callsABodyOfOneByteMoreTooLarge() {
        assertThat(read(new byte[101], 100).bodyState()).isEqualTo(BodyState.TOO_LARGE);
    }

    @Test
    void countsTheBytesOfAnEndlessBodyWithoutALength() {
        MockHttpServletRequest endless = new MockHttpServletRequest() {
            @Override
            public jakarta.servlet.ServletInputStream getInputStream() {
                return new DelegatingServletInputStream(new InputStream() {
                    @Override
                    public int read() {
                        return 'x';
                    }
                });
            }
        };
        IntakeRequest request = IntakeRequest.read(endless, 5000, 10_000);
        assertThat(request.bodyState()).isEqualTo(BodyState.TOO_LARGE);
        assertThat(request.body()).hasSize(5001);
    }

    @Test
    void doesNotReadABodyThatAnnouncesTooMuch() {
        MockHttpServletRequest announcing = new MockHttpServletRequest() {
            @Override
            public jakarta.servlet.ServletInputStream getInputStream() {
                throw new AssertionError("must not be read");
            }

            @Override
            public long getContentLengthLong() {
                return 1_000_000_000_000L;
            }
        };
        assertThat(IntakeRequest.read(announcing, 100, 10_000).bodyState()).isEqualTo(BodyState.TOO_LARGE);
    }

    @Test
    void callsABodyThatBreaksOffNoMessage() {
        MockHttpServletRequest broken = new MockHttpServletRequest() {
            @Override
            public jakarta.servlet.ServletInputStream getInputStream() {
                return new DelegatingServletInputStream(new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("connection reset");
                    }
                });
            }
        };
        assertThat(IntakeRequest.read(broken, 100, 10_000).bodyState()).isEqualTo(BodyState.BROKEN_OFF);
    }

    @Test
    void cutsOffASenderWhoDripsBeyondTheDeadline() {
        assertThat(IntakeRequest.read(post(new byte[10]), 100, -1).bodyState()).isEqualTo(BodyState.BROKEN_OFF);
    }

    @Test
    void showsNothingOfTheBodyAsText() {
        assertThat(read("sign=secret".getBytes(), 100).toString()).doesNotContain("secret");
    }

    private static IntakeRequest read(byte[] body, int limit) {
        return IntakeRequest.read(post(body), limit, 10_000);
    }

    private static MockHttpServletRequest post(byte[] body) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/lianlian/url_return");
        request.setContent(body);
        return request;
    }
}
