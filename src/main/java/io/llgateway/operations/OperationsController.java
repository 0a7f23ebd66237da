package io.llgateway.operations;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /ops} (contract section 2): JSON in and out, behind the password of {@code gateway.ops}. What changes something
 * takes only {@code application/json}, which no form of another site can send, and must say why.
 */
@RestController
@Conditional(OpsOpen.class)
@RequestMapping(path = "/ops", produces = MediaType.APPLICATION_JSON_VALUE)
class OperationsController {
    private static final int MOST = 500;

    private final GatewayBalance balance;
    private final EventSearch events;
    private final Redrives redrives;
    private final Reviews reviews;
    private final OperatorActions actions;

    OperationsController(
            GatewayBalance balance, EventSearch events, Redrives redrives, Reviews reviews, OperatorActions actions) {
        this.balance = balance;
        this.events = events;
        this.redrives = redrives;
        this.reviews = reviews;
        this.actions = actions;
    }

    @GetMapping("/balance")
    BalanceReport balance() {
        return balance.report();
    }

    /** Newest first; {@code after} is the id of the last event of the page before. */
    @GetMapping("/events")
    List<Map<String, Object>> find(
            @RequestParam(name = "no_order", required = false) @Nullable String noOrder,
            @RequestParam(name = "oid_paybill", required = false) @Nullable String oidPaybill,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) java.time.@Nullable Instant from,
            @RequestParam(required = false) java.time.@Nullable Instant to,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "50") int limit) {
        EventFilter filter = new EventFilter(null, noOrder, oidPaybill, state, from, to);
        return events.find(filter, after, Math.max(1, Math.min(limit, MOST)));
    }

    @GetMapping("/events/{id}")
    ResponseEntity<Map<String, Object>> timeline(@PathVariable UUID id) {
        return ResponseEntity.of(events.timeline(id));
    }

    @GetMapping("/actions")
    List<Map<String, Object>> actions(@RequestParam(defaultValue = "50") int limit) {
        return actions.newest(Math.max(1, Math.min(limit, MOST)));
    }

    @PostMapping(path = "/redrive", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Redrive> redrive(@RequestBody RedriveRequest request, Principal operator) {
        if (request.filter() == null || request.target() == null) {
            throw new BadRequestException("\"filter\" and \"target\" are required");
        }
        Redrive redrive = redrives.ask(request.filter(), request.target(), operator.getName(), request.why());
        return ResponseEntity.accepted().body(redrive);
    }

    @PostMapping(path = "/events/{id}/release", consumes = MediaType.APPLICATION_JSON_VALUE)
    void release(@PathVariable UUID id, @RequestBody Reason reason, Principal operator) {
        reviews.release(id, operator.getName(), reason.why());
    }

    @PostMapping(path = "/events/{id}/reject", consumes = MediaType.APPLICATION_JSON_VALUE)
    void reject(@PathVariable UUID id, @RequestBody Reason reason, Principal operator) {
        reviews.reject(id, operator.getName(), reason.why());
    }

    @ExceptionHandler
    ProblemDetail refuse(BadRequestException wrong) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, String.valueOf(wrong.getMessage()));
    }

    /**
     * What to send again, and why.
     *
     * @param filter which events
     * @param target queue, webhook or both
     * @param why for the record
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record RedriveRequest(
            @Nullable EventFilter filter,
            Redrive.@Nullable Target target,
            @Nullable String why) {}

    /** @param why for the record */
    record Reason(@Nullable String why) {}
}
