package io.llgateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.llgateway.notification.Channel;
import io.llgateway.notification.Kind;
import io.llgateway.notification.Sample;
import io.llgateway.notification.Samples;
import io.llgateway.verification.Merchants;
import io.llgateway.verification.NotificationVerifier;
import io.llgateway.verification.ReceivedNotification;
import io.llgateway.verification.VerifiedNotification;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser is asked to post again is what it posted: a byte less, and the signature would be wrong. */
class ReturnPagesTest {
    private static final Sample SAMPLE =
            Samples.h5Return().with("info_order", "\u4f60\u597d + 100%").signed();

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GBK", "GB18030"})
    void repeatsAnH5ReturnWhetherItsTextIsEscapedOrNot(String name) throws Exception {
        Charset charset = Charset.forName(name);
        String escaped = URLEncoder.encode(SAMPLE.json(), charset);
        String bare = SAMPLE.json().replace("%", "%25").replace("+", "%2B").replace(' ', '+');

        for (String form : List.of(escaped, bare)) {
            byte[] body = ("res_data=" + form).getBytes(charset);
            assertThat(ReturnPages.postedFields(verified(body, charset), request("POST", null, body), charset))
                    .isEqualTo(Map.of("res_data", SAMPLE.json()));
        }
        assertThat(ReturnPages.postedFields(
                        verified(("res_data=" + escaped).getBytes(charset), charset),
                        request("GET", "res_data=" + escaped, new byte[0]),
                        charset))
                .isEqualTo(Map.of("res_data", SAMPLE.json()));
    }

    private static VerifiedNotification verified(byte[] body, Charset charset) throws Exception {
        FormDecoder.Form form = new FormDecoder(charset, new JsonDecoder()).decode(body);
        return new NotificationVerifier(Merchants.of(List.of(Samples.merchant())))
                .verify(new ReceivedNotification(
                        Channel.URL_RETURN, Kind.PAYMENT, form.fields(), form.inResData(), Instant.EPOCH, "192.0.2.1"));
    }

    private static IntakeRequest request(String method, String query, byte[] body) {
        return new IntakeRequest(
                method, null, query, "192.0.2.1", null, null, null, body, IntakeRequest.BodyState.WHOLE);
    }
}
