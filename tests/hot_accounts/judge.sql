-- The verdict over one run: the history against what the ledger holds, and the looks that were
-- taken on the way. Prints a line for each rule; `run` counts them.
\set ON_ERROR_STOP on
\pset tuples_only on
\pset format unaligned

-- What was asked for, once: acknowledged, if anybody was told so.
create table hot.said as
select kind, key, min(of) as of, min(component) as component, min(kopecks) as kopecks,
       bool_or(fate = 'done') as acknowledged,
       count(distinct (of, component, kopecks)) > 1 as quarrels
from hot.history where kind <> 'open' group by kind, key;

-- What the ledger holds, in the same words.
create table hot.held as
select kind, key, count(*) as times, min(of) as of, min(component) as component,
       sum(kopecks)::bigint as kopecks
from (
  select 'charge' as kind, t.operation_no as key, c.number as of, t.component,
         t.effect_kopecks as kopecks
  from ledger.transfer t join ledger.contract c on c.id = t.contract_id
  where t.source = 'registry'
  union all
  select 'terminal', p.provider_id, c.number, '', -t.effect_kopecks
  from ledger.transfer t join ledger.contract c on c.id = t.contract_id
  left join payment.payment p on p.id = t.operation_no::uuid
  where t.source = 'terminal'
  union all
  select 'payment', t.operation_no, c.number, '', -t.effect_kopecks
  from ledger.transfer t join ledger.contract c on c.id = t.contract_id
  where t.source = 'portal'
  union all -- of several contracts, and once all the same
  select 'refund', split_part(t.operation_no, '/', 1), min(a.payment_id::text), '',
         sum(t.effect_kopecks)
  from ledger.transfer t
  join payment.allocation a on a.transfer_id = t.corrects and a.line = 1
  where t.source = 'refund' group by 2) x
group by kind, key;

create table hot.story as
select s.key is not null as was_said, h.key is not null as is_held, s.acknowledged, h.times,
       kind, key, coalesce(s.of, h.of) as of, coalesce(s.component, h.component) as component,
       coalesce(s.kopecks, h.kopecks) as kopecks,
       s.quarrels or (s.of, s.component, s.kopecks) is distinct from (h.of, h.component, h.kopecks)
         as differs
from hot.said s full join hot.held h using (kind, key);
analyze hot.story;

-- Every account as the history alone makes it, those of the house as well, which have no balance.
-- Only where within its contract a payment went is read from the ledger's own lines, and of which
-- items a refund is from what it said when it began: both depend on what came first.
create table hot.replayed as
with refunded as (
  select g.payment_id, g.item_seq, sum(g.amount_kopecks) as kopecks
  from hot.story s join payment.refund_item g on g.refund_id = s.key::uuid
  where s.kind = 'refund' and s.is_held group by 1, 2),
paid as (
  select case s.kind when 'terminal' then p.id
                     else split_part(s.key, '/', 1)::uuid end as payment_id,
         case when s.key like '%/%' then split_part(s.key, '/', 2)::smallint else 1 end as item_seq,
         s.of as number, s.kopecks
  from hot.story s
  left join payment.payment p on s.kind = 'terminal' and p.provider = 'osmp'
    and p.provider_id = s.key
  where s.kind in ('terminal', 'payment') and s.is_held),
left_of_items as (
  select p.payment_id, p.item_seq, p.number, p.kopecks - coalesce(r.kopecks, 0) as kopecks
  from paid p left join refunded r using (payment_id, item_seq)),
left_of_lines as (
  select i.number, a.component, greatest(0, least(a.amount_kopecks,
           i.kopecks - (sum(a.amount_kopecks) over earlier - a.amount_kopecks))) as kopecks
  from left_of_items i
  join payment.allocation a on a.payment_id = i.payment_id and a.item_seq = i.item_seq
  window earlier as (partition by a.payment_id, a.item_seq order by a.line)),
