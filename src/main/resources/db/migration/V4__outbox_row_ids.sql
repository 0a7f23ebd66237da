-- The gateway numbers its outbox rows itself, a thousand at a time, so that it knows a row's id without asking for it.
-- One text for H2 (MODE=PostgreSQL) and PostgreSQL 15+. The start is above every id that the column gave out before, and
-- above every one that it gives to rows of operators and refusals.
create sequence outbox_row start with 1000000000000 increment by 1000;
