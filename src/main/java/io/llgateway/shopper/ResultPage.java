package io.llgateway.shopper;

import io.llgateway.ledger.LedgerUnavailableException;
import io.llgateway.ledger.ResultView;
import io.llgateway.ledger.ResultViews;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a shopper's browser asks for after a return (contract section 2). */
@RestController
class ResultPage {
    private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{32}");

    private final ResultViews results;
    private final ShopperPages pages;
    private final Answers answers;

    ResultPage(ResultViews results, ShopperPages pages, Answers answers) {
        this.results = results;
        this.pages = pages;
        this.answers = answers;
    }

    /** The result of one payment, as HTML or, for a program, as JSON; 404 when the token is unknown or expired. */
    @GetMapping("/lianlian/result/{token}")
    ResponseEntity<?> result(
            @PathVariable String token,
            @RequestHeader(value = "Accept", required = false) @Nullable String accept,
            @RequestHeader(value = "Accept-Language", required = false) @Nullable String language) {
        Optional<ResultView> found;
        try {
            found = TOKEN.matcher(token).matches() ? results.find(token) : Optional.empty();
        } catch (LedgerUnavailableException | DataAccessException away) {
            return answers.of(HttpStatus.SERVICE_UNAVAILABLE, accept, pages.unavailable(language));
        }
        if (found.isEmpty()) {
            return answers.of(HttpStatus.NOT_FOUND, accept, pages.unknown(language));
        }
        return Answers.wantsJson(accept)
                ? answers.json(facts(found.get()))
                : answers.html(HttpStatus.OK, pages.result(found.get(), language));
    }

    /** The shopper left LianLian's page before paying; whatever was sent along means nothing (spec section 1.1). */
    @RequestMapping("/lianlian/back_url")
    ResponseEntity<?> back(@RequestHeader(value = "Accept-Language", required = false) @Nullable String language) {
        return answers.html(HttpStatus.OK, pages.neutral(language));
    }

    private static Map<String, Object> facts(ResultView view) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("state", view.state().name().toLowerCase(Locale.ROOT));
        if (view.orderNumber() != null && view.amount() != null && view.currency() != null) {
            facts.put("no_order", view.orderNumber());
            facts.put("amount", view.amount().toPlainString());
            facts.put("currency", view.currency());
        }
        return facts;
    }
}
