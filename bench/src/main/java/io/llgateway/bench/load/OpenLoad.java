package io.llgateway.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests at a fixed rate, whatever the variant does. Each latency counts from the moment the request was due, so a
 * stall is charged to every request that had to wait for it (no coordinated omission). One thread sends on time, one
 * reads.
 */
public final class OpenLoad implements AutoCloseable {
    private static final long GIVE_UP_SECONDS = 30;

    /**
     * How a run at a fixed rate ended.
     *
     * @param sent requests sent
     * @param accepted answers with 303
     * @param otherAnswer the last status line that was not 303; empty when there was none
     * @param nanos latencies from due to answer, sorted
     */
    public record Result(int sent, int accepted, String otherAnswer, long[] nanos) {
        /** @return milliseconds below which the given part of all answers came */
        public double millis(double quantile) {
            return nanos.length == 0 ? Double.NaN : nanos[(int) Math.min(nanos.length - 1, quantile * nanos.length)] / 1e6;
        }
    }

    private static final class Connection {
        SocketChannel channel;
        final ByteBuffer in = ByteBuffer.allocate(16 * 1024);
        long due;
    }

    private final URI url;
    private final Selector selector = Selector.open();
    private final LinkedBlockingQueue<Connection> idle = new LinkedBlockingQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private volatile IOException failure;
    private long[] nanos;
    private int accepted;
    private String otherAnswer = "";

    private OpenLoad(URI url, int connections) throws IOException {
        this.url = url;
        for (int i = 0; i < connections; i++) {
            Connection connection = new Connection();
            connect(connection);
            connection.channel.register(selector, SelectionKey.OP_READ, connection);
            idle.add(connection);
        }
    }

    /** Posts the forms at {@code rate} per second over at most {@code connections} connections. */
    public static Result post(String url, List<String> forms, double rate, int connections)
            throws IOException, InterruptedException {
        try (OpenLoad load = new OpenLoad(URI.create(url), connections)) {
            return load.run(forms, rate);
        }
    }

    private Result run(List<String> forms, double rate) throws IOException, InterruptedException {
        nanos = new long[forms.size()];
        Thread reader = new Thread(this::read, "open-load-reader");
        reader.setDaemon(true);
        reader.start();
        long start = System.nanoTime();
        int sent = 0;
        for (String form : forms) {
            long due = start + (long) (sent * 1e9 / rate);
            for (long early; (early = due - System.nanoTime()) > 0; ) {
                LockSupport.parkNanos(early);
            }
            Connection connection = idle.poll(GIVE_UP_SECONDS, TimeUnit.SECONDS);
            if (connection == null || failure != null) {
                throw new IOException("no answer within " + GIVE_UP_SECONDS + " s", failure);
            }
            connection.due = due;
            ByteBuffer request = request(form);
            while (request.hasRemaining()) {
                connection.channel.write(request);
            }
            sent++;
        }
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(GIVE_UP_SECONDS);
        while (answered.get() < sent && failure == null && System.nanoTime() < giveUp) {
            LockSupport.parkNanos(1_000_000);
        }
        if (answered.get() < sent) {
            throw new IOException("only " + answered.get() + " of " + sent + " were answered", failure);
        }
        Arrays.sort(nanos);
        return new Result(sent, accepted, otherAnswer, nanos);
    }

    private ByteBuffer request(String form) {
        return ByteBuffer.wrap(("POST " + url.getPath() + " HTTP/1.1\r\nHost: " + url.getAuthority()
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length()
                        + "\r\n\r\n" + form)
                .getBytes(StandardCharsets.US_ASCII));
    }

    private void read() {
        try {
            while (selector.isOpen()) {
                selector.select(100);
                if (!selector.isOpen()) {
                    return;
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    receive((Connection) key.attachment(), key);
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            failure = e;
        } catch (java.nio.channels.ClosedSelectorException e) {
            // the run is over
        }
    }

    private void receive(Connection connection, SelectionKey key) throws IOException {
        if (connection.channel.read(connection.in) < 0) {
            // at a low rate a connection may rest longer than the variant keeps it
            if (!idle.remove(connection)) {
                throw new IOException("connection closed before the answer");
            }
            reconnect(connection, key);
            idle.add(connection);
            return;
        }
        String answer = new String(connection.in.array(), 0, connection.in.position(), StandardCharsets.ISO_8859_1);
        if (!complete(answer)) {
            return;
        }
        nanos[answered.get()] = System.nanoTime() - connection.due;
        if (answer.startsWith("HTTP/1.1 303")) {
            accepted++;
        } else {
            otherAnswer = answer.substring(0, answer.indexOf('\r'));
        }
        connection.in.clear();
        if (answer.toLowerCase().contains("connection: close")) {
            reconnect(connection, key);
        }
        answered.incrementAndGet();
        idle.add(connection);
    }

    private void reconnect(Connection connection, SelectionKey key) throws IOException {
        key.cancel();
        connection.channel.close();
        connect(connection);
        connection.channel.register(selector, SelectionKey.OP_READ, connection);
    }

    private static boolean complete(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        String head = answer.substring(0, end + 2).toLowerCase();
        if (head.contains("transfer-encoding: chunked")) {
            return answer.endsWith("0\r\n\r\n");
        }
        int length = head.indexOf("content-length: ");
        return length < 0
                || answer.length() - end - 4
                        >= Integer.parseInt(head.substring(length + 16, head.indexOf('\r', length)));
    }

    private void connect(Connection connection) throws IOException {
        connection.channel = SocketChannel.open(new InetSocketAddress(url.getHost(), url.getPort()));
        connection.channel.socket().setTcpNoDelay(true);
        connection.channel.configureBlocking(false);
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
