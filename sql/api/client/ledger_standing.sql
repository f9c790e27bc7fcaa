-- What a contract owes and by when: the one place where the rules of lateness stand. Every page
-- and every explanation reads these two views; nobody but the api's own functions may.

-- What is owed, since when we know it and who says so: where the contract came from, then, by name,
-- all others that moved what is owed now.
create view api.ledger_debt as
select c.id, c.number, c.creditor, c.product, c.currency, c.opened_on, c.due_on,
       c.principal_kopecks as principal_sum_kopecks, c.annual_rate,
       d.outstanding_kopecks, d.principal_kopecks, d.interest_kopecks, d.fee_kopecks,
       d.penalty_kopecks, d.overpayment_kopecks,
       greatest(c.imported_at, d.moved_at) as known_at,
       c.source || case when d.has_others then
         (select ', ' || string_agg(distinct b.moved_by_source, ', ') from ledger.balance b
          where b.contract_id = c.id and b.moved_by_source <> c.source) else '' end as source
from ledger.contract c
cross join lateral (
  select coalesce(sum(b.amount_kopecks), 0)::bigint as outstanding_kopecks,
         coalesce(sum(b.amount_kopecks) filter (where b.component = 'principal'), 0)::bigint
           as principal_kopecks,
         coalesce(sum(b.amount_kopecks) filter (where b.component = 'interest'), 0)::bigint
           as interest_kopecks,
         coalesce(sum(b.amount_kopecks) filter (where b.component = 'fee'), 0)::bigint
           as fee_kopecks,
         coalesce(sum(b.amount_kopecks) filter (where b.component = 'penalty'), 0)::bigint
           as penalty_kopecks,
         coalesce(sum(b.amount_kopecks) filter (where b.component = 'overpayment'), 0)::bigint
           as overpayment_kopecks,
         max(b.moved_at) as moved_at,
         coalesce(bool_or(b.moved_by_source <> c.source), false) as has_others
  from ledger.balance b where b.contract_id = c.id) d;

-- Lateness. With a schedule: what was paid (payments and credits, less what corrections took
-- back) covers its dates, oldest first; a date is late when it is past and not covered. As much
-- as the client no longer owes counts as covered too, so that nobody is late with more than he
-- owes. Without a schedule the whole debt is due on the contract's last day; a contract without
-- one is never late and names no next payment, because nobody told us any. Every read of the site
-- waits for this view, so it goes over each table once: `upto` grows with each date, and so the
-- first date that is not covered is a minimum. (`offset 0` keeps a step from being copied into
-- every place that uses it.)
create view api.ledger_standing as
select d.*, t.today, q.is_scheduled, q.due_kopecks,
       case when q.is_scheduled then p.paid_kopecks else 0 end as paid_kopecks,
       q.covered_kopecks, q.next_total_kopecks, q.due_with_next_kopecks,
       l.oldest_due_on, l.overdue_kopecks,
       case when l.overdue_kopecks > 0 then t.today - l.oldest_due_on else 0 end as overdue_days,
       l.next_payment_on, l.next_payment_kopecks,
       case when l.overdue_kopecks > 0 then 'overdue'
            when d.outstanding_kopecks <= 0 and l.next_payment_on is null then 'paid'
            else 'active' end as state
from (select ledger.today() as today offset 0) t
cross join api.ledger_debt d
cross join lateral (
  select coalesce(-sum(effect_kopecks), 0)::bigint as paid_kopecks
  from ledger.transfer
  where contract_id = d.id
    and (kind in ('payment', 'credit') or kind = 'correction' and effect_kopecks > 0)) p
cross join lateral (
  select count(*) > 0 as is_scheduled,
         coalesce(max(due), 0)::bigint as due_kopecks,
         coalesce(max(covered), 0)::bigint as covered_kopecks,
         min(due_on) filter (where due_on < t.today and upto > covered) as oldest_due_on,
         min(due_on) filter (where due_on >= t.today and upto > covered) as next_on,
         min(upto) filter (where due_on >= t.today and upto > covered)::bigint
           as due_with_next_kopecks,
         (min(upto) filter (where due_on >= t.today and upto > covered)
          - min(upto - total) filter (where due_on >= t.today and upto > covered))::bigint
           as next_total_kopecks
  from (select due_on, total, upto, due,
               greatest(p.paid_kopecks, due - greatest(d.outstanding_kopecks, 0)) as covered
        from (select due_on, sum(amount_kopecks) as total,
                     sum(sum(amount_kopecks)) over (order by due_on) as upto,
                     coalesce(sum(sum(amount_kopecks)) filter (where due_on < t.today) over (), 0)
                       as due
              from ledger.schedule where contract_id = d.id group by due_on) sums
        offset 0) dates offset 0) q
cross join lateral (
  select
    case when q.is_scheduled then q.oldest_due_on
         when d.due_on < t.today and d.outstanding_kopecks > 0 then d.due_on end
      as oldest_due_on,
    case when q.is_scheduled then greatest(q.due_kopecks - q.covered_kopecks, 0)
         when d.due_on < t.today then greatest(d.outstanding_kopecks, 0)
         else 0 end as overdue_kopecks,
    case when q.is_scheduled then q.next_on
         when d.due_on >= t.today and d.outstanding_kopecks > 0 then d.due_on end
      as next_payment_on,
    case when q.is_scheduled
           then least(q.next_total_kopecks, q.due_with_next_kopecks - q.covered_kopecks)
         when d.due_on >= t.today and d.outstanding_kopecks > 0 then d.outstanding_kopecks end
      as next_payment_kopecks) l;

-- An instant as the api writes it: RFC 3339, UTC.
create function api.ledger_write_instant(moment timestamptz) returns text
language sql stable
return to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"');

-- Somebody else's contract and one that never was are the same refusal.
create function api.ledger_require_contract(contract uuid) returns void
language plpgsql stable security definer set search_path = ledger, pg_temp as $$
begin
  if not exists (select from contract c where c.id = ledger_require_contract.contract) then
    raise exception 'no such contract of this client'
      using errcode = 'check_violation', constraint = 'contract_is_yours';
  end if;
end
$$;
