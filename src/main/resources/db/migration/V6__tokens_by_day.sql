-- Result pages are found by a random token. In an index of tokens alone each new one lands on another page, and PostgreSQL
-- logs a page whole at its first change after a checkpoint: 8 KB for each notification, once the index is large. Below the
-- day of the event, new tokens are next to each other. One text for H2 (MODE=PostgreSQL) and PostgreSQL 15+.
alter table event drop constraint event_token;
-- the day of received_at, UTC
alter table event add column received_on date;
-- not an update, which would leave a second copy of every row behind
alter table event alter column received_on set data type date using cast(received_at at time zone 'UTC' as date);
alter table event alter column received_on set not null;
create index event_token on event (received_on, token);
