package io.llgateway.sandbox;

import io.llgateway.sandbox.SandboxErp.Behaviour;
import io.llgateway.sandbox.SandboxErp.Received;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** The pretend ERP's addresses: webhooks in, the list of them out, and how it shall behave. */
@Controller
@Conditional(SandboxMode.class)
class ErpDesk {
    private static final int MOST_BYTES = 256 * 1024;

    private final SandboxErp erp;

    ErpDesk(SandboxErp erp) {
        this.erp = erp;
    }

    /** Takes a webhook of any content type; 401 when its signature is wrong. */
    @PostMapping(SandboxErp.PATH)
    ResponseEntity<Void> receive(HttpServletRequest request) throws IOException, InterruptedException {
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw new ResponseStatusException(HttpStatus.PAYLOAD_TOO_LARGE);
        }
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name)));
        }
        Behaviour answer = erp.receive(body, headers);
        Thread.sleep(answer.delay());
        ResponseEntity.BodyBuilder response = ResponseEntity.status(answer.status());
        if (answer.retryAfter() > 0) {
            response.header("Retry-After", String.valueOf(answer.retryAfter()));
        }
        return response.build();
    }

    /** Shows what arrived. */
    @GetMapping(path = SandboxErp.PATH, produces = MediaType.TEXT_HTML_VALUE)
    ModelAndView list(HttpServletResponse response) {
        ModelAndView page = SandboxPage.of("erp", response);
        page.addObject("received", erp.received());
        page.addObject("behaviour", erp.behaviour());
        return page;
    }

    /** @return what arrived, newest first, for a program */
    @GetMapping(path = SandboxErp.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    List<Received> listForPrograms() {
        return erp.received();
    }

    /** Tells the pretend ERP how to answer: an HTTP status, seconds of Retry-After, milliseconds of delay, how often. */
    @PostMapping(SandboxErp.PATH + "/behaviour")
    String behave(
            @RequestParam(defaultValue = "200") int status,
            @RequestParam(defaultValue = "0") int retryAfter,
            @RequestParam(defaultValue = "0") int delay,
            @RequestParam(defaultValue = "0") int times) {
        boolean sensible =
                status >= 200 && status <= 599 && retryAfter >= 0 && delay >= 0 && delay <= 60_000 && times >= 0;
        if (!sensible) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        erp.behave(new Behaviour(status, retryAfter, delay, times));
        return "redirect:" + SandboxErp.PATH;
    }
}
