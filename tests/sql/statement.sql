-- What a client is shown: every figure is computed twice more, once from what `explain` says of it
-- and once row by row from the ledger; paging, filters, and whose contract it is. Run on a migrated
-- database as its superuser: psql -f tests/sql/statement.sql ; everything is rolled back.
begin;
\ir words.sql

-- cast: Anna owes in many ways, Boris in one, Clara nothing
insert into identity.client (id, login, dek_wrapped) values
  ('a0000000-0000-4000-8000-000000000001', 'S-ANNA', '\x00'),
  ('b0000000-0000-4000-8000-000000000002', 'S-BORIS', '\x00'),
  ('c0000000-0000-4000-8000-000000000003', 'S-CLARA', '\x00');
insert into identity.session (token_hash, client_id, level, network, expires_at)
  select sha256(who::bytea), id::uuid, 'client', '127.0.0.0/24', now() + interval '12 hours'
  from (values ('anna', 'a0000000-0000-4000-8000-000000000001'),
               ('boris', 'b0000000-0000-4000-8000-000000000002'),
               ('clara', 'c0000000-0000-4000-8000-000000000003')) v (who, id);

create function test.contract(number text, login text, due_in int) returns void
language sql as $$
  select api.ledger_import_contracts('registry', jsonb_build_array(jsonb_build_object(
    'row', 1, 'number', number, 'login', login, 'creditor', 'ООО «Пример»', 'product', 'Заём',
    'opened_on', '2020-01-01', 'due_on', ledger.today() + due_in, 'principal_kopecks', 100000,
    'annual_rate', '24.9', 'currency', 'RUB')))
$$;
create function test.operation(no text, contract text, days int, kind text, amount bigint,
                               component text default 'principal') returns void
language sql as $$
  select api.ledger_post_operations('registry', jsonb_build_array(jsonb_build_object('row', 1,
    'operation_no', no, 'contract', contract, 'posted_on', ledger.today() + days, 'kind', kind,
    'component', component, 'amount_kopecks', amount, 'description', '=1+1 ' || no)))
$$;
create function test.due(contract text, days int, amount bigint,
                         component text default 'principal') returns void
language sql as $$
  select api.ledger_import_schedule('registry', jsonb_build_array(jsonb_build_object('row', 1,
    'contract', contract, 'due_on', ledger.today() + days, 'component', component,
    'amount_kopecks', amount)))
$$;
create table test.shown (id uuid, number text, card jsonb, reasons jsonb);
grant all on test.shown to public;

-- A: a schedule, two dates past, the first covered and the second in part
select test.contract('A', 'S-ANNA', 300);
select test.operation('A-1', 'A', -100, 'charge', 30000), test.operation('A-2', 'A', -100,
  'charge', 3000, 'interest'), test.operation('A-3', 'A', -50, 'payment', 12000),
  test.operation('A-4', 'A', -40, 'credit', 1000, 'interest');
select api.ledger_correct_operation('registry', 'A-5', 'registry', 'A-3', 500,
                                    ledger.today() - 30, 'Исправлено') > 0;
select test.due('A', -60, 10000), test.due('A', -60, 1000, 'interest'), test.due('A', -20, 10000),
  test.due('A', 0, 5000), test.due('A', 40, 5000), test.due('A', 400, 2000, 'fee');
-- B: no schedule, its last day is over; C: no schedule, its last day is ahead; D: no day at all
select test.contract('B', 'S-ANNA', -7), test.operation('B-1', 'B', -30, 'charge', 5000);
select test.contract('C', 'S-ANNA', 0), test.operation('C-1', 'C', -30, 'charge', 7000);
select test.contract('D', 'S-ANNA', null), test.operation('D-1', 'D', -30, 'charge', 9000);
-- E: overpaid; F: a schedule whose past date is unpaid though nothing is owed any more
select test.contract('E', 'S-ANNA', 10), test.operation('E-1', 'E', -3, 'charge', 1000),
  test.operation('E-2', 'E', -2, 'payment', 1500);
