package io.llgateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CallTurnsTest {
    private final List<CompletableFuture<String>> begun = new ArrayList<>();
    private final List<Boolean> late = new ArrayList<>();

    @Test
    void beginsNoCallBeforeThereIsRoomForIt() {
        CallTurns turns = new CallTurns(2, Duration.ofHours(1));
        for (int i = 0; i < 4; i++) {
            turns.take(this::call);
        }
        assertThat(begun).hasSize(2);

        begun.get(0).complete("done");
        assertThat(begun).hasSize(3);
        begun.get(1).completeExceptionally(new IllegalStateException("hung"));
        assertThat(begun).hasSize(4);
        begun.get(2).complete("done");
        begun.get(3).complete("done");
        turns.take(this::call);
        turns.take(this::call);
        turns.take(this::call);

        assertThat(begun).as("two more, the third waits").hasSize(6);
        assertThat(late).containsOnly(false);
    }

    @Test
    void saysWhatHasWaitedTooLong() {
        CallTurns turns = new CallTurns(1, Duration.ofNanos(1));
        turns.take(this::call);
        turns.take(this::call);

        begun.get(0).complete("done");

        assertThat(late).last().isEqualTo(true);
    }

    @Test
    void passesManyThatEndAtOnceInTheOrderTheyCame() {
        CallTurns turns = new CallTurns(1, Duration.ofHours(1));
        turns.take(this::call);
        List<Integer> ended = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            int number = i;
            turns.take(late -> {
                ended.add(number);
                return CompletableFuture.completedFuture("not made");
            });
        }

        begun.get(0).complete("done");
        turns.take(this::call);

        assertThat(ended).hasSize(100_000).isSorted();
        assertThat(begun).hasSize(2);
    }

    private CompletableFuture<String> call(boolean isLate) {
        CompletableFuture<String> call = new CompletableFuture<>();
        begun.add(call);
        late.add(isLate);
        return call;
    }
}
