package io.llgateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

/** A web server with four threads, and senders that never pause long enough for Tomcat to drop them. */
class SlowSendersTest {
    private static final int THREADS = 4;

    private final List<Socket> sockets = new ArrayList<>();
    private WebServer server;

    @BeforeEach
    void start() {
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
        SlowSenders.drop(factory, 1, Duration.ofMillis(500));
        factory.addConnectorCustomizers(connector -> {
            HeadDeadlineProtocol protocol = (HeadDeadlineProtocol) connector.getProtocolHandler();
            protocol.setHeadDeadline(Duration.ofSeconds(1));
            ((AbstractHttp11Protocol<?>) protocol).setMaxThreads(THREADS);
            ((AbstractHttp11Protocol<?>) protocol).setConnectionTimeout(2000);
        });
        server = factory.getWebServer(context -> {
            context.addServlet("deaf", new Deaf()).addMapping("/deaf");
            var later = context.addServlet("later", new Later());
            later.setAsyncSupported(true);
            later.addMapping("/later");
        });
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"G", "GET /deaf HTTP/1.1\r\n", "GET /deaf HTTP/1.1\r\nHost: localhost\r\nX-Slow: a"})
    void dropsASenderThatDripsItsHead(String begun) throws IOException {
        Socket slow = send(begun);

        await("the end of the connection").atMost(Duration.ofSeconds(30)).until(() -> !drips(slow));
    }

    @Test
    void letsTheNextSenderOnTheSameThreadsHaveItsOwnTime() throws IOException {
        Socket slow = send("GET /deaf HTTP/1.1\r\n");
        await().atMost(Duration.ofSeconds(30)).until(() -> !drips(slow));

        // in two pieces, so that it is looked at twice
        Socket next = send("GET /deaf HTTP/1.1\r\nHost: local");
        next.getOutputStream().write("host\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(answer(next)).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/deaf", "/later"})
    void answersOthersWhileBodiesThatNobodyReadsDripIn(String path) throws IOException {
        for (int i = 0; i < 4 * THREADS; i++) {
            send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50000\r\n\r\na");
        }
        Socket genuine = send("GET /deaf HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        genuine.setSoTimeout(100);

        await("an answer beside " + 4 * THREADS + " slow bodies")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptionsInstanceOf(java.net.SocketTimeoutException.class)
                .until(() -> {
                    sockets.stream().filter(socket -> socket != genuine).forEach(SlowSendersTest::drips);
                    return genuine.getInputStream().read() == 'H';
                });
    }

    @Test
    void givesABodyThatComesALittleLateTimeToArrive() throws IOException {
        Socket browser = send("POST /deaf HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\n");
        assertThat(readUntil(browser, "heard nothing")).startsWith("HTTP/1.1 200");
        browser.getOutputStream().write("a=b".getBytes(StandardCharsets.US_ASCII));

        assertThat(answer(browser)).as("the connection ends, and is not reset").isEmpty();
    }

    @Test
    void takesNoRestOfABodyForARequest() throws IOException {
        Socket smuggler = send("POST /deaf HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50000\r\n\r\n");
        String first = readUntil(smuggler, "heard nothing");
        assertThat(first).startsWith("HTTP/1.1 200").contains("Connection: close");

        drips(smuggler);
        try {
            smuggler.getOutputStream()
                    .write("GET /deaf HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(answer(smuggler)).isEmpty();
        } catch (IOException reset) {
            assertThat(reset).hasMessageMatching("(?i).*(reset|broken|aborted).*");
        }
    }

    private Socket send(String begun) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        sockets.add(socket);
        socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** @return whether the connection takes one more byte */
    private static boolean drips(Socket socket) {
        try {
            socket.getOutputStream().write('a');
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private static String readUntil(Socket socket, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int read = in.read(); read >= 0; read = in.read()) {
            text.append((char) read);
            if (text.indexOf(end) >= 0) {
                break;
            }
        }
        return text.toString();
    }

    /** Answers and reads nothing. */
    private static class Deaf extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("heard nothing");
        }
    }

    /** Answers on another thread and reads nothing. */
    private static class Later extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {
            AsyncContext async = request.startAsync();
            async.start(() -> {
                try {
                    async.getResponse().getWriter().print("heard nothing");
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                async.complete();
            });
        }
    }
}