moves as (
  select of as number, component, kopecks from hot.story where kind = 'charge' and is_held
  union all
  select c.number, t.component, t.effect_kopecks
  from ledger.transfer t join ledger.contract c on c.id = t.contract_id where t.source = 'start'
  union all
  select number, component, -kopecks from left_of_lines),
of_the_house as (
  select 'accrued' as component, -sum(kopecks) as kopecks from moves where kopecks > 0
  union all
  select 'money_in', sum(kopecks) from left_of_items)
select number, component, sum(kopecks) as kopecks from moves group by 1, 2
union all
select null, component, kopecks from of_the_house;

create function pg_temp.rule(sentence text, wrong text) returns text language plpgsql as $$
declare
  cases bigint;
  example text;
begin
  execute format('select count(*), min(x::text) from (%s) x', wrong) into cases, example;
  return case cases when 0 then 'ok - ' || sentence
                    else 'not ok - ' || sentence || ': ' || cases || ', such as '
                         || left(example, 300) end;
end
$$;

select format('  %s operations in the ledger, %s of them never acknowledged; %s transactions '
              'undone, %s deadlocks', (select count(*) from hot.story where is_held),
              (select count(*) from hot.story where is_held and not acknowledged),
              xact_rollback, deadlocks)
from pg_stat_database where datname = current_database();

select pg_temp.rule('every acknowledged operation is in the ledger',
  'select * from hot.story where acknowledged and not is_held');
select pg_temp.rule('no operation is in the ledger twice, acknowledged or not',
  'select * from hot.story where times > 1');
select pg_temp.rule('an operation in the ledger says what was asked for',
  'select * from hot.story where was_said and is_held and differs');
select pg_temp.rule('nothing is in the ledger that nobody asked for',
  'select * from hot.story where not was_said');
select pg_temp.rule('every payment that was acknowledged when it began is kept',
  'select h.key from hot.history h left join payment.payment p on p.id::text = h.key
     and p.amount_kopecks = h.kopecks
   where h.kind = ''open'' and h.fate = ''done'' and p.id is null');
select pg_temp.rule('the balance of every account is the replayed history',
  'select c.number, a.component, b.kopecks as held, r.kopecks as replayed
   from ledger.account a
   left join ledger.contract c on c.id = a.contract_id
   left join ledger.owed k on k.contract_id = a.contract_id and k.component = a.component
   cross join lateral (select coalesce(k.amount_kopecks, sum(p.amount_kopecks), 0) as kopecks
                       from ledger.posting p where p.account_id = a.id) b
   full join hot.replayed r on r.number is not distinct from c.number
     and r.component = a.component
   where coalesce(b.kopecks, -1) <> coalesce(r.kopecks, 0)');
select pg_temp.rule('every kind was there, asked for twice, lost, and done without an answer', $$
  select kind from unnest(array['open', 'terminal', 'payment', 'refund', 'charge']) as kind
  where not exists (select from hot.history h where h.kind = kind)
  union all
  select 'twice' where not exists (select from hot.history group by kind, key having count(*) > 1)
  union all
  select 'lost' where not exists (select from hot.story where is_held and not acknowledged)$$);

select pg_temp.rule('there were looks all the way', 'select count(*) from hot.look
  having count(*) < 20 or count(distinct transfers) < count(*) / 2');
select pg_temp.rule(format('at %s moments %s', (select count(*) from hot.look), sentence),
  'select * from hot.look where ' || wrong)
from (values
  ('every balance was the sum of its postings', 'balances_not_posted <> 0'),
  ('every contract owed what its operations say', 'transfers_not_posted <> 0'),
  ('all accounts together were zero', 'sum_of_all <> 0'),
  ('no part of a debt was below zero', 'debts_below_zero <> 0'),
  ('no credit of a client was a debt', 'credits_above_zero <> 0'),
  ('refunded was what went back, and at most what was paid', 'refunds_above_paid <> 0'))
  as of_looks (sentence, wrong);

select pg_temp.rule('the product''s own count finds no difference',
  'select says from api.payment_check() as says where (says ->> ''differences'')::int <> 0');
