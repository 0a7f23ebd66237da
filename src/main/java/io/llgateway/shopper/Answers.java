package io.llgateway.shopper;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;

/** Sends a page, or for a program JSON; a problem as RFC 9457 JSON, without anything of the request. */
@Component
public class Answers {
    /** @return the page, or the status as problem JSON when the client asks for JSON */
    ResponseEntity<?> of(HttpStatus status, @Nullable String accept, Page page) {
        return wantsJson(accept) ? problem(status) : html(status, page);
    }

    ResponseEntity<String> html(HttpStatus status, Page page) {
        HttpHeaders headers = new HttpHeaders();
        page.headers().forEach(headers::set);
        return new ResponseEntity<>(page.html(), headers, status);
    }

    ResponseEntity<Map<String, Object>> json(Map<String, Object> body) {
        return new ResponseEntity<>(body, headers(MediaType.APPLICATION_JSON), HttpStatus.OK);
    }

    private static ResponseEntity<Map<String, Object>> problem(HttpStatus status) {
        Map<String, Object> body =
                Map.of("type", "about:blank", "title", status.getReasonPhrase(), "status", status.value());
        return new ResponseEntity<>(body, headers(MediaType.APPLICATION_PROBLEM_JSON), status);
    }

    private static HttpHeaders headers(MediaType type) {
        HttpHeaders headers = new HttpHeaders();
        PageHeaders.common().forEach(headers::set);
        headers.setContentType(type);
        return headers;
    }

    /** @return whether JSON is asked for by name and preferred to HTML; a malformed header asks for nothing */
    public static boolean wantsJson(@Nullable String accept) {
        if (accept == null) {
            return false;
        }
        try {
            List<MediaType> types = MediaType.parseMediaTypes(accept);
            MimeTypeUtils.sortBySpecificity(types);
            for (MediaType type : types) {
                if (type.isCompatibleWith(MediaType.TEXT_HTML)) {
                    return false;
                }
                if (type.isCompatibleWith(MediaType.APPLICATION_JSON)
                        || type.isCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)) {
                    return true;
                }
            }
            return false;
        } catch (InvalidMediaTypeException | InvalidMimeTypeException malformed) {
            return false;
        }
    }
}
