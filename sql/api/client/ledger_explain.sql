-- "Why this number": for every figure on a contract's page the rule behind it, the rule's
-- parameters, and the operations it is made of, enough to compute the figure again without asking
-- anything else. The rules themselves are in ledger_standing.sql; here they are only told.
--
--   sum_of_operations      amount = sum of `sums` = earlier_effect_kopecks + sum of `operations`
--   schedule_oldest_first  covered = max(paid, due - max(scheduled_debt, 0));
--                          amount = max(due - covered, 0)
--   whole_debt_after_due_date   amount = outstanding, if above zero and due_on < today; else 0
--   days_since_oldest_due  days = today - oldest_due_on; 0 without such a date
--   first_uncovered_date   amount = min(total, due_with_next - covered) - not_owed; null without
--                          such a date, or when nothing is left
--   whole_debt_on_due_date amount = outstanding, if above zero and due_on >= today; else null
--   no_date_is_agreed      a contract with neither schedule nor last day is never late and
--                          names no next payment

-- Of the operations behind a figure the newest 200 are listed, the rest is summed.
create function api.ledger_explain_contract(contract uuid) returns json
language plpgsql stable security definer set search_path = ledger, pg_temp as $$
declare
  s record;
  lateness json;
  answer json;
begin
  perform api.ledger_require_contract(contract);
  select * into s from api.ledger_standing l where l.id = contract;
  lateness := json_strip_nulls(json_build_object(
    'today', s.today, 'time_zone', (select time_zone from setting),
    'outstanding_kopecks', case when not s.is_scheduled then s.outstanding_kopecks end,
    'scheduled_debt_kopecks', case when s.is_scheduled then s.scheduled_debt_kopecks end,
    'due_on', s.due_on,
    'due_kopecks', case when s.is_scheduled then s.due_kopecks end,
    'paid_kopecks', case when s.is_scheduled then s.paid_kopecks end,
    'covered_kopecks', case when s.is_scheduled then s.covered_kopecks end,
    'oldest_due_on', case when s.overdue_kopecks > 0 then s.oldest_due_on end,
    'next_payment_on', s.next_payment_on,
    'total_kopecks', s.next_total_kopecks,
    'not_owed_kopecks', case when s.is_scheduled then nullif(s.not_owed_kopecks, 0) end,
    'due_with_next_kopecks', s.due_with_next_kopecks));
  with moves as materialized (
    -- What each operation did to each component; `pays` is what covers a schedule.
    select t.id, t.operation_no, t.posted_on, t.kind, t.amount_kopecks, a.component,
           p.amount_kopecks as effect_kopecks,
           ledger.pays(t.kind, t.effect_kopecks) and a.component = any (s.scheduled) as pays
    from transfer t
    join posting p on p.transfer_id = t.id
    join account a on a.id = p.account_id and a.contract_id = t.contract_id
    where t.contract_id = ledger_explain_contract.contract),
  figures (place, figure, amount_kopecks, days, rule, component, paying) as (values
    (1, 'outstanding', s.outstanding_kopecks, null::int, 'sum_of_operations', null, false),
    (2, 'principal', s.principal_kopecks, null, 'sum_of_operations', 'principal', false),
    (3, 'interest', s.interest_kopecks, null, 'sum_of_operations', 'interest', false),
    (4, 'fee', s.fee_kopecks, null, 'sum_of_operations', 'fee', false),
    (5, 'penalty', s.penalty_kopecks, null, 'sum_of_operations', 'penalty', false),
    (6, 'overpayment', s.overpayment_kopecks, null, 'sum_of_operations', 'overpayment', false),
    (7, 'overdue', s.overdue_kopecks, null,
     case when s.is_scheduled then 'schedule_oldest_first'
          when s.due_on is not null then 'whole_debt_after_due_date'
          else 'no_date_is_agreed' end, null, s.is_scheduled),
    (8, 'overdue_days', null, s.overdue_days,
     case when s.is_scheduled or s.due_on is not null then 'days_since_oldest_due'
          else 'no_date_is_agreed' end, null, s.is_scheduled),
    (9, 'next_payment', s.next_payment_kopecks, null,
     case when s.is_scheduled then 'first_uncovered_date'
          when s.due_on is not null then 'whole_debt_on_due_date'
          else 'no_date_is_agreed' end, null, s.is_scheduled)),
  -- Added up once for all figures: a contract may have many thousands of operations, but it has few
  -- kinds and components, and of each figure only so many operations are listed.
  kinds as materialized (
    select kind, component, pays, count(*) as count, sum(effect_kopecks) as effect_kopecks
    from moves group by kind, component, pays),
  sums as materialized (
    select f.place, k.kind, k.component, sum(k.count)::bigint as count,
           sum(k.effect_kopecks)::bigint as effect_kopecks
    from figures f
    join kinds k on (f.component is null or k.component = f.component) and (k.pays or not f.paying)
    group by f.place, k.kind, k.component),
  listed as materialized (
    select f.place, l.*
    from figures f
    cross join lateral (
      select m.* from moves m
      where (f.component is null or m.component = f.component) and (m.pays or not f.paying)
      order by m.posted_on desc, m.id desc limit 200) l)
  select row_to_json(a) into answer from (
    select json_agg(x order by place) as figures,
           api.ledger_write_instant(s.known_at) as as_of, s.source
    from figures f
    cross join lateral (
      select f.figure, f.amount_kopecks, f.days, f.rule,
        case when f.place > 6 then lateness
             else (select json_build_object(
                     'earlier_count', coalesce(t.count, 0) - n.count,
                     'earlier_effect_kopecks', coalesce(t.effect_kopecks, 0) - n.effect_kopecks)
                   from (select sum(u.count)::bigint as count,
                                sum(u.effect_kopecks)::bigint as effect_kopecks
                         from sums u where u.place = f.place) t
                   cross join (select count(*) as count,
                                      coalesce(sum(l.effect_kopecks), 0)::bigint as effect_kopecks
                               from listed l where l.place = f.place) n) end as parameters,
        (select coalesce(json_agg(g), '[]') from (
           select u.kind, u.component, u.count, u.effect_kopecks as amount_kopecks
           from sums u where u.place = f.place order by u.kind, u.component) g) as sums,
        (select coalesce(json_agg(o), '[]') from (
           select l.operation_no, l.posted_on, l.kind, l.amount_kopecks, l.effect_kopecks
           from listed l where l.place = f.place order by l.posted_on desc, l.id desc) o)
          as operations) x
    where f.figure <> 'overpayment' or f.amount_kopecks <> 0) a;
  return answer;
end
$$;
