package io.llgateway.bench.variant;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An ERP that answers 200 to every webhook at once. One thread on bare channels, so that it takes little of the processor
 * that it shares with the gateway which is measured.
 */
public final class FastErp {
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String PORT = "--server.port=";
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_CALL = 64 * 1024;

    private FastErp() {}

    /** @param arguments {@code --server.port=} and others that do not matter */
    public static void main(String[] arguments) throws IOException {
        int port = Arrays.stream(arguments)
                .filter(argument -> argument.startsWith(PORT))
                .mapToInt(argument -> Integer.parseInt(argument.substring(PORT.length())))
                .findFirst()
                .orElseThrow();
        try (Selector selector = Selector.open();
                ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            server.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
            System.out.println("Started FastErp Application in no time");
            while (true) {
                selector.select(FastErp::serve);
            }
        }
    }

    private static void serve(SelectionKey ready) {
        try {
            if (ready.isAcceptable()) {
                SocketChannel connection = ((ServerSocketChannel) ready.channel()).accept();
                connection.configureBlocking(false);
                connection.register(ready.selector(), SelectionKey.OP_READ, ByteBuffer.allocate(LONGEST_CALL));
            } else if (!answer((SocketChannel) ready.channel(), (ByteBuffer) ready.attachment())) {
                ready.channel().close();
            }
        } catch (IOException gone) {
            ready.cancel();
        }
    }

    /** @return whether the connection is still open */
    private static boolean answer(SocketChannel connection, ByteBuffer call) throws IOException {
        if (connection.read(call) < 0) {
            return false;
        }
        String text = new String(call.array(), 0, call.position(), StandardCharsets.ISO_8859_1);
        int body = text.indexOf("\r\n\r\n") + 4;
        if (body >= 4) {
            Matcher length = LENGTH.matcher(text).region(0, body);
            if (call.position() >= body + (length.find() ? Integer.parseInt(length.group(1)) : 0)) {
                call.clear();
                connection.write(ByteBuffer.wrap(ANSWER));
            }
        }
        return true;
    }
}
