package io.llgateway.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One order the pretend LianLian plays, and what came of it so far. */
final class Play {
    /**
     * One attempt to notify.
     *
     * @param at when it was sent
     * @param answer status and ret_code, or {@code no answer}
     * @param accepted whether it was the answer LianLian expects
     */
    record Attempt(Instant at, String answer, boolean accepted) {}

    private final PlayedOrder order;
    private final Rehearsal rehearsal;
    private final Instant startedAt;
    private final List<Attempt> attempts = new ArrayList<>();
    private @Nullable Instant nextAt;

    Play(PlayedOrder order, Rehearsal rehearsal, Instant startedAt) {
        this.order = order;
        this.rehearsal = rehearsal;
        this.startedAt = startedAt;
    }

    public PlayedOrder order() {
        return order;
    }

    public Rehearsal rehearsal() {
        return rehearsal;
    }

    public Instant startedAt() {
        return startedAt;
    }

    /**
     * Notes what an attempt brought and decides what follows.
     *
     * @return the pause until the next attempt; null when the notification was accepted often enough or given up
     */
    synchronized @Nullable Duration after(Attempt attempt) {
        attempts.add(attempt);
        long accepted = attempts.stream().filter(Attempt::accepted).count();
        Duration pause = null;
        if (attempt.accepted()) {
            pause = accepted < rehearsal.copies() ? Duration.ZERO : null;
        } else if (attempts.size() - accepted < Rehearsal.ATTEMPTS) {
            pause = rehearsal.pause();
        }
        nextAt = pause == null ? null : attempt.at().plus(pause);
        return pause;
    }

    /** @return the attempts so far, oldest first */
    public synchronized List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /** @return when the next attempt is due; null when none is */
    public synchronized @Nullable Instant nextAt() {
        return nextAt;
    }

    /** Notes when the first attempt is due. */
    synchronized void due(Instant first) {
        nextAt = first;
    }
}
