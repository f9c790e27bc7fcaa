-- What a client reads of his debts: the list, one contract, its operations, and the operations as
-- rows for a file. The answers are JSON as the browser gets it; rules of lateness are in
-- ledger_standing.sql, reasons behind the figures in ledger_explain.sql.

create function api.ledger_list_contracts() returns json
language plpgsql stable security definer set search_path = ledger, pg_temp as $$
begin
  return (
    select row_to_json(a) from (
      select
        coalesce(json_agg(l order by (m.state = 'overdue') desc, (m.state = 'paid'),
                                     m.next_payment_on, m.number), '[]') as contracts,
        -- An overpayment to one creditor lessens no debt to another.
        coalesce(sum(greatest(m.outstanding_kopecks, 0)), 0)::bigint as total_outstanding_kopecks,
        coalesce(sum(m.overdue_kopecks), 0)::bigint as total_overdue_kopecks,
        -- What falls due first, over all contracts together.
        min(m.first_on) as next_payment_on,
        sum(m.next_payment_kopecks) filter (where m.next_payment_on = m.first_on)::bigint
          as next_payment_kopecks,
        api.ledger_write_instant(max(m.known_at)) as as_of,
        case when min(m.source) = max(m.source) then min(m.source) else
          (select string_agg(name, ', ' order by place, name)
           from (select name, min(place) as place
                 from unnest(array_agg(m.source)) as u (source),
                      string_to_table(u.source, ', ') with ordinality as s (name, place)
                 group by name) sources) end as source
      from (select s.*, min(s.next_payment_on) over () as first_on
            from api.ledger_standing s) m
      cross join lateral (
        select m.id, m.number, m.creditor, m.product, m.currency, m.state, m.outstanding_kopecks,
               m.overdue_kopecks, m.overdue_days, m.next_payment_on, m.next_payment_kopecks,
               m.opened_on, m.due_on) l) a);
end
$$;

-- How much was owed at the end of each day on which it changed; of each month, if there are more
-- than 118 such days; of every n-th, if even those are more. The last point is today, and what
-- the accounting has dated tomorrow is owed today.
create function api.ledger_list_debt_points(contract uuid, today date, outstanding bigint)
returns json
language plpgsql stable security definer set search_path = ledger, pg_temp as $$
begin
  return (
    with days as (
      select d.posted_on, sum(sum(t.effect_kopecks)) over (order by d.posted_on)::bigint as owed,
             count(*) over () as days
      from transfer t
      cross join lateral (select least(t.posted_on, today) as posted_on) d
      where t.contract_id = ledger_list_debt_points.contract group by d.posted_on),
    periods as (
      select distinct on (case when days <= 118 then posted_on
                               else date_trunc('month', posted_on)::date end)
             posted_on, owed
      from days
      order by case when days <= 118 then posted_on
                    else date_trunc('month', posted_on)::date end, posted_on desc),
    numbered as (
      select posted_on, owed, row_number() over (order by posted_on desc) - 1 as back,
             ceil(count(*) over () / 118.0)::int as step
      from periods),
    points as (
      select posted_on as "on", owed as outstanding_kopecks from numbered where back % step = 0
      union all
      select today, outstanding
      where not exists (select from days where posted_on = today))
    select coalesce(json_agg(p order by p."on"), '[]') from points p);
end
$$;

