-- What a contract owes and by when: the one place where the rules of lateness stand. Every page
-- and every explanation reads these two views; nobody but the api's own functions may.

-- What is owed, since when we know it and who says so: where the contract came from, then, by name,
-- all others that moved what is owed now.
create view api.ledger_debt as
select c.id, c.number, c.creditor, c.product, c.currency, c.opened_on, c.due_on,
       c.principal_kopecks as principal_sum_kopecks, c.annual_rate,
       b.outstanding_kopecks, b.principal_kopecks, b.interest_kopecks, b.fee_kopecks,
       b.penalty_kopecks, b.overpayment_kopecks, b.scheduled, b.paid_kopecks,
       least(b.outstanding_kopecks, b.overpayment_kopecks
         + case when 'principal' = any (b.scheduled) then b.principal_kopecks else 0 end
         + case when 'interest' = any (b.scheduled) then b.interest_kopecks else 0 end
         + case when 'fee' = any (b.scheduled) then b.fee_kopecks else 0 end
         + case when 'penalty' = any (b.scheduled) then b.penalty_kopecks else 0 end)
         as scheduled_debt_kopecks,
       greatest(c.imported_at, c.confirmed_at, b.moved_at) as known_at,
       b.moved_at is null as is_untouched,
       array_to_string(c.source || array_remove(b.sources, c.source), ', ') as source
from ledger.contract c
join ledger.balance b on b.contract_id = c.id;

-- What a date asks for, with no more principal than there is left. A function, so that a read that
-- has no need of it does not even begin to plan it.
create function api.ledger_bound_payment(contract uuid, date_due date, principal_left bigint)
returns bigint
language plpgsql stable set search_path = ledger, pg_temp as $$
begin
  return (
    select sum(case when h.component = 'principal'
                    then least(h.amount_kopecks, greatest(principal_left, 0))
                    else h.amount_kopecks end)
    from schedule h where h.contract_id = contract and h.due_on = date_due);
end
$$;

-- Lateness. With a schedule: what was paid on the components it asks for (payments and credits,
-- less what corrections took back) covers its dates, oldest first; a date is late when it is past
-- and not covered. As much as the client no longer owes of them counts as covered too, so that
-- nobody is late with more than he owes. Without a schedule the whole debt is due on the contract's
-- last day; a contract without one is never late and names no next payment, because nobody told us
-- any. Every read of the site waits for this view, so it adds up nothing: balances and dates are
-- kept added up. `upto` grows with each date, and so the first date that is not covered is a
-- minimum, and the dates before the next payment are all that are past or covered. What counts as
-- covered beyond what was paid was due already: no date of today or later is covered by it. Who has
-- paid all that was ever charged has no next payment, whatever the schedule had planned; and of the
-- last dates no more principal is asked than is owed.
-- (`offset 0` keeps a step from being copied into every place that uses it.)
create view api.ledger_standing as
select d.id, d.number, d.creditor, d.product, d.currency, d.opened_on, d.due_on,
       d.principal_sum_kopecks, d.annual_rate, d.outstanding_kopecks, d.principal_kopecks,
       d.interest_kopecks, d.fee_kopecks, d.penalty_kopecks, d.overpayment_kopecks, d.known_at,
       d.source, d.scheduled, d.scheduled_debt_kopecks, t.today, q.is_scheduled, q.due_kopecks,
       case when q.is_scheduled then d.paid_kopecks else 0 end as paid_kopecks,
       q.covered_kopecks, q.next_total_kopecks, q.due_with_next_kopecks,
       l.oldest_due_on, l.overdue_kopecks,
       case when l.overdue_kopecks > 0 then t.today - l.oldest_due_on else 0 end as overdue_days,
       n.next_payment_on, n.next_payment_kopecks, n.not_owed_kopecks,
       case when l.overdue_kopecks > 0 then 'overdue'
            when d.outstanding_kopecks <= 0 and n.next_payment_on is null then 'paid'
            else 'active' end as state
from (select ledger.today() as today offset 0) t
cross join api.ledger_debt d
cross join lateral (
  select s.is_scheduled, s.due_kopecks, s.next_on, s.due_with_next_kopecks,
         s.due_with_next_kopecks - s.before_next_kopecks as next_total_kopecks,
         case when s.is_scheduled
              then greatest(d.paid_kopecks, s.due_kopecks - greatest(d.scheduled_debt_kopecks, 0))
              else 0 end as covered_kopecks
  from (select count(*) > 0 as is_scheduled,
               coalesce(max(upto_kopecks) filter (where due_on < t.today), 0) as due_kopecks,
               min(due_on) filter (where due_on >= t.today and upto_kopecks > d.paid_kopecks)
                 as next_on,
               min(upto_kopecks) filter (where due_on >= t.today and upto_kopecks > d.paid_kopecks)
                 as due_with_next_kopecks,
               coalesce(max(upto_kopecks) filter (where due_on < t.today
                                                  or upto_kopecks <= d.paid_kopecks), 0)
                 as before_next_kopecks
        from ledger.due where contract_id = d.id) s offset 0) q
cross join lateral (
  select
    case when q.due_kopecks > q.covered_kopecks
           then (select min(u.due_on) from ledger.due u
                 where u.contract_id = d.id and u.upto_kopecks > q.covered_kopecks)
         when not q.is_scheduled and d.due_on < t.today and d.outstanding_kopecks > 0
           then d.due_on end
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
      as planned_kopecks) l
cross join lateral (
  select
    case when a.asked > 0 then l.next_payment_on end as next_payment_on,
    nullif(a.asked, 0) as next_payment_kopecks,
    l.planned_kopecks - a.asked as not_owed_kopecks
  from (
    select case
      when d.outstanding_kopecks <= 0 and not d.is_untouched then 0
      when l.planned_kopecks + l.overdue_kopecks > d.principal_kopecks and not d.is_untouched
           and 'principal' = any (d.scheduled)
        then least(l.planned_kopecks, api.ledger_bound_payment(d.id, l.next_payment_on,
          -- what is late beyond all other components is principal
          d.principal_kopecks - greatest(0, l.overdue_kopecks + d.principal_kopecks
                                            - d.scheduled_debt_kopecks)::bigint))
      else l.planned_kopecks end as asked offset 0) a) n;

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
