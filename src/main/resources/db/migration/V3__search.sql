-- Operators look for events by LianLian's number. One text for H2 (MODE=PostgreSQL) and PostgreSQL 15+.
create index event_lianlian_number on event (lianlian_number);