create function api.ledger_read_schedule(contract uuid, today date, covered bigint) returns json
language plpgsql stable security definer set search_path = ledger, pg_temp as $$
begin
  return (
    with dates as (
      select due_on,
             coalesce(sum(amount_kopecks) filter (where component = 'principal'), 0)::bigint
               as principal_kopecks,
             coalesce(sum(amount_kopecks) filter (where component = 'interest'), 0)::bigint
               as interest_kopecks,
             coalesce(sum(amount_kopecks) filter (where component = 'fee'), 0)::bigint
               as fee_kopecks,
             coalesce(sum(amount_kopecks) filter (where component = 'penalty'), 0)::bigint
               as penalty_kopecks,
             sum(amount_kopecks)::bigint as total_kopecks,
             sum(sum(amount_kopecks)) over (order by due_on) as upto
      from schedule s where s.contract_id = ledger_read_schedule.contract group by due_on),
    rows as materialized (
      select d.due_on, d.principal_kopecks, d.interest_kopecks, d.fee_kopecks,
             d.penalty_kopecks, d.total_kopecks, p.paid_kopecks,
             case when p.paid_kopecks = d.total_kopecks then 'paid'
                  when d.due_on < today then 'overdue'
                  when p.paid_kopecks > 0 then 'partly'
                  else 'due' end as state
      from dates d
      cross join lateral (select least(d.total_kopecks, greatest(0,
        covered - (d.upto - d.total_kopecks)))::bigint as paid_kopecks) p)
    select row_to_json(a) from (
      select coalesce((select json_agg(r order by r.due_on) from rows r), '[]') as rows,
             coalesce((select json_agg(y order by y.year) from (
               select extract(year from due_on)::int as year,
                      sum(total_kopecks)::bigint as total_kopecks,
                      sum(paid_kopecks)::bigint as paid_kopecks
               from rows group by 1) y), '[]') as years,
             coalesce((select sum(total_kopecks) from rows), 0)::bigint as total_kopecks,
             coalesce((select sum(paid_kopecks) from rows), 0)::bigint as paid_kopecks) a);
end
$$;

create function api.ledger_read_contract(contract uuid) returns json
language plpgsql stable security definer set search_path = ledger, pg_temp as $$
declare
  answer json;
begin
  select row_to_json(a) into answer from (
    select s.id, s.number, s.creditor, s.product, s.currency, s.state, s.outstanding_kopecks,
           s.overdue_kopecks, s.overdue_days, s.next_payment_on, s.next_payment_kopecks,
           s.opened_on, s.due_on, s.principal_sum_kopecks,
           trim_scale(s.annual_rate)::text as annual_rate_percent,
           (select json_agg(c) from (values ('principal', s.principal_kopecks),
             ('interest', s.interest_kopecks), ('fee', s.fee_kopecks),
             ('penalty', s.penalty_kopecks), ('overpayment', s.overpayment_kopecks))
             c (component, amount_kopecks)
             where c.component <> 'overpayment' or c.amount_kopecks <> 0) as components,
           greatest(-s.outstanding_kopecks, 0) as overpayment_kopecks,
           api.ledger_read_schedule(s.id, s.today, s.covered_kopecks) as schedule,
           api.ledger_list_debt_points(s.id, s.today, s.outstanding_kopecks) as debt_over_time,
           api.ledger_write_instant(s.known_at) as as_of, s.source
    from api.ledger_standing s where s.id = ledger_read_contract.contract) a;
  if answer is null then
    perform api.ledger_require_contract(contract);
  end if;
  return answer;
end
$$;

-- The balance after an operation is true under any filter: it is today's debt less all that came
-- later, and the window below runs over the whole contract before anything is filtered. It is not
-- stored, because an operation that arrives late with an early date would change it afterwards.
-- The window runs from the newest on, so a page costs as many rows as stand before its end.
create function api.ledger_run_operations(contract uuid)
returns table (id bigint, operation_no text, posted_on date, kind text, component text,
               amount_kopecks bigint, effect_kopecks bigint, balance_after_kopecks bigint,
               description text, recorded_at timestamptz, source text)
language sql stable
begin atomic
  select t.id, t.operation_no, t.posted_on, t.kind, t.component, t.amount_kopecks,
         t.effect_kopecks,
         ((select b.outstanding_kopecks from ledger.balance b where b.contract_id = $1)
          - coalesce(sum(t.effect_kopecks) over (
              order by t.posted_on desc, t.id desc
              rows between unbounded preceding and 1 preceding), 0))::bigint,
         t.description, t.recorded_at, t.source
  from ledger.transfer t where t.contract_id = $1;