select test.contract('F', 'S-ANNA', 10), test.due('F', -5, 800), test.due('F', 5, 900);
select test.contract('G', 'S-BORIS', 10), test.operation('G-1', 'G', -3, 'charge', 4242);

create function test.show() returns void language sql as $$
  insert into test.shown select (c ->> 'id')::uuid, c ->> 'number',
    api.ledger_read_contract((c ->> 'id')::uuid), api.ledger_explain_contract((c ->> 'id')::uuid)
  from json_array_elements(api.ledger_list_contracts() -> 'contracts') c
$$;
create function test.card(number text, member text) returns text language sql as $$
  select s.card ->> member from test.shown s where s.number = card.number
$$;

set local session authorization fn_statement;
select auth.enter(sha256('anna'), 'client') is not null;
select test.show();
select test.ok('the list holds the client''s own contracts, the late ones first',
  (select array_agg(c ->> 'number') = array['A', 'B', 'C', 'F', 'D', 'E']
   from json_array_elements(api.ledger_list_contracts() -> 'contracts') c));
select test.ok('totals add what is owed; an overpayment to one lessens no debt to another',
  (select l ->> 'total_outstanding_kopecks' = '41500' and l ->> 'total_overdue_kopecks' = '13500'
     and (l ->> 'next_payment_on')::date = (test.card('C', 'next_payment_on'))::date
     and l ->> 'next_payment_kopecks' = '12000' and l ->> 'source' = 'registry'
     and (l ->> 'as_of')::timestamptz = date_trunc('second', now())
   from (select api.ledger_list_contracts() as l) x));
select test.ok('what the list says of a contract its own page says too',
  not exists (select from json_array_elements(api.ledger_list_contracts() -> 'contracts') c
    join test.shown s on s.id = (c ->> 'id')::uuid where not s.card @> c::jsonb));
reset session authorization;

-- the rules, by example
select test.ok('payments cover a schedule oldest first; what is past and not covered is late',
  test.card('A', 'outstanding_kopecks') = '20500' and test.card('A', 'overdue_kopecks') = '8500'
  and test.card('A', 'overdue_days') = '20' and test.card('A', 'state') = 'overdue');
select test.ok('a date that falls today is the next payment, not a late one',
  test.card('A', 'next_payment_on')::date = ledger.today()
  and test.card('A', 'next_payment_kopecks') = '5000');
select test.ok('each date of a schedule shows what covered it',
  (select array_agg(r ->> 'state' || ' ' || (r ->> 'paid_kopecks') order by r ->> 'due_on')
   = array['paid 11000', 'overdue 1500', 'due 0', 'due 0', 'due 0']
   from test.shown s, jsonb_array_elements(s.card -> 'schedule' -> 'rows') r
   where s.number = 'A'));
select test.ok('a schedule adds up by year and in all',
  (select (s.card -> 'schedule' ->> 'total_kopecks')::bigint = 33000
     and (s.card -> 'schedule' ->> 'paid_kopecks')::bigint = 12500
     and sum((y ->> 'total_kopecks')::bigint) = 33000
     and sum((y ->> 'paid_kopecks')::bigint) = 12500
   from test.shown s, jsonb_array_elements(s.card -> 'schedule' -> 'years') y
   where s.number = 'A' group by s.card));
