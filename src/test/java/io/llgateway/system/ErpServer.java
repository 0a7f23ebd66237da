package io.llgateway.system;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A pretended ERP on a bare socket, so that it can also hang and reset; it verifies and remembers what it is told. */
public final class ErpServer implements AutoCloseable {
    /** A Standard Webhooks secret for {@code gateway.erp.webhook.secret}. */
    public static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /**
     * One call.
     *
     * @param id the header webhook-id
     * @param body the JSON text
     * @param genuine whether the signature is right for id, time and body
     * @param answered whether the ERP answered 2xx
     */
    public record Call(String id, String body, boolean genuine, boolean answered) {}

    private volatile ServerSocket socket;
    private volatile boolean refuses;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "erp");
        thread.setDaemon(true);
        return thread;
    });
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final Map<String, Boolean> acknowledged = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Function<String, Behaviour> behaviour = body -> Behaviour.status(200);

    private ErpServer(ServerSocket socket) {
        this.socket = socket;
    }

    /** Starts the ERP on a free port; it answers 200 until told otherwise. */
    public static ErpServer start() {
        return start(0);
    }

    /** Starts the ERP on a port, 0 for a free one. */
    public static ErpServer start(int port) {
        try {
            ErpServer erp = new ErpServer(new ServerSocket(port, 200, InetAddress.getLoopbackAddress()));
            erp.threads.execute(erp::accept);
            return erp;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return for {@code gateway.erp.webhook.url} */
    public String url() {
        return "http://localhost:" + socket.getLocalPort() + "/erp";
    }

    /** @return the settings that make a gateway tell this ERP */
    public String[] settings() {
        return new String[] {"--gateway.erp.webhook.url=" + url(), "--gateway.erp.webhook.secret=" + SECRET};
    }

    /** From now on every call is treated so. */
    public void always(Behaviour behaviour) {
        this.behaviour = body -> behaviour;
    }

    /** From now on nobody listens: connections are refused, those that are open end at their next call, unheard. */
    public void refuse() throws IOException {
        refuses = true;
        socket.close();
    }

    /** Listens again, at the same address. */
    public void listen() throws IOException {
        socket = new ServerSocket(socket.getLocalPort(), 200, InetAddress.getLoopbackAddress());
        refuses = false;
        threads.execute(this::accept);
    }

    /** From now on each call is treated as its body asks for. */
    public void byBody(Function<String, Behaviour> behaviour) {
        this.behaviour = behaviour;
    }

    /** @return every call so far, oldest first */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** @return the distinct ids that were answered 2xx */
    public java.util.Set<String> acknowledged() {
        return java.util.Set.copyOf(acknowledged.keySet());
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                threads.execute(() -> serve(connection));
            } catch (IOException closing) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            while (true) {
                Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                readHead(in, headers);
                int length = Integer.parseInt(
                        headers.getOrDefault("Content-Length", List.of("0")).get(0));
                String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
                if (refuses) {
                    return;
                }
                Behaviour now = behaviour.apply(body);
                String id = headers.getOrDefault("webhook-id", List.of("")).get(0);
                boolean success = now.isSuccess();
                calls.add(new Call(id, body, isGenuine(headers, body), success));
                if (success) {
                    acknowledged.put(id, true);
                }
                if (!now.answer(connection, closed)) {
                    return;
                }
            }
        } catch (IOException gone) {
            // the caller hung up, which is its right
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void readHead(InputStream in, Map<String, List<String>> headers) throws IOException {
        line(in);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon), List.of(line.substring(colon + 1).strip()));
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new EOFException();
            }
            line.write(read);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    /** Only the signature counts, not the age: a test may turn the gateway's clock. */
    private static boolean isGenuine(Map<String, List<String>> headers, String body) {
        try {
            long time = Long.parseLong(
                    headers.getOrDefault("webhook-timestamp", List.of("0")).get(0));
            String id = headers.getOrDefault("webhook-id", List.of("")).get(0);
            String expected = new Webhook(SECRET).sign(id, time, body);
            return headers.getOrDefault("webhook-signature", List.of("")).contains(expected);
        } catch (WebhookSigningException unsigned) {
            return false;
        }
    }

    /** Ends the ERP: open connections are cut, new ones refused. */
    @Override
    public void close() {
        closed.countDown();
        threads.shutdownNow();
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