end;

create function api.ledger_list_operations(contract uuid, from_date date, to_date date,
                                           of_kind text, min_kopecks bigint, max_kopecks bigint,
                                           after_cursor text, row_limit bigint) returns json
language plpgsql stable security definer set search_path = ledger, pg_temp as $$
declare
  answer json;
  last record;
begin
  if after_cursor is null then
    select null::date as posted_on, null::bigint as transfer into last;
  else
    perform api.ledger_require_contract(contract);
    select * into last from open_cursor(contract, after_cursor);
  end if;
  with page as materialized (
    select r.*, row_number() over (order by r.posted_on desc, r.id desc) as n
    from (
      select o.* from api.ledger_run_operations(ledger_list_operations.contract) o
      where (from_date is null or o.posted_on >= from_date)
        and (to_date is null or o.posted_on <= to_date)
        and (of_kind is null or o.kind = of_kind)
        and (min_kopecks is null or o.amount_kopecks >= min_kopecks)
        and (max_kopecks is null or o.amount_kopecks <= max_kopecks)
        and (last.posted_on is null or (o.posted_on, o.id) < (last.posted_on, last.transfer))
      order by o.posted_on desc, o.id desc limit row_limit + 1) r)
  select row_to_json(a) into answer from (
    select coalesce((select json_agg(l) from (
             select operation_no, posted_on, kind, component, amount_kopecks, effect_kopecks,
                    balance_after_kopecks, description,
                    api.ledger_write_instant(recorded_at) as recorded_at, source
             from page where n <= row_limit order by n) l), '[]') as operations,
           (select seal_cursor(d.id, p.posted_on, p.id) from page p
            where p.n = row_limit and exists (select from page where n > row_limit))
             as next_cursor,
           api.ledger_write_instant(d.known_at) as as_of, d.source
    from api.ledger_debt d where d.id = ledger_list_operations.contract) a;
  if answer is null then
    perform api.ledger_require_contract(contract);
  end if;
  return answer;
end
$$;

create function api.ledger_read_number(contract uuid) returns text
language plpgsql stable security definer set search_path = ledger, pg_temp as $$
begin
  perform api.ledger_require_contract(contract);
  return (select c.number from contract c where c.id = ledger_read_number.contract);
end
$$;

-- The same operations as rows, for a file: newest first. More than row_limit are refused, never
-- cut: a file that silently lacks its end is worse than none.
create function api.ledger_export_operations(contract uuid, from_date date, to_date date,
                                             of_kind text, min_kopecks bigint,
                                             max_kopecks bigint, row_limit bigint)
returns table (operation_no text, posted_on date, kind text, component text,
               amount_kopecks bigint, effect_kopecks bigint, balance_after_kopecks bigint,
               description text, recorded_at text, source text)
language plpgsql stable security definer set search_path = ledger, pg_temp as $$
declare
  found bigint;
begin
  perform api.ledger_require_contract(contract);
  return query
    select o.operation_no, o.posted_on, o.kind, o.component, o.amount_kopecks, o.effect_kopecks,
           o.balance_after_kopecks, o.description, api.ledger_write_instant(o.recorded_at),
           o.source
    from api.ledger_run_operations(ledger_export_operations.contract) o
    where (from_date is null or o.posted_on >= from_date)
      and (to_date is null or o.posted_on <= to_date)
      and (of_kind is null or o.kind = of_kind)
      and (min_kopecks is null or o.amount_kopecks >= min_kopecks)
      and (max_kopecks is null or o.amount_kopecks <= max_kopecks)
    order by o.posted_on desc, o.id desc limit row_limit + 1;
  get diagnostics found = row_count;
  if found > row_limit then
    raise exception 'more than % operations for one file', row_limit
      using errcode = 'check_violation', constraint = 'export_is_short_enough';
  end if;
end
$$;
