package io.llgateway.bench.load;

import io.llgateway.bench.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** As fast as the variant answers: wrk, each connection posting its next notification after the last answer. */
public final class ClosedLoad {
    private static final int THREADS = 2;

    /**
     * How a run of wrk ended.
     *
     * @param sent requests sent
     * @param accepted answers with 303
     * @param seconds first request to last answer
     * @param endMillis the last answer, epoch milliseconds
     */
    public record Result(int sent, int accepted, double seconds, long endMillis) {}

    private ClosedLoad() {}

    /**
     * Posts the file's notifications, each once.
     *
     * @throws IOException when a request got no answer: such a run does not count
     */
    public static Result post(String url, Path notifications, int seconds) throws IOException {
        Process wrk = new ProcessBuilder(List.of(
                        "wrk", "-t" + THREADS, "-c" + Settings.CONNECTIONS, "-d" + (seconds + 20) + "s", "--timeout", "30s",
                        "-s", Settings.ROOT.resolve("bench/notifications.lua").toString(), url, "--",
                        notifications.toString(), Integer.toString(seconds), Integer.toString(THREADS)))
                .redirectErrorStream(true)
                .start();
        StringBuilder output = new StringBuilder();
        int sent = 0, accepted = 0, finished = 0;
        double started = Double.MAX_VALUE, ended = 0;
        try (BufferedReader lines = wrk.inputReader()) {
            String line;
            while (finished < THREADS && (line = lines.readLine()) != null) {
                output.append(line).append('\n');
                String[] words = line.split(" ");
                if (words[0].equals("finished")) {
                    finished++;
                    sent += Integer.parseInt(words[1]);
                    accepted += Integer.parseInt(words[2]);
                    started = Math.min(started, Double.parseDouble(words[3]));
                    ended = Math.max(ended, Double.parseDouble(words[4]));
                }
            }
        } finally {
            // it would sleep until its own time is up
            wrk.destroy();
        }
        if (finished < THREADS) {
            throw new IOException("wrk lost requests:\n" + output);
        }
        return new Result(sent, accepted, ended - started, (long) (ended * 1000));
    }
}
