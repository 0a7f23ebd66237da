package io.llgateway.operations;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who did what, when and why; written in the transaction of the action itself. */
@Component
class OperatorActions {
    private static final int WHY_LENGTH = 500;

    private final JdbcClient ledger;
    private final Clock clock;

    OperatorActions(JdbcClient ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Records an action.
     *
     * @param why must say something
     * @param eventId null for an action on many events
     * @return the action's id
     * @throws BadRequestException when nobody says why
     */
    UUID record(String who, String what, @Nullable String why, @Nullable UUID eventId, String details) {
        if (why == null || why.isBlank() || why.length() > WHY_LENGTH) {
            throw new BadRequestException("\"why\" must say why, in at most " + WHY_LENGTH + " characters");
        }
        UUID id = UUID.randomUUID();
        ledger.sql("""
                        insert into operator_action (id, at, who, what, why, event_id, details)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(id, clock.instant().atOffset(ZoneOffset.UTC), who, what, why.strip(), eventId, details)
                .update();
        return id;
    }

    /** @return the newest actions */
    List<Map<String, Object>> newest(int limit) {
        return ledger.sql("""
                        select a.id, a.at, a.who, a.what, a.why, a.event_id, a.details,
                               (select count(*) from redrive_item i where i.redrive_id = a.id and i.state = 'waiting')
                                   as waiting
                          from operator_action a order by a.at desc, a.id limit ?""").param(limit).query(new OperatorRow()).list();
    }
}
