-- Ten hot contracts of four clients, what the driver calls besides the product's own functions, and
-- where the looks and the history lie. Run on a fresh copy of the template, as its superuser.
\set ON_ERROR_STOP on
set client_min_messages = warning;
create schema hot;

insert into identity.client (id, login, dek_wrapped)
select ('c000000' || n || '-0000-4000-8000-000000000000')::uuid, 'HOT-' || n, '\x00'
from generate_series(0, 3) n;
-- A token's hash is 32 times one digit, which the driver knows, too.
insert into identity.session (token_hash, client_id, level, network, expires_at)
select convert_to(repeat((n + 1)::text, 32), 'UTF8'),
       ('c000000' || n || '-0000-4000-8000-000000000000')::uuid, 'client', '127.0.0.0/24',
       now() + interval '12 hours'
from generate_series(0, 3) n;
-- Here everybody begins as many payments as he likes: limits are another test's.
update payment.setting set unpaid_per_minute = 1000000000, unpaid_per_day = 1000000000;

-- Three products for the three orders of allocation; half of the loans are overdue as a whole.
select api.ledger_import_contracts('registry', jsonb_agg(jsonb_build_object('row', n + 1,
  'number', 'H' || n, 'login', 'HOT-' || n % 4, 'creditor', 'ООО «Пример»',
  'product', case when n % 3 = 2 then 'Энергия' else 'Заём' end,
  'opened_on', case n % 3 when 0 then '2024-01-01' else '2024-08-01' end,
  'due_on', case when n % 2 = 0 then '2025-12-31' end, 'principal_kopecks', 100000,
  'annual_rate', 24.9, 'currency', 'RUB')))
from generate_series(0, 9) n \g /dev/null
select api.ledger_post_operations('start', jsonb_agg(jsonb_build_object('row', row,
  'operation_no', row, 'contract', number, 'posted_on', '2025-02-01', 'kind', 'charge',
  'component', component, 'amount_kopecks', 1000 * row)))
from (select row_number() over () as row, 'H' || n as number, component
      from generate_series(0, 9) n,
           unnest(array['principal', 'interest', 'fee', 'penalty']) as component) x \g /dev/null

create function api.hot_list_contracts() returns table (number text, id uuid, client bigint)
language sql as $$
  select c.number, c.id, right(k.login, 1)::bigint
  from ledger.contract c join identity.client k on k.id = c.client_id order by c.number $$;

-- What one snapshot shows; a right one shows zeros.
create table hot.look (
  id bigint generated always as identity,
  transfers bigint not null,
  balances_not_posted bigint not null,
  transfers_not_posted bigint not null,
  sum_of_all numeric not null,
  debts_below_zero bigint not null,
  credits_above_zero bigint not null,
  refunds_above_paid bigint not null
);
-- One statement, so one snapshot at whatever level it runs.
create function api.hot_look() returns void language sql as $$
  with posted as materialized (
    select account_id, sum(amount_kopecks) as amount from ledger.posting group by account_id),
  moved as materialized (
    select contract_id, count(*) as transfers, sum(effect_kopecks) as effect
    from ledger.transfer group by contract_id)
  insert into hot.look (transfers, balances_not_posted, transfers_not_posted, sum_of_all,
                        debts_below_zero, credits_above_zero, refunds_above_paid)
  select
    (select sum(transfers) from moved),
    (select count(*) from ledger.owed o
     left join ledger.account a on a.contract_id = o.contract_id and a.component = o.component
     left join posted p on p.account_id = a.id
     where o.amount_kopecks is distinct from coalesce(p.amount, 0)),
    (select count(*) from moved m where m.effect is distinct from (
       select b.outstanding_kopecks from ledger.balance b where b.contract_id = m.contract_id)),
    (select sum(amount) from posted),
    (select count(*) from ledger.owed where component <> 'overpayment' and amount_kopecks < 0),
    (select count(*) from ledger.owed where component = 'overpayment' and amount_kopecks > 0),
    (select count(*) from payment.payment p
     join (select payment_id, sum(amount_kopecks) as given from payment.refund
           where state = 'succeeded' group by payment_id) r on r.payment_id = p.id
     where r.given > p.amount_kopecks or r.given <> p.refunded_kopecks)
$$;

-- Cuts one session off, whatever it does just now.
create function api.hot_cut() returns boolean language sql as $$
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and application_name = 'hot' and state = 'active'
    and pid <> pg_backend_pid() and query not like '%hot\_%'
  order by random() limit 1 $$;

-- The driver's journal (meeting.hpp); `of` is a contract's number, or a refund's payment.
create table hot.history (
  kind text not null,
  key text not null,
  of text not null,
  component text not null,
  kopecks bigint not null,
  fate text not null constraint fate_is_known check (fate in ('done', 'lost'))
);