select test.ok('a debt shows its components',
  (select card -> 'components' = '[{"component": "principal", "amount_kopecks": 18500},
    {"component": "interest", "amount_kopecks": 2000}, {"component": "fee", "amount_kopecks": 0},
    {"component": "penalty", "amount_kopecks": 0}]' from test.shown where number = 'A'));
select test.ok('without a schedule the whole debt is late from the day after its last day',
  test.card('B', 'overdue_kopecks') = '5000' and test.card('B', 'overdue_days') = '7'
  and test.card('B', 'next_payment_on') is null);
select test.ok('... and until then it is the next payment',
  test.card('C', 'overdue_kopecks') = '0' and test.card('C', 'state') = 'active'
  and test.card('C', 'next_payment_on')::date = ledger.today()
  and test.card('C', 'next_payment_kopecks') = '7000');
select test.ok('a contract with no date is never late and names no next payment',
  test.card('D', 'overdue_kopecks') = '0' and test.card('D', 'next_payment_on') is null
  and test.card('D', 'next_payment_kopecks') is null and test.card('D', 'state') = 'active');
select test.ok('an overpayment is shown as one, and nothing is due',
  test.card('E', 'outstanding_kopecks') = '-500' and test.card('E', 'overpayment_kopecks') = '500'
  and test.card('E', 'state') = 'paid' and test.card('E', 'next_payment_on') is null);
select test.ok('nobody is late with more than he owes; what is planned ahead stays planned',
  test.card('F', 'overdue_kopecks') = '0' and test.card('F', 'state') = 'active'
  and test.card('F', 'next_payment_kopecks') = '900');
select test.ok('the debt over time ends with today''s debt',
  (select bool_and(s.card -> 'debt_over_time' -> -1 ->> 'outstanding_kopecks'
      = s.card ->> 'outstanding_kopecks') from test.shown s)
  and (select array_agg(p ->> 'outstanding_kopecks') from test.shown s,
         jsonb_array_elements(s.card -> 'debt_over_time') p where s.number = 'A')
      = array['33000', '21000', '20000', '20500', '20500']);

-- operations of A, newest first: A-5 +500, A-4 -1000, A-3 -12000, A-2 +3000, A-1 +30000
create function test.page(cursor text, row_limit int, of_kind text default null,
                          low bigint default null, high bigint default null, since int default null,
                          until int default null) returns jsonb language sql as $$
  select api.ledger_list_operations((select id from test.shown where number = 'A'),
    (now() at time zone 'Europe/Moscow')::date + since,
    (now() at time zone 'Europe/Moscow')::date + until, of_kind, low, high, cursor,
    row_limit)::jsonb
$$;
create function test.said(page jsonb) returns text language sql as $$
  select string_agg(concat_ws(' ', o ->> 'operation_no', o ->> 'effect_kopecks',
                              o ->> 'balance_after_kopecks'), ', ')
  from jsonb_array_elements(page -> 'operations') o
$$;
set local session authorization fn_statement;
select auth.enter(sha256('anna'), 'client') is not null;
select test.ok('operations stand newest first, each with the debt after it',
  test.said(test.page(null, 10)) = 'A-5 500 20500, A-4 -1000 20000, A-3 -12000 21000, '
    'A-2 3000 33000, A-1 30000 30000' and test.page(null, 10) ->> 'next_cursor' is null);
select test.ok('the debt after an operation is the same under every filter',
  test.said(test.page(null, 10, 'charge')) = 'A-2 3000 33000, A-1 30000 30000'
  and test.said(test.page(null, 10, null, 1000, 3000)) = 'A-4 -1000 20000, A-2 3000 33000'
  and test.said(test.page(null, 10, null, null, null, -50, -40))
      = 'A-4 -1000 20000, A-3 -12000 21000');
select test.ok('pages follow each other without a gap or a repetition',
  (with recursive p as (
     select test.page(null, 2) as page, 1 as n
     union all
     select test.page(page ->> 'next_cursor', 2), n + 1 from p
     where page ->> 'next_cursor' is not null and n < 9)
   select string_agg(test.said(page), ', ' order by n) = test.said(test.page(null, 10))
     and count(*) = 3 from p));
select test.refuses('cursor_is_ours', format('select test.page(%L, 2)', forged))
from (select c, overlay(c placing case when substr(c, n, 1) = 'A' then 'B' else 'A' end from n)
      as forged from (select test.page(null, 2) ->> 'next_cursor' as c) x,
      generate_series(1, 28) n
      union all select '', unnest(array['', 'x', repeat('A', 28), repeat('=', 28)])) f
where forged <> c;
select test.ok('a file holds the same operations',
  (select string_agg(concat_ws(' ', o.operation_no, o.effect_kopecks, o.balance_after_kopecks),
                     ', ') = test.said(test.page(null, 10))
   from api.ledger_export_operations((select id from test.shown where number = 'A'), null, null,
                                     null, null, null, 5) o)
  and api.ledger_read_number((select id from test.shown where number = 'A')) = 'A');
select test.refuses('export_is_short_enough', $$select count(*) from api.ledger_export_operations(
  (select id from test.shown where number = 'A'), null, null, null, null, null, 4)$$);

-- whose
select auth.enter(sha256('boris'), 'client') is not null;
select test.refuses('cursor_is_ours', format($$select api.ledger_list_operations(%L, null, null,
    null, null, null, %L, 2)$$, c ->> 'id', translate(encode(repeat('x', 21)::bytea, 'base64'),
    '+/', '-_')))
from json_array_elements(api.ledger_list_contracts() -> 'contracts') c;
select test.ok('nobody sees another client''s contract in his list',
  (select array_agg(c ->> 'number') = array['G']
   from json_array_elements(api.ledger_list_contracts() -> 'contracts') c));
select test.refuses('contract_is_yours', format(call, id))
from (select id from test.shown where number = 'A'
      union all select '00000000-0000-4000-8000-000000000000') f,
  unnest(array['select api.ledger_read_contract(%L)', 'select api.ledger_explain_contract(%L)',
    'select api.ledger_list_operations(%L, null, null, null, null, null, null, 2)',
    'select api.ledger_list_operations(%L, null, null, null, null, null, ''x'', 2)',
    'select api.ledger_read_number(%L)',
    'select * from api.ledger_export_operations(%L, null, null, null, null, null, 2)']) call;
select auth.enter(sha256('clara'), 'client') is not null;
select test.ok('a client without contracts owes nothing',
  api.ledger_list_contracts()::jsonb = '{"contracts": [], "total_outstanding_kopecks": 0,
    "total_overdue_kopecks": 0, "next_payment_on": null, "next_payment_kopecks": null,
    "as_of": null, "source": null}');
select set_config('app.ctx', 'a0000000-0000-4000-8000-000000000001|x|client|1|00', true) <> '';
select test.ok('a context made by hand shows nothing',
  json_array_length(api.ledger_list_contracts() -> 'contracts') = 0);
select test.denied(format('select * from ledger.%I', t)) from unnest(array['contract', 'account',
  'balance', 'owed', 'transfer', 'posting', 'schedule', 'due', 'setting', 'cursor_secret']) t;
select test.denied('select * from api.ledger_standing');
select test.denied('select api.ledger_check()');
reset session authorization;

-- every read without its WHERE, under the role the functions run as
grant select on test.shown to kabinet_client;
select set_config('app.ctx', '', true) = '';
set local role kabinet_client;
select test.ok('without a context the ledger is empty', (select count(*) from ledger.contract)
  + (select count(*) from ledger.account) + (select count(*) from ledger.balance)
  + (select count(*) from ledger.transfer) + (select count(*) from ledger.posting)
  + (select count(*) from ledger.schedule) + (select count(*) from ledger.due) = 0);
reset role;
select auth.enter(sha256('boris'), 'client') is not null;
set local role kabinet_client;
select test.ok('with one it holds that client''s rows and no other''s',
  (select count(*) = 1 and bool_and(number = 'G') from ledger.contract)
  and (select count(*) = 4 from ledger.account) and (select count(*) = 1 from ledger.balance)
  and (select count(*) = 1 from ledger.transfer) and (select count(*) = 1 from ledger.posting)
  and (select count(*) = 0 from ledger.schedule) and (select count(*) = 0 from ledger.due));
reset role;
select test.ok('every table of the ledger with client data forces row-level security',
  (select bool_and(relrowsecurity and relforcerowsecurity) from pg_class
   where relnamespace = 'ledger'::regnamespace and relkind = 'r'
     and relname not in ('setting', 'cursor_secret')));

-- Every figure twice more. First a crowd of contracts of all sorts, with a fixed seed.
select setseed(0.26);
do $$
declare
  n int; i int; kinds text[] := array['charge', 'charge', 'payment', 'credit'];
  parts text[] := array['principal', 'interest', 'fee', 'penalty']; op text;
begin
  for n in 1..120 loop
    perform test.contract('R' || n, 'S-ANNA', case n % 3 when 0 then null when 1
      then (random() * 60 - 30)::int else (random() * 4 - 2)::int end);
    for i in 1..(random() * 12)::int loop
      op := 'R' || n || '-' || i;
      perform test.operation(op, 'R' || n, -(random() * 90)::int, kinds[1 + (random() * 3)::int],
                             1 + (random() * 9999)::int, parts[1 + (random() * 3)::int]);
      if random() < 0.2 then
        perform api.ledger_correct_operation('registry', op || 'k', 'registry', op, 1,
                                             ledger.today(), '');
      end if;
    end loop;
    if n % 2 = 0 then
      for i in 1..(random() * 8)::int loop
        perform test.due('R' || n, (random() * 60 - 30)::int, 1 + (random() * 5000)::int,
                         parts[1 + (random() * 3)::int]);
      end loop;
    end if;
  end loop;
end
$$;
delete from test.shown;
set local session authorization fn_statement;
select auth.enter(sha256('anna'), 'client') is not null;
select test.show();
reset session authorization;

-- From what explain says, and from nothing else.
create function test.again(figure jsonb) returns bigint language sql as $$
  with f as (
    select figure ->> 'rule' as rule, figure -> 'parameters' as p,
      (select coalesce(sum((s ->> 'amount_kopecks')::bigint), 0)
       from jsonb_array_elements(figure -> 'sums') s) as sums,
      (select coalesce(sum((o ->> 'effect_kopecks')::bigint), 0)
       from jsonb_array_elements(figure -> 'operations') o) as listed),
  g as (
    select f.*, greatest(-sums, (p ->> 'due_kopecks')::bigint
      - greatest((p ->> 'scheduled_debt_kopecks')::bigint, 0)) as covered,
      greatest((p ->> 'outstanding_kopecks')::bigint, 0) as owed,
      (p ->> 'due_on')::date as due_on, (p ->> 'today')::date as today from f)
  select case rule
    when 'sum_of_operations' then
      case when sums = listed + (p ->> 'earlier_effect_kopecks')::bigint then sums end
    when 'schedule_oldest_first' then greatest((p ->> 'due_kopecks')::bigint - covered, 0)
    when 'whole_debt_after_due_date' then case when due_on < today then owed else 0 end
    when 'days_since_oldest_due' then coalesce(today - (p ->> 'oldest_due_on')::date, 0)
    when 'first_uncovered_date' then nullif(least((p ->> 'total_kopecks')::bigint,
      (p ->> 'due_with_next_kopecks')::bigint - covered)
      - coalesce((p ->> 'not_owed_kopecks')::bigint, 0), 0)
    when 'whole_debt_on_due_date' then
      case when due_on >= today and owed > 0 then owed end
    when 'no_date_is_agreed' then case figure ->> 'figure' when 'next_payment' then null else 0 end
    end::bigint from g
$$;
select test.ok('every shown figure follows from its explanation',
  not exists (select from test.shown s, jsonb_array_elements(s.reasons -> 'figures') f
    where coalesce(f ->> 'amount_kopecks', f ->> 'days')::bigint is distinct from test.again(f))
  and (select count(*) = 126 * 8 from test.shown s, jsonb_array_elements(s.reasons -> 'figures')));
select test.ok('every rule of explanation was met',
  (select count(distinct f ->> 'rule') = 7
   from test.shown s, jsonb_array_elements(s.reasons -> 'figures') f));
select test.ok('what is explained is what is shown', not exists (
  select from test.shown s
  cross join lateral (
    select jsonb_object_agg(f ->> 'figure', coalesce(nullif(f -> 'amount_kopecks', 'null'),
                                                     nullif(f -> 'days', 'null'))) as said
    from jsonb_array_elements(s.reasons -> 'figures') f) x
  where (said ->> 'outstanding', said ->> 'overdue', said ->> 'overdue_days',
         said ->> 'next_payment')
    is distinct from (s.card ->> 'outstanding_kopecks', s.card ->> 'overdue_kopecks',
                      s.card ->> 'overdue_days', s.card ->> 'next_payment_kopecks')
    or exists (select from jsonb_array_elements(s.card -> 'components') c
               where c -> 'amount_kopecks' <> said -> (c ->> 'component'))));

-- Row by row from the ledger, as one would on paper.
create function test.on_paper(contract uuid, out owed bigint, out late bigint, out days int,
                              out next_on date, out next_sum bigint)
language plpgsql as $$
declare
  purse bigint := 0; plan record; left_over bigint; planned boolean; last_day date;
  late_plan bigint := 0; planned_debt bigint; principal bigint; moves bigint; asked bigint;
begin
  select coalesce(sum(case when t.kind = 'charge' then t.amount_kopecks
                           when t.kind in ('payment', 'credit') then -t.amount_kopecks
                           when w.kind = 'charge' then -t.amount_kopecks
                           else t.amount_kopecks end), 0),
         coalesce(sum(case when t.kind in ('payment', 'credit') then t.amount_kopecks
                           when w.kind in ('payment', 'credit') then -t.amount_kopecks end)
                    filter (where p.is_planned), 0),
         coalesce(sum(t.effect_kopecks) filter (where p.is_planned), 0),
         coalesce(sum(t.effect_kopecks) filter (where t.component = 'principal'), 0), count(*)
    into owed, purse, planned_debt, principal, moves
    from ledger.transfer t left join ledger.transfer w on w.id = t.corrects
    -- only what the plan asks for is paid by plan
    cross join lateral (select exists (select from ledger.schedule s where s.contract_id = contract
                          and s.component = t.component) as is_planned) p
    where t.contract_id = contract;
  select exists (select from ledger.schedule s where s.contract_id = contract) into planned;
  late := 0; days := 0;
  if not planned then
    select c.due_on into last_day from ledger.contract c where c.id = contract;
    if owed > 0 and last_day < ledger.today() then
      late := owed; days := ledger.today() - last_day;
    elsif owed > 0 and last_day is not null then
      next_on := last_day; next_sum := owed;
    end if;
    return;
  end if;
  -- what is past by plan cannot be more than what is owed: the difference counts as paid
  select coalesce(sum(s.amount_kopecks), 0) into late_plan from ledger.schedule s
    where s.contract_id = contract and s.due_on < ledger.today();
  purse := greatest(purse, late_plan - greatest(least(owed, planned_debt), 0));
  for plan in select s.due_on, sum(s.amount_kopecks)::bigint as total from ledger.schedule s
              where s.contract_id = contract group by s.due_on order by s.due_on loop
    left_over := plan.total - least(purse, plan.total);
    purse := purse - least(purse, plan.total);
    continue when left_over = 0;
    if plan.due_on < ledger.today() then
      late := late + left_over;
      if days = 0 then days := ledger.today() - plan.due_on; end if;
    elsif next_on is null then
      next_on := plan.due_on; next_sum := left_over;
    end if;
  end loop;
  if moves = 0 or next_on is null then return; end if;
  -- nothing is asked of who owes nothing, and no principal beyond what is owed and not late
  principal := greatest(0, principal - greatest(0, late - (least(owed, planned_debt) - principal)));
  select sum(case when s.component = 'principal' then least(s.amount_kopecks, principal)
                  else s.amount_kopecks end) into asked
  from ledger.schedule s where s.contract_id = contract and s.due_on = next_on;
  next_sum := least(next_sum, asked);
  if owed <= 0 or next_sum = 0 then next_on := null; next_sum := null; end if;
end
$$;
select test.ok('every shown figure is what paper and pencil give', not exists (
  select from test.shown s, test.on_paper(s.id) p
  where (s.card ->> 'outstanding_kopecks', s.card ->> 'overdue_kopecks', s.card ->> 'overdue_days',
         s.card ->> 'next_payment_on', s.card ->> 'next_payment_kopecks')
    is distinct from (p.owed::text, p.late::text, p.days::text, p.next_on::text,
                      p.next_sum::text)));
select test.ok('the ledger agrees with itself', (api.ledger_check() ->> 'ok')::boolean);

-- many operations: the chart thins out, the explanation sums what it does not list
select test.contract('M', 'S-ANNA', null);
select count(api.ledger_post_operations('registry', jsonb_build_array(jsonb_build_object('row', 1,
  'operation_no', 'M-' || n, 'contract', 'M', 'posted_on', date '2000-01-01' + n * 20,
  'kind', 'charge', 'component', 'principal', 'amount_kopecks', 100))))
from generate_series(1, 400) n;
delete from test.shown;
set local session authorization fn_statement;
select auth.enter(sha256('anna'), 'client') is not null;
select test.show();
reset session authorization;
select test.ok('a chart has at most 120 points and keeps the last',
  (select jsonb_array_length(card -> 'debt_over_time') between 60 and 120
     and card -> 'debt_over_time' -> -1 ->> 'outstanding_kopecks' = '40000'
   from test.shown where number = 'M'));
select test.ok('an explanation lists 200 operations and sums the rest',
  (select jsonb_array_length(f -> 'operations') = 200 and test.again(f) = 40000
     and f -> 'parameters' ->> 'earlier_count' = '200'
   from test.shown s, jsonb_array_elements(s.reasons -> 'figures') f
   where s.number = 'M' and f ->> 'figure' = 'outstanding'));

-- who says so: everybody that moved what is owed now, the contract's own source first
select count(api.ledger_post_operations('terminal', jsonb_build_array(jsonb_build_object('row', 1,
  'operation_no', 'M-paid', 'contract', 'M', 'posted_on', ledger.today(), 'kind', 'payment',
  'component', 'principal', 'amount_kopecks', 100))));
delete from test.shown;
set local session authorization fn_statement;
select auth.enter(sha256('anna'), 'client') is not null;
select test.show();
select test.ok('a payment does not make its till the source of the whole debt',
  test.card('M', 'source') = 'registry, terminal' and test.card('A', 'source') = 'registry');
select test.ok('the list names each source once, the registry first',
  api.ledger_list_contracts() ->> 'source' = 'registry, terminal');
reset session authorization;

-- the accounting is a day ahead
select count(api.ledger_post_operations('registry', jsonb_build_array(jsonb_build_object('row', 1,
  'operation_no', 'M-at-' || n, 'contract', 'M', 'posted_on', ledger.today() + n, 'kind', 'charge',
  'component', 'principal', 'amount_kopecks', 100)))) from generate_series(0, 1) n;
delete from test.shown;
set local session authorization fn_statement;
select auth.enter(sha256('anna'), 'client') is not null;
select test.show();
reset session authorization;
select test.ok('a chart ends today, also when an operation has the date of tomorrow',
  (select p ->> 'on' = ledger.today()::text
     and p ->> 'outstanding_kopecks' = card ->> 'outstanding_kopecks'
   from test.shown s, lateral (select card -> 'debt_over_time' -> -1 as p) l
   where number = 'M'));

-- the accounting has said the same again
update ledger.contract set confirmed_at = '2190-01-02 03:04:05Z' where number = 'M';
delete from test.shown;
set local session authorization fn_statement;
select auth.enter(sha256('anna'), 'client') is not null;
select test.show();
select test.ok('figures are as old as their last confirmation',
  test.card('M', 'as_of') = '2190-01-02T03:04:05Z' and test.card('A', 'as_of') < '2190');
rollback;
