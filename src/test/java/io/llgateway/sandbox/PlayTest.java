package io.llgateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** LianLian's timing: thirty times, two minutes apart, until the expected answer comes (spec section 2.1). */
class PlayTest {
    private static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");

    @Test
    void repeatsEveryTwoMinutesAndGivesUpAfterThirtyTimes() {
        Play play = play(1, 1);
        for (int attempt = 1; attempt < 30; attempt++) {
            assertThat(play.after(refused())).isEqualTo(Duration.ofMinutes(2));
            assertThat(play.nextAt()).isEqualTo(NOW.plusSeconds(120));
        }
        assertThat(play.after(refused())).isNull();
        assertThat(play.nextAt()).isNull();
        assertThat(play.attempts()).hasSize(30);
    }

    @Test
    void stopsAtTheExpectedAnswer() {
        Play play = play(1, 1);
        assertThat(play.after(refused())).isEqualTo(Duration.ofMinutes(2));
        assertThat(play.after(accepted())).isNull();
    }

    @Test
    void sendsTheAskedForCopiesAtOnceThoughTheyAreAccepted() {
        Play play = play(3, 1);
        assertThat(play.after(accepted())).isZero();
        assertThat(play.after(accepted())).isZero();
        assertThat(play.after(accepted())).isNull();
    }

    @Test
    void repeatsFasterWhenTimeIsSpedUp() {
        assertThat(play(1, 60).after(refused())).isEqualTo(Duration.ofSeconds(2));
    }

    private static Play play(int copies, int speed) {
        CashierForm form = new CashierForm(
                null, null, null, null, null, null, null, null, null, null, null, copies, null, speed, null);
        return new Play(form.order(Clock.fixed(NOW, ZoneOffset.UTC)), form.rehearsal(), NOW);
    }

    private static Play.Attempt refused() {
        return new Play.Attempt(NOW, "503, ret_code 9999", false);
    }

    private static Play.Attempt accepted() {
        return new Play.Attempt(NOW, "200, ret_code 0000", true);
    }
}
