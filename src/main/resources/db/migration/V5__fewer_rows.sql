-- Fewer rows for what happens a million times. One text for H2 (MODE=PostgreSQL) and PostgreSQL 15+.

-- The first arrival is part of its event's row; arrival keeps those after it, from number 2 on.
alter table event add column source_address varchar;
-- JSON object of the fields as first received; sign and personal data are masked
alter table event add column fields varchar;
update event
   set source_address = coalesce((select a.source_address from arrival a where a.event_id = event.id and a.number = 1), ''),
       fields = coalesce((select a.fields from arrival a where a.event_id = event.id and a.number = 1), '{}');
alter table event alter column source_address set not null;
alter table event alter column fields set not null;
delete from arrival where number = 1;

-- Messages that one commit recorded, and that its node sends together: one row for all of them. Only the plain way out
-- of an event is in here; what has to leave alone, for whatever reason, is taken out into rows of the outbox.
create table outbox_batch (
    -- of the sequence outbox_row
    id            bigint                   not null primary key,
    event_ids     uuid array               not null,
    -- ready (claimed while claimed_until is ahead), sent
    state         varchar                  not null,
    claimed_until timestamp with time zone,
    -- the queue of each event, or one for all; null until sent
    queues        varchar array,
    created_at    timestamp with time zone not null,
    sent_at       timestamp with time zone
);
create index outbox_batch_state on outbox_batch (state, claimed_until);

-- the batch that the event was recorded in; when that is gone, or null, the event has rows in the outbox
alter table event add column outbox_batch bigint;

-- Every way out, whether alone or in a batch.
create view way_out as
    select o.subject_id, o.message_id, o.type, o.state, o.redrive
      from outbox o
     union all
    select e.id, e.id, 'lianlian.' || e.kind || '.' || e.outcome, b.state, cast(null as varchar)
      from event e join outbox_batch b on b.id = e.outbox_batch;
