package io.llgateway.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The line between a gateway and its PostgreSQL. It can break at the worst moment: when the server has committed and
 * says so, before anybody hears it.
 */
final class LossyLine implements AutoCloseable {
    /** Tag of the server's message CommandComplete after a commit, with the zero that ends it. */
    private static final String COMMITTED = "COMMIT\0";

    private final ServerSocket socket;
    private final int server;
    private final AtomicInteger toLose = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(Threads.named("line"));

    private LossyLine(ServerSocket socket, int server) {
        this.socket = socket;
        this.server = server;
    }

    /** @param server port of the PostgreSQL on this machine */
    static LossyLine to(int server) {
        try {
            LossyLine line = new LossyLine(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
            line.threads.execute(line::accept);
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the port to connect to instead of the server's */
    int port() {
        return socket.getLocalPort();
    }

    /** Breaks at so many of the commits that come. */
    void loseCommits(int count) {
        toLose.set(count);
    }

    /** @return at how many commits it has yet to break */
    int left() {
        return toLose.get();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket near = socket.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), server);
                threads.execute(() -> pass(near, far, false));
                threads.execute(() -> pass(far, near, true));
            } catch (IOException closing) {
                return;
            }
        }
    }

    private void pass(Socket from, Socket to, boolean answers) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[8192];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (answers && isLost(new String(bytes, 0, read, StandardCharsets.ISO_8859_1))) {
                    return;
                }
                out.write(bytes, 0, read);
            }
        } catch (IOException broken) {
            // the other side hung up, or this side did; both ends are closed now
        }
    }

    private boolean isLost(String answer) {
        return answer.contains(COMMITTED) && toLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
