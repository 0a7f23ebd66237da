package io.llgateway.intake;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Answers 404 to another spelling of an intake path, such as {@code //lianlian/notify_url}, {@code ;x=1} or {@code %6e}:
 * Tomcat finds the servlet all the same, and Spring's filters then fail with a stack trace in the log for each such
 * request. A request that the web server itself refuses gets a page that may load nothing.
 */
final class PlainRequestValve extends ValveBase {
    private static final String FIRST = IntakeHttpEngine.RETURN_PATH;
    private static final String OTHERS = IntakeHttpEngine.NOTIFY_PATH;

    PlainRequestValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (response.getStatus() >= Response.SC_BAD_REQUEST) {
            response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Cache-Control", "no-store");
        } else if (isIntake(request.getDecodedRequestURI())
                && !request.getDecodedRequestURI().equals(request.getRequestURI())) {
            response.setStatus(Response.SC_NOT_FOUND);
            return;
        }
        getNext().invoke(request, response);
    }

    private static boolean isIntake(String path) {
        return path.equals(FIRST) || path.equals(OTHERS) || path.startsWith(OTHERS + "/");
    }
}
