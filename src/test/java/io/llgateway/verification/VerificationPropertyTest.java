package io.llgateway.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.llgateway.notification.Channel;
import io.llgateway.notification.Kind;
import io.llgateway.notification.Sample;
import io.llgateway.notification.Samples;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class VerificationPropertyTest {
    private static final List<String> EMPTY_NAMES = List.of("info_order", "no_agree", "memo", "version");

    private final NotificationVerifier verifier = new NotificationVerifier(Merchants.of(List.of(Samples.merchant())));
    private final Sample genuine = Samples.synchronousNotification().signed();

    @Property(tries = 3000)
    void refusesAnyChangeOfOneByteOfASignedField(
            @ForAll @IntRange(max = 11) int field,
            @ForAll @IntRange(max = 200) int place,
            @ForAll @IntRange(min = 1, max = 255) int change) {
        String name = new ArrayList<>(genuine.fields().keySet()).get(field);
        byte[] value = genuine.fields().get(name).getBytes(StandardCharsets.UTF_8);
        value[place % value.length] ^= (byte) change;
        String changed = utf8(value);
        Assume.that(changed != null);

        assertThat(catchThrowable(() -> verify(genuine.with(name, changed))))
                .isInstanceOf(NotificationRefusedException.class);
    }

    @Property
    void doesNotMindTheOrderOfFields(@ForAll Random random) throws Exception {
        Map<String, String> shuffled = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(genuine.fields().keySet());
        Collections.shuffle(names, random);
        names.forEach(name -> shuffled.put(name, genuine.fields().get(name)));

        VerifiedNotification verified = verify(new Sample(shuffled));

        assertThat(verified.verdict()).isEqualTo(Verdict.FACTS);
        assertThat(verified.signedText()).isEqualTo(genuine.signedText());
    }

    @Property
    void doesNotMindEmptyFields(@ForAll @IntRange(max = 15) int which) throws Exception {
        Sample signed = Samples.synchronousNotification().without("info_order").signed();
        Sample sample = signed;
        for (int i = 0; i < EMPTY_NAMES.size(); i++) {
            if ((which >> i & 1) == 1) {
                sample = sample.with(EMPTY_NAMES.get(i), "");
            }
        }

        VerifiedNotification verified = verify(sample);

        assertThat(verified.verdict()).isEqualTo(Verdict.FACTS);
        assertThat(verified.notification().fields())
                .isEqualTo(signed.without("sign").fields());
    }

    private VerifiedNotification verify(Sample sample) throws NotificationRefusedException {
        return verifier.verify(NotificationVerifierTest.received(Channel.URL_RETURN, Kind.PAYMENT, sample, false));
    }

    /** The text of the bytes; null when they are none, since the decoders let none such through. */
    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
