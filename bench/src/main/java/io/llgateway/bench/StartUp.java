package io.llgateway.bench;

import io.llgateway.bench.load.Notifications;
import io.llgateway.bench.machine.Variant;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Start of the process to the first acknowledged notification, embedded database and broker, on empty data. */
final class StartUp {
    private static final int TURNS = 7;

    private StartUp() {}

    static void run() throws Exception {
        Notifications notifications = new Notifications();
        String form;
        try (Stream<String> lines = Files.lines(notifications.file("smoke", 90, 2000))) {
            form = lines.findFirst().orElseThrow();
        }
        List<Double> bare = new ArrayList<>();
        List<Double> gateway = new ArrayList<>();
        for (int turn = 0; turn < TURNS; turn++) {
            bare.add(seconds("bare-" + turn, notifications, form));
            gateway.add(seconds("gateway-" + turn, notifications, form));
            System.out.printf("bare %.2f s, gateway %.2f s%n", bare.get(turn), gateway.get(turn));
        }
        double bareMedian = Comparison.median(bare, Double::doubleValue);
        double gatewayMedian = Comparison.median(gateway, Double::doubleValue);
        Results.write(
                "Start",
                """
                Process start to first acknowledged notification, median of %d, empty data: bare Spring Boot + Camel + \
                embedded Artemis + H2 %.2f s, gateway %.2f s (%.2f times).
                """
                        .formatted(TURNS, bareMedian, gatewayMedian, gatewayMedian / bareMedian));
    }

    private static double seconds(String name, Notifications notifications, String form) throws Exception {
        long start = System.nanoTime();
        try (Variant variant = Variant.startEmbedded(name, notifications)) {
            while (!acknowledged(variant, form)) {
                if (!variant.isAlive()) {
                    throw new IOException(name + " did not start, see " + variant.log());
                }
                TimeUnit.MILLISECONDS.sleep(10);
            }
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private static boolean acknowledged(Variant variant, String form) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(variant.url()).toURL().openConnection();
            connection.setInstanceFollowRedirects(false);
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
            connection.getOutputStream().write(form.getBytes(StandardCharsets.US_ASCII));
            return connection.getResponseCode() == 303;
        } catch (IOException notYet) {
            return false;
        }
    }
}
