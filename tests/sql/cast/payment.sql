-- Who pays in the tests of payments, and the words they are asked about in.
insert into identity.client (id, login, dek_wrapped) values
  ('a0000000-0000-4000-8000-000000000001', 'P-ANNA', '\x00'),
  ('b0000000-0000-4000-8000-000000000002', 'P-BORIS', '\x00');
insert into identity.session (token_hash, client_id, level, network, expires_at) values
  (sha256('anna'), 'a0000000-0000-4000-8000-000000000001', 'client', '127.0.0.0/24',
   now() + interval '12 hours'),
  (sha256('boris'), 'b0000000-0000-4000-8000-000000000002', 'client', '127.0.0.0/24',
   now() + interval '12 hours');

create function test.contract(number text, login text, product text, opened_on date,
                              due_on date default null) returns void language sql as $$
  select api.ledger_import_contracts('registry', jsonb_build_array(jsonb_build_object(
    'row', 1, 'number', number, 'login', login, 'creditor', 'ООО «Пример»', 'product', product,
    'opened_on', opened_on, 'due_on', due_on, 'principal_kopecks', 100000,
    'annual_rate', '24.9', 'currency', 'RUB')))
$$;
create function test.charge(contract text, component text, amount bigint) returns void
language sql as $$
  select api.ledger_post_operations('registry', jsonb_build_array(jsonb_build_object('row', 1,
    'operation_no', contract || component, 'contract', contract, 'posted_on',
    ledger.today() - 50, 'kind', 'charge', 'component', component, 'amount_kopecks', amount,
    'description', 'x')))
$$;
create function test.due(contract text, days int, amount bigint, component text) returns void
language sql as $$
  select api.ledger_import_schedule('registry', jsonb_build_array(jsonb_build_object('row', 1,
    'contract', contract, 'due_on', ledger.today() + days, 'component', component,
    'amount_kopecks', amount)))
$$;
create function test.id(of_number text) returns uuid language sql as $$
  select k.id from ledger.contract k where k.number = $1 $$;
create function test.owed(contract text, of_component text default null) returns bigint
language sql as $$
  select coalesce(sum(o.amount_kopecks), 0)::bigint from ledger.owed o
  where o.contract_id = test.id(contract)
    and (of_component is null or o.component = of_component) $$;
-- "overdue_interest 100, penalty 20": how a sum would be laid out
create function test.plan(contract text, amount bigint) returns text language sql as $$
  select string_agg(step || ' ' || amount_kopecks, ', ' order by line)
  from api.payment_plan_allocation(test.id(contract), amount) $$;

-- A truth that has to be looked up after what stands before it in the same statement was done.
create function test.holds(truth text) returns boolean language plpgsql volatile as $$
declare
  held boolean;
begin
  execute 'select ' || truth into held;
  return held;
end $$;
create function test.alarmed(of_kind text) returns boolean language plpgsql volatile as $$
begin
  return exists (select from payment.alarm where kind = of_kind);
end $$;

-- the same debt under three laws: before and after 01.07.2024, and no consumer loan at all
create function test.debt(number text, product text, opened_on date) returns void
language sql as $$
  select test.contract(number, 'P-ANNA', product, opened_on);
  select test.charge(number, 'principal', 10000);
  select test.charge(number, 'interest', 1000);
  select test.charge(number, 'penalty', 300);
  select test.charge(number, 'fee', 50);
  select test.due(number, -20, 2000, 'principal');
  select test.due(number, -20, 400, 'interest');
  select test.due(number, 10, 8000, 'principal');
  select test.due(number, 10, 600, 'interest');
$$;
