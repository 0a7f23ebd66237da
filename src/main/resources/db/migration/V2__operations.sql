-- What operators did. One text for H2 (MODE=PostgreSQL) and PostgreSQL 15+.

create table operator_action (
    id       uuid                     not null primary key,
    at       timestamp with time zone not null,
    who      varchar                  not null,
    -- redrive, release, reject
    what     varchar                  not null,
    why      varchar                  not null,
    -- the event; null for an action on many
    event_id uuid,
    -- filter, target and number of events
    details  varchar                  not null
);
create index operator_action_event on operator_action (event_id);

-- Events that a redrive still has to send again, and those that it has; its id is the action's.
create table redrive_item (
    redrive_id uuid    not null,
    event_id   uuid    not null,
    -- queue, webhook, both
    target     varchar not null,
    -- waiting, done
    state      varchar not null,
    primary key (redrive_id, event_id)
);
create index redrive_item_state on redrive_item (state);
create index redrive_item_event on redrive_item (event_id);
