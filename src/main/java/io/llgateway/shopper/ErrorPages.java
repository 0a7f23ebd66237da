package io.llgateway.shopper;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What every other failure of a request is answered with: the status and a page that says nothing about the request. */
@RestController
class ErrorPages implements ErrorController {
    private final ShopperPages pages;
    private final Answers answers;

    ErrorPages(ShopperPages pages, Answers answers) {
        this.pages = pages;
        this.answers = answers;
    }

    @RequestMapping("${server.error.path:/error}")
    ResponseEntity<?> error(HttpServletRequest request) {
        HttpStatus status = status(request);
        String language = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
        return answers.of(status, request.getHeader(HttpHeaders.ACCEPT), page(status, language));
    }

    private Page page(HttpStatus status, @Nullable String language) {
        if (status.is5xxServerError()) {
            return pages.unavailable(language);
        }
        return status == HttpStatus.NOT_FOUND ? pages.unknown(language) : pages.neutral(language);
    }

    private static HttpStatus status(HttpServletRequest request) {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus status = code instanceof Integer number ? HttpStatus.resolve(number) : null;
        // asked for by its own address, the error page is a page that does not exist
        return status == null ? HttpStatus.NOT_FOUND : status;
    }
}
