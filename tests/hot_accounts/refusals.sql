-- Direct changes of the ledger and of payments, by every role that a program of ours works as:
-- each statement is tried for real, on every table and for every column, and rolled back.
\set ON_ERROR_STOP on
\pset tuples_only on
\pset format unaligned
begin;
create schema refusals;

create table refusals.role as
select rolname::text as name from pg_roles
where rolname in ('kabinet_client', 'kabinet_system') or rolname like 'fn\_%';

-- What the machines' side writes on a payment's way, and only that. Nobody signs in as it: its
-- functions do, each by its own rules and triggers.
create table refusals.allowed (relation text, col text);
insert into refusals.allowed
select 'payment.payment', unnest(array['state', 'provider_id', 'refunded_kopecks',
  'confirmation_type', 'confirmation', 'reason', 'answer', 'expires_at', 'finished_at',
  'next_ask_at', 'asked_at', 'asks'])
union all
select 'payment.refund', unnest(array['state', 'provider_id', 'reason', 'finished_at',
  'next_ask_at', 'asks'])
union all values ('payment.unmatched', 'payment_id'), ('payment.alarm', 'closed_at'),
  ('ledger.contract', 'confirmed_at');

create table refusals.attempt as
with relation as (
  select c.oid, n.nspname || '.' || c.relname as name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('ledger', 'payment') and c.relkind in ('r', 'p')),
said as (
  select r.name as relation, 'delete' as verb, null as col, format('delete from %s', r.name) as sql
  from relation r
  union all
  select r.name, 'truncate', null, format('truncate %s', r.name) from relation r
  union all
  select r.name, 'update', a.attname, format('update %s set %I = default', r.name, a.attname)
  from relation r join pg_attribute a on a.attrelid = r.oid
  where a.attnum > 0 and not a.attisdropped)
select r.name as role, s.* from refusals.role r cross join said s
where not exists (select from refusals.allowed w where r.name = 'kabinet_system'
                  and w.relation = s.relation and w.col = s.col);

create function refusals.is_refused(role_name text, statement text) returns boolean
language plpgsql as $$
begin
  begin
    perform set_config('role', role_name, true);
    execute statement;
    raise exception 'it was done' using errcode = 'P0001';
  exception
    when insufficient_privilege then return true;
    when others then return false;
  end;
end
$$;

select case when count(a.role) = 0 then 'ok - ' || tried.sentence
       else 'not ok - ' || tried.sentence || ': not ' || count(a.role) || ', such as '
            || min(a.role || ': ' || a.sql) end
from (select format('%s changes of %s tables by %s roles are refused', count(*),
                    count(distinct relation), count(distinct role)) as sentence
      from refusals.attempt) tried
left join refusals.attempt a on not refusals.is_refused(a.role, a.sql)
group by tried.sentence;
select case when count(*) = 0 then 'ok - ' else 'not ok - ' end
       || 'nobody signs in as the role that writes payments'
from pg_roles
where rolname in ('kabinet_client', 'kabinet_system', 'kabinet_owner') and rolcanlogin
  or oid in (select member from pg_auth_members m join pg_roles g on g.oid = m.roleid
             where g.rolname like 'kabinet\_%');
rollback;
