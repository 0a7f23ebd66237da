-- Events :first to :last of earlier days, all dispatched, sixteen in a batch: what a ledger holds after months. Ids are
-- ordered by time, as UUIDv7 are; tokens are random.
with numbers as materialized (
    select n, 1 + n::bigint / 16 as batch,
           timestamptz '2026-01-01' + n * interval '1 second' as at,
           'old' || n as order_number,
           lpad((9000000000000000 + n)::text, 16, '0') as paybill,
           (lpad(to_hex((extract(epoch from timestamptz '2026-01-01') * 1000)::bigint + n::bigint * 1000), 12, '0')
               || '7' || substr(md5(random()::text), 1, 3) || '8' || substr(md5(random()::text), 1, 15))::uuid as id
      from generate_series(:first, :last) n
), payments as (
    insert into payment (timeline, kind, oid_partner, lianlian_number, order_number, order_time, amount, currency,
                         outcome, revision, open_reviews, paid_order_key, first_received_at)
    select 'paybill|201304121000001004|' || paybill, 'payment', '201304121000001004', paybill, order_number,
           '20260101120000', 12.34, 'CNY', 'success', 1, 0, 'payment|201304121000001004|' || order_number, at
      from numbers
), sent as (
    insert into outbox_batch (id, event_ids, state, queues, created_at, sent_at)
    select batch * 1000000 + :first, array_agg(id order by n), 'sent',
           array['lianlian.payment.success.personal-bank'], min(at), min(at)
      from numbers group by batch
)
insert into event (id, timeline, identity, kind, outcome, state, revision, token, channel, received_at, received_on,
                   oid_partner, order_number, lianlian_number, result, pay_type, bank_code, message, arrival_count,
                   last_received_at, source_address, fields, outbox_batch)
select id, 'paybill|201304121000001004|' || paybill, 'success', 'payment', 'success', 'dispatched', 1,
       md5(random()::text), 'url_return', at, cast(at at time zone 'UTC' as date), '201304121000001004', order_number,
       paybill, 'SUCCESS', '1', '01020000',
       repeat('{"name": "value"}', 35), 1, at, '127.0.0.1', repeat('{"name": "value"}', 20),
       batch * 1000000 + :first
  from numbers
