-- Rules of the ledger: what it takes, what it never lets happen, who sees what. What is shown of
-- it is in statement.sql. Run on a migrated database as its superuser:
-- psql -f tests/sql/ledger.sql ; everything is rolled back.
begin;
\ir words.sql

-- cast: Anna with two contracts, Boris with one
insert into identity.client (id, login, dek_wrapped) values
  ('a0000000-0000-4000-8000-000000000001', 'L-ANNA', '\x00'),
  ('b0000000-0000-4000-8000-000000000002', 'L-BORIS', '\x00');
insert into identity.session (id, token_hash, client_id, level, network, expires_at) values
  ('a0000000-0000-4000-8000-00000000000a', sha256('anna'),
   'a0000000-0000-4000-8000-000000000001', 'client', '127.0.0.0/24', now() + interval '12 hours'),
  ('b0000000-0000-4000-8000-00000000000b', sha256('boris'),
   'b0000000-0000-4000-8000-000000000002', 'client', '127.0.0.0/24', now() + interval '12 hours');
-- Anna has a page open, Boris has not.
insert into queue.channel (id, session_id, client_id, expires_at) values
  (decode(repeat('aa', 16), 'hex'), 'a0000000-0000-4000-8000-00000000000a',
   'a0000000-0000-4000-8000-000000000001', now() + interval '10 minutes');

-- importing contracts
create function test.contract(line int, number text, login text, product text default 'Заём')
returns jsonb language sql as $$
  select jsonb_build_array(jsonb_build_object('row', line, 'number', number, 'login', login,
    'creditor', 'ООО «Пример»', 'product', product, 'opened_on', '2025-01-01', 'due_on', null,
    'principal_kopecks', 100000, 'annual_rate', '24.9', 'currency', 'RUB'))
$$;
select test.ok('a contract of a known client is made, of an unknown one reported, and a number '
  'that stands twice in one batch counts once',
  api.ledger_import_contracts('registry', test.contract(2, 'L-1', 'L-ANNA')
    || test.contract(3, 'L-9', 'L-NOBODY') || test.contract(4, 'L-1', 'L-ANNA')
    || test.contract(5, 'L-2', 'L-ANNA') || test.contract(6, 'L-3', 'L-BORIS'))::jsonb
  = '{"new": 3, "same": 0, "rows": [
      {"row": 3, "verdict": "unknown_client", "fields": ["client_no"]},
      {"row": 4, "verdict": "duplicate", "fields": ["contract_no"]}]}');
select test.ok('a contract is born with four accounts and a balance',
  (select array_agg(a.component order by a.id) from ledger.account a
   join ledger.contract c on c.id = a.contract_id where c.number = 'L-1')
  = array['principal', 'interest', 'fee', 'penalty']
  and (select b.outstanding_kopecks = 0 and b.paid_kopecks = 0 and b.sources = '{}'
       from ledger.balance b join ledger.contract c on c.id = b.contract_id
       where c.number = 'L-1'));
select test.ok('the same contract again changes nothing, another word in it is reported',
  api.ledger_import_contracts('registry', test.contract(2, 'L-1', 'L-ANNA')
    || test.contract(5, 'L-2', 'L-BORIS', 'Ипотека'))::jsonb
  = '{"new": 0, "same": 1, "rows": [
      {"row": 5, "verdict": "changed", "fields": ["client_no", "product"]}]}');
select test.ok('... and not taken over', (select product = 'Заём' from ledger.contract
  where number = 'L-2'));

-- posting operations
create function test.operation(line int, no text, contract text, posted_on date, kind text,
                               amount bigint, component text default 'principal')
returns jsonb language sql as $$
  select jsonb_build_array(jsonb_build_object('row', line, 'operation_no', no,
    'contract', contract, 'posted_on', posted_on, 'kind', kind, 'component', component,
    'amount_kopecks', amount, 'description', no))
$$;
create function test.owed(contract text, of_component text default null) returns bigint
language sql as $$
  select coalesce(sum(o.amount_kopecks), 0)::bigint
  from ledger.owed o join ledger.contract c on c.id = o.contract_id
  where c.number = contract and (of_component is null or o.component = of_component)
$$;
-- a dry run: all is done and judged, but no balance moves (whoever locks a row stands in its xmax)
savepoint rehearsal;
select api.ledger_begin_rehearsal();
select test.ok('a rehearsal judges what an import judges', api.ledger_post_operations('registry',
    test.operation(3, 'O-1', 'L-1', '2026-01-10', 'charge', 10000)
    || test.operation(4, 'O-2', 'L-2', '2026-01-20', 'payment', 3000)
    || test.operation(5, 'O-3', 'L-404', '2026-01-20', 'payment', 3000))::jsonb
  = '{"new": 2, "same": 0, "rows": [
      {"row": 5, "verdict": "unknown_contract", "fields": ["contract_no"]}]}'
  and (api.ledger_import_schedule('registry', '[{"row": 2, "contract": "L-1", "amount_kopecks": 5,
    "due_on": "2026-02-01", "component": "principal"}]') ->> 'new') = '1');
select test.refuses('transfer_is_posted_whole', $$insert into ledger.posting
  select transfer_id, seq + 2, account_id, amount_kopecks from ledger.posting
  where transfer_id = (select max(transfer_id) from ledger.posting)$$);
select test.ok('... and neither moves nor locks a balance',
  test.owed('L-1') = 0 and test.owed('L-2') = 0
  and (select bool_and(xmax = 0 and scheduled = '{}') from ledger.balance));
select test.ok('... and lists what would change, page by page',
  (select jsonb_agg(c) from api.ledger_list_balance_changes('L-', 1) c)
  = '[{"number": "L-1", "before_kopecks": 0, "after_kopecks": 10000}]'
  and (select jsonb_agg(c) from api.ledger_list_balance_changes('L-1', 2) c)
  = '[{"number": "L-2", "before_kopecks": 0, "after_kopecks": -3000}]');
select test.refuses('rehearsal_is_never_kept', 'set constraints all immediate');
rollback to rehearsal;
select api.ledger_begin_rehearsal();
delete from ledger.rehearsal;
select test.refuses('rehearsal_is_never_kept', 'set constraints all immediate');
rollback to rehearsal;

select test.ok('operations are posted once, the odd ones are reported',
  api.ledger_post_operations('registry',
    test.operation(2, 'O-1', 'L-1', '2026-01-10', 'charge', 10000)
    || test.operation(3, 'O-2', 'L-1', '2026-01-20', 'payment', 3000)
    || test.operation(4, 'O-3', 'L-1', '2026-01-21', 'credit', 500, 'fee')
    || test.operation(5, 'O-1', 'L-1', '2026-01-10', 'charge', 10000)
    || test.operation(6, 'O-4', 'L-404', '2026-01-10', 'charge', 1)
    || test.operation(7, 'O-5', 'L-3', '2026-01-10', 'charge', 700, 'penalty'))::jsonb
  = '{"new": 4, "same": 0, "rows": [
      {"row": 5, "verdict": "duplicate", "fields": ["operation_no"]},
      {"row": 6, "verdict": "unknown_contract", "fields": ["contract_no"]}]}');
select test.ok('charges raise a debt, payments and credits lower it, each in its component',
  test.owed('L-1') = 6500 and test.owed('L-1', 'principal') = 7000
  and test.owed('L-1', 'fee') = -500 and test.owed('L-3', 'penalty') = 700);
select test.ok('each operation has its other side in the house',
  (select jsonb_object_agg(a.component, t.sum) from ledger.account a cross join lateral (
     select coalesce(sum(p.amount_kopecks), 0) as sum from ledger.posting p
     join ledger.transfer t on t.id = p.transfer_id
     where p.account_id = a.id and t.operation_no in ('O-1', 'O-2', 'O-3', 'O-5')) t
   where a.contract_id is null)
  = '{"accrued": -10700, "money_in": 3000, "credited": 500, "adjusted": 0}');
select test.ok('the same operations again change nothing; changed words are reported',
  api.ledger_post_operations('registry',
    test.operation(2, 'O-1', 'L-1', '2026-01-10', 'charge', 10000)
    || test.operation(3, 'O-2', 'L-1', '2026-01-22', 'payment', 3001)
    || test.operation(4, 'O-3', 'L-2', '2026-01-21', 'charge', 500, 'interest'))::jsonb
  = '{"new": 0, "same": 1, "rows": [
      {"row": 3, "verdict": "changed", "fields": ["posted_on", "amount"]},
      {"row": 4, "verdict": "changed", "fields": ["contract_no", "kind", "component"]}]}'
  and test.owed('L-1') = 6500);
select test.ok('another source has numbers of its own',
  (api.ledger_post_operations('terminal',
     test.operation(1, 'O-1', 'L-2', '2026-01-10', 'charge', 1)) ->> 'new') = '1');
select test.ok('one transaction tells a contract''s page once',
  (select count(*) = 1 and bool_and(payload ->> 'client' = 'a0000000-0000-4000-8000-000000000001')
   from queue.outbox where topic = 'live' and payload -> 'event' ->> 'contract'
     = (select id::text from ledger.contract where number = 'L-1')));
select test.ok('who has no page open is not told: there is nobody to tell',
  not exists (select from queue.outbox where topic = 'live'
    and payload ->> 'client' = 'b0000000-0000-4000-8000-000000000002'));
select test.ok('without a rehearsal there is no list of what it would change',
  not exists (select from api.ledger_list_balance_changes('L-', 9)));

-- schedules
create function test.due(line int, contract text, due_on date, amount bigint,
                         component text default 'principal') returns jsonb language sql as $$
  select jsonb_build_array(jsonb_build_object('row', line, 'contract', contract,
    'due_on', due_on, 'component', component, 'amount_kopecks', amount))
$$;
select test.ok('a schedule is taken row by row',
  api.ledger_import_schedule('registry', test.due(2, 'L-1', '2026-02-01', 100)
    || test.due(3, 'L-404', '2026-02-01', 100) || test.due(4, 'L-1', '2026-02-01', 100)
    || test.due(5, 'L-1', '2026-02-01', 10, 'interest'))::jsonb
  = '{"new": 2, "same": 0, "rows": [
      {"row": 3, "verdict": "unknown_contract", "fields": ["contract_no"]},
      {"row": 4, "verdict": "duplicate", "fields": ["contract_no", "due_on", "component"]}]}');
select test.ok('... and never overwritten',
  api.ledger_import_schedule('registry', test.due(2, 'L-1', '2026-02-01', 100)
    || test.due(5, 'L-1', '2026-02-01', 11, 'interest'))::jsonb
  = '{"new": 0, "same": 1, "rows": [{"row": 5, "verdict": "changed", "fields": ["amount"]}]}');

-- corrections
select api.ledger_correct_operation('registry', 'K-1', 'registry', 'O-2', 1000, '2026-02-01',
                                    'Платёж другого клиента') > 0;
select test.ok('a correction takes back a part of what it names',
  test.owed('L-1', 'principal') = 8000);
select test.ok('the same correction again is the same correction',
  api.ledger_correct_operation('registry', 'K-1', 'registry', 'O-2', 1000, '2026-02-01',
                               'Платёж другого клиента')
  = (select id from ledger.transfer where operation_no = 'K-1')
  and test.owed('L-1', 'principal') = 8000);
select test.refuses('correction_says_the_same_again', $$select api.ledger_correct_operation(
  'registry', 'K-1', 'registry', 'O-2', 999, '2026-02-01', 'Платёж другого клиента')$$);
select test.refuses('correction_fits_what_it_corrects', $$select api.ledger_correct_operation(
  'registry', 'K-2', 'registry', 'O-2', 2001, '2026-02-01', '')$$);
select test.refuses('correction_fits_what_it_corrects', $$select api.ledger_correct_operation(
  'registry', 'K-2', 'registry', 'K-1', 1, '2026-02-01', '')$$);
select test.refuses('corrected_operation_is_known', $$select api.ledger_correct_operation(
  'registry', 'K-2', 'registry', 'O-404', 1, '2026-02-01', '')$$);
select test.ok('what is kept is what was posted',
  (api.ledger_check() ->> 'ok')::boolean and api.ledger_check() ->> 'sum_kopecks' = '0');

-- what may never be false
create function test.transfer(amount bigint, effect bigint, kind text default 'charge',
                              more text default '') returns text language sql as $$
  select format('insert into ledger.transfer (contract_id, client_id, source, operation_no, kind,
    component, amount_kopecks, effect_kopecks, posted_on, description, corrects)
    select id, client_id, %L, %L, %L, %L, %s, %s, %L, %L, %s from ledger.contract
    where number = ''L-2''',
    case when more = 'source' then '' else 'test' end,
    case when more = 'no' then ' T ' else 'T-' || amount || kind end, kind,
    case when more = 'component' then 'gift' else 'principal' end, amount, effect,
    case when more = 'date' then '1900-01-01' else '2026-01-01' end,
    case when more = 'description' then repeat('x', 501) else '' end,
    case when more = 'corrects' then '-1' else 'null' end)
$$;
select test.refuses('transfer_amount_is_above_zero', test.transfer(0, 0));
select test.refuses('transfer_effect_follows_its_kind', test.transfer(5, -5));
select test.refuses('transfer_effect_follows_its_kind', test.transfer(5, 5, 'payment'));
select test.refuses('transfer_effect_follows_its_kind', test.transfer(5, 5, 'gift'));
select test.refuses('correction_fits_what_it_corrects',
                    test.transfer(5, -5, 'correction', 'corrects'));
select test.refuses('transfer_source_is_named', test.transfer(5, 5, 'charge', 'source'));
select test.refuses('operation_no_is_short', test.transfer(5, 5, 'charge', 'no'));
select test.refuses('transfer_component_is_known', test.transfer(5, 5, 'charge', 'component'));
select test.refuses('transfer_date_is_in_reason', test.transfer(5, 5, 'charge', 'date'));
select test.refuses('transfer_description_is_short', test.transfer(5, 5, 'charge', 'description'));
select test.refuses('operation_no_is_unique', $$insert into ledger.transfer (contract_id, client_id,
  source, operation_no, kind, component, amount_kopecks, effect_kopecks, posted_on)
  select contract_id, client_id, source, operation_no, kind, component, amount_kopecks,
    effect_kopecks, posted_on from ledger.transfer where operation_no = 'O-2'$$);
select test.refuses('transfer_contract_is_known', $$insert into ledger.transfer (contract_id,
  client_id, source, operation_no, kind, component, amount_kopecks, effect_kopecks, posted_on)
  select id, 'b0000000-0000-4000-8000-000000000002', 'test', 'T', 'charge', 'principal', 1, 1,
    '2026-01-01' from ledger.contract where number = 'L-2'$$);

-- Posts what `postings` says ([[seq, account, amount]…]; account 1 = the contract's principal,
-- 2 = accrued, 3 = another client's principal) for a charge of 5, and commits as far as a
-- transaction that will be rolled back can.
create function test.post(postings jsonb) returns void language plpgsql as $$
declare
  made bigint;
begin
  execute test.transfer(5, 5);
  select id into made from ledger.transfer where source = 'test';
  insert into ledger.posting select made, (p ->> 0)::smallint, case p ->> 1
      when '1' then (select a.id from ledger.account a join ledger.contract c
        on c.id = a.contract_id where c.number = 'L-2' and a.component = 'principal')
      when '2' then (select id from ledger.account where component = 'accrued')
      when '3' then (select a.id from ledger.account a join ledger.contract c
        on c.id = a.contract_id where c.number = 'L-3' and a.component = 'principal')
      else -1 end, (p ->> 2)::bigint
    from jsonb_array_elements(postings) p;
  set constraints all immediate;
end
$$;
select test.refuses('transfer_is_balanced', $$select test.post('[]')$$);
select test.refuses('transfer_is_balanced', $$select test.post('[[1, 1, 5], [2, 2, -4]]')$$);
select test.refuses('transfer_is_posted_whole', $$select test.post('[[1, 1, 4], [2, 2, -4]]')$$);
select test.refuses('transfer_is_posted_whole', $$select test.post('[[1, 1, 5], [3, 2, -5]]')$$);
select test.refuses('transfer_is_posted_whole', $$select test.post('[[2, 1, 5], [3, 2, -5]]')$$);
select test.refuses('transfer_is_posted_whole', $$select test.post('[[1, 3, 5], [2, 2, -5]]')$$);
select test.refuses('transfer_is_posted_whole', $$select test.post('[[1, 1, 5], [2, 4, -5]]')$$);
select test.refuses('transfer_is_posted_whole', $$insert into ledger.posting
  select -1, n, id, case n when 1 then 5 else -5 end
  from (select id, row_number() over (order by id) as n from ledger.account
        where component in ('accrued', 'money_in')) house$$);
select test.refuses('posting_amount_is_not_zero', $$select test.post('[[1, 1, 0]]')$$);
select test.refuses('posting_seq_is_small', $$select test.post('[[101, 1, 5]]')$$);
select test.refuses('posting_has_its_place',
  $$select test.post('[[1, 1, 5], [1, 2, -5]]')$$);
select test.ok('nothing of a refused transfer stays', test.owed('L-2') = 1);
select test.refuses('posting_has_its_place', $$insert into ledger.posting
  select transfer_id, 1::smallint, account_id, 1 from ledger.posting where seq = 1 limit 1$$);
select test.refuses('transfer_is_posted_whole', $$insert into ledger.posting
  select transfer_id, seq + 2, account_id, amount_kopecks from ledger.posting
  where transfer_id = (select min(transfer_id) from ledger.posting)$$);

-- the ledger only grows, even for its owner
set constraints all immediate;
select test.refuses('transfer_only_grows', 'update ledger.transfer set description = ''''');
select test.refuses('transfer_only_grows', 'delete from ledger.transfer');
select test.refuses('posting_only_grows', 'update ledger.posting set amount_kopecks = 1');
select test.refuses('posting_only_grows', 'delete from ledger.posting');
select test.refuses('posting_only_grows', 'truncate ledger.posting');
select test.refuses('transfer_only_grows', 'truncate ledger.transfer');
select test.refuses('account_only_grows', 'update ledger.account set component = ''fee''');
select test.ok('no role may update, delete or truncate transfers, postings or accounts',
  not exists (select from pg_roles r, unnest(array['transfer', 'posting', 'account']) t,
    unnest(array['update', 'delete', 'truncate']) what
    where not r.rolsuper and r.rolname <> 'kabinet_owner' and r.rolname !~ '^pg_'
      and has_table_privilege(r.oid, 'ledger.' || t, what)));
select test.ok('no role may write a balance or the sums of a schedule', not exists (
    select from pg_roles r, unnest(array['insert', 'update', 'delete', 'truncate']) what,
      unnest(array['balance', 'due']) t
    where not r.rolsuper and r.rolname <> 'kabinet_owner' and r.rolname !~ '^pg_'
      and has_table_privilege(r.oid, 'ledger.' || t, what)));

-- who moved a balance, each once and by name, also when one statement brings postings of two
with made as (
  insert into ledger.transfer (contract_id, client_id, source, operation_no, kind, component,
    amount_kopecks, effect_kopecks, posted_on)
  select c.id, c.client_id, s, 'O-' || s, 'charge', 'fee', 5, 5, '2026-02-01'
  from ledger.contract c, unnest(array['zeta', 'alpha']) as s where c.number = 'L-1'
  returning id, contract_id)
insert into ledger.posting
select m.id, p.seq, a.id, p.amount
from made m
cross join (values (1, 'fee', 5), (2, 'accrued', -5)) as p (seq, component, amount)
join ledger.account a on a.component = p.component
  and (a.contract_id = m.contract_id or a.contract_id is null);
select test.ok('a balance names everybody who moved it, once',
  (select b.sources = array['alpha', 'registry', 'zeta'] from ledger.balance b
   join ledger.contract c on c.id = b.contract_id where c.number = 'L-1'));

-- who began earlier and commits later does not turn the time back
savepoint later;
update ledger.balance set moved_at = now() + interval '1 second' where contract_id =
  (select id from ledger.contract where number = 'L-1');
select api.ledger_post_operations('registry',
  test.operation(2, 'O-late', 'L-1', '2026-02-02', 'charge', 100)) ->> 'new' = '1';
select test.ok('a balance is as of the last that moved it', (
  select b.moved_at = now() + interval '1 second' from ledger.balance b
  join ledger.contract c on c.id = b.contract_id where c.number = 'L-1'));
rollback to later;

-- a schedule is added up as it grows
select api.ledger_import_schedule('registry', jsonb_agg(jsonb_build_object('row', n, 'contract',
  'L-2', 'due_on', due_on, 'component', component, 'amount_kopecks', amount))) ->> 'new' = '3'
from (values (2, '2026-03-01', 'principal', 200), (3, '2026-03-01', 'interest', 300),
             (4, '2026-04-01', 'principal', 400)) as v (n, due_on, component, amount);
create function test.dates() returns text language sql as $$
  select string_agg(to_char(d.due_on, 'MM') || ' ' || total_kopecks || ' ' || upto_kopecks, ', '
                    order by d.due_on)
  from ledger.due d join ledger.contract c on c.id = d.contract_id where c.number = 'L-2' $$;
select test.ok('a date of a schedule is all its components, and all that is asked up to it',
  test.dates() = '03 500 500, 04 400 900');
select api.ledger_import_schedule('registry', '[{"row": 2, "contract": "L-2",
  "due_on": "2026-02-01", "component": "fee", "amount_kopecks": 100}]') is not null;
select test.ok('a date that comes later and lies earlier moves all after it',
  test.dates() = '02 100 100, 03 500 600, 04 400 1000');
select test.refuses('due_date_is_unique', 'insert into ledger.due select * from ledger.due');
select test.refuses('due_contract_is_known', $$insert into ledger.due select contract_id,
  'b0000000-0000-4000-8000-000000000002', '2030-01-01', 1, 1 from ledger.due limit 1$$);
select test.refuses('balance_is_of_one_contract', $$insert into ledger.balance (contract_id,
  client_id) select id, client_id from ledger.contract limit 1$$);
select test.refuses('balance_contract_is_known', $$insert into ledger.balance (contract_id,
  client_id) values ('b0000000-0000-4000-8000-00000000000f',
  'b0000000-0000-4000-8000-000000000002')$$);

-- the other tables' truths
select test.refuses('contract_number_is_unique', $$insert into ledger.contract (client_id, number,
  creditor, product, opened_on, principal_kopecks, annual_rate, source)
  select client_id, number, 'c', 'p', '2025-01-01', 0, 0, 's' from ledger.contract limit 1$$);
select test.refuses(broken, format($$insert into ledger.contract (client_id, number, creditor,
    product, opened_on, due_on, principal_kopecks, annual_rate, currency, source) values
    (%L, %L, %L, %L, '2025-01-01', %L, %L, %L, %L, %L)$$, v[1], v[2], v[3], v[4], v[5], v[6],
    v[7], v[8], v[9]))
from (values
  ('contract_client_is_known', array['a0000000-0000-4000-8000-00000000ffff', 'N', 'c', 'p',
    '2026-01-01', '0', '0', 'RUB', 's']),
  ('contract_number_is_short', array['a0000000-0000-4000-8000-000000000001', ' N', 'c', 'p',
    '2026-01-01', '0', '0', 'RUB', 's']),
  ('contract_creditor_is_named', array['a0000000-0000-4000-8000-000000000001', 'N', '', 'p',
    '2026-01-01', '0', '0', 'RUB', 's']),
  ('contract_product_is_named', array['a0000000-0000-4000-8000-000000000001', 'N', 'c', '',
    '2026-01-01', '0', '0', 'RUB', 's']),
  ('contract_ends_after_it_opens', array['a0000000-0000-4000-8000-000000000001', 'N', 'c', 'p',
    '2024-01-01', '0', '0', 'RUB', 's']),
  ('contract_principal_is_a_sum', array['a0000000-0000-4000-8000-000000000001', 'N', 'c', 'p',
    '2026-01-01', '-1', '0', 'RUB', 's']),
  ('contract_rate_is_not_negative', array['a0000000-0000-4000-8000-000000000001', 'N', 'c', 'p',
    '2026-01-01', '0', '-1', 'RUB', 's']),
  ('contract_is_in_roubles', array['a0000000-0000-4000-8000-000000000001', 'N', 'c', 'p',
    '2026-01-01', '0', '0', 'USD', 's']),
  ('contract_source_is_named', array['a0000000-0000-4000-8000-000000000001', 'N', 'c', 'p',
    '2026-01-01', '0', '0', 'RUB', ''])) as t (broken, v);
select test.refuses('account_component_is_unique', $$insert into ledger.account (component)
  values ('accrued')$$);
select test.refuses('account_is_of_a_contract_or_of_the_house',
  $$insert into ledger.account (component) values ('principal')$$);
select test.refuses('account_contract_is_known', $$insert into ledger.account (contract_id,
  client_id, component) select id, 'b0000000-0000-4000-8000-000000000002', 'overpayment'
  from ledger.contract where number = 'L-1'$$);
select test.refuses(broken, format($$insert into ledger.schedule (contract_id, client_id, due_on,
    component, amount_kopecks, source) select id, client_id, %L, %L, %s, %L from ledger.contract
    where number = 'L-2'$$, v[1], v[2], v[3], v[4]))
from (values
  ('schedule_date_is_in_reason', array['1900-01-01', 'fee', '1', 's']),
  ('schedule_component_is_known', array['2026-01-01', 'x', '1', 's']),
  ('schedule_amount_is_above_zero', array['2026-01-01', 'fee', '0', 's']),
  ('schedule_source_is_named', array['2026-01-01', 'fee', '1', ''])) as t (broken, v);
select test.refuses('schedule_contract_is_known', $$insert into ledger.schedule (contract_id,
  client_id, due_on, component, amount_kopecks, source) select id,
  'b0000000-0000-4000-8000-000000000002', '2026-01-01', 'fee', 1, 's' from ledger.contract
  where number = 'L-1'$$);
select test.refuses('ledger_has_one_setting',
  'insert into ledger.setting (id) values (false)');
select test.refuses('cursor_has_one_secret',
  $$insert into ledger.cursor_secret values (false, '\x00')$$);

-- the count finds what should never be there
create function test.unbalanced(spoilt text) returns text language plpgsql as $$
declare
  said text;
begin
  execute spoilt;
  said := api.ledger_check() ->> 'unbalanced';
  raise exception using errcode = 'P0002', message = said;
exception when no_data_found then return sqlerrm;
end $$;
set session_replication_role = replica;
select test.ok('a transfer that says another thing than its postings is named',
  test.unbalanced($$ update ledger.transfer set component = 'fee' where operation_no = 'O-2' $$)
    > '0'
  and test.unbalanced($$ update ledger.transfer set kind = 'credit' where operation_no = 'O-2' $$)
    = '1');
select test.ok('... and so is a correction of something else, or of more than there was',
  test.unbalanced($$ update ledger.transfer set corrects = id where operation_no = 'K-1' $$) = '1'
  and test.unbalanced($$ update ledger.transfer set corrects = 0 where operation_no = 'K-1' $$)
    = '1'
  and test.unbalanced($$ update ledger.transfer
                           set amount_kopecks = 999, effect_kopecks = sign(effect_kopecks) * 999
                         where operation_no = 'O-2' $$) > '0');
update ledger.balance set principal_kopecks = principal_kopecks + 1,
  paid_kopecks = paid_kopecks + 7 where contract_id =
  (select id from ledger.contract where number = 'L-2');
insert into ledger.posting select max(id), 9, 1, 5 from ledger.transfer;
set session_replication_role = origin;
select test.ok('a balance that is not the sum of its postings is named',
  (select not (c ->> 'ok')::boolean and c ->> 'sum_kopecks' = '5' and c ->> 'unbalanced' = '1'
     and c ->> 'mismatch_count' = '2' and (c -> 'mismatches')::jsonb = '[
       {"contract": "L-2", "component": "paid", "kept_kopecks": 7, "computed_kopecks": 0},
       {"contract": "L-2", "component": "principal", "kept_kopecks": 2, "computed_kopecks": 1}]'
   from (select api.ledger_check() as c) x));
set session_replication_role = replica;
update ledger.balance set principal_kopecks = principal_kopecks - 1,
  paid_kopecks = paid_kopecks - 7 where contract_id =
  (select id from ledger.contract where number = 'L-2');
update ledger.due set upto_kopecks = upto_kopecks + 1 where due_on = '2026-03-01';
delete from ledger.due where due_on = '2026-04-01';
set session_replication_role = origin;
select test.ok('... and so is a schedule that is not added up',
  (select (c -> 'mismatches')::jsonb = '[
     {"contract": "L-2", "component": "due 2026-03-01", "kept_kopecks": 601,
      "computed_kopecks": 600},
     {"contract": "L-2", "component": "due 2026-04-01", "kept_kopecks": null,
      "computed_kopecks": 1000}]'
   from (select api.ledger_check() as c) x));
set session_replication_role = replica;
update ledger.due set upto_kopecks = upto_kopecks - 1 where due_on = '2026-03-01';
insert into ledger.due select contract_id, client_id, '2026-04-01', 400, 1000 from ledger.due
  where due_on = '2026-03-01';
update ledger.balance set sources = '{somebody}' where contract_id =
  (select id from ledger.contract where number = 'L-1');
delete from ledger.posting where seq = 9;
insert into ledger.posting
  select 999999999, n, id, case n when 1 then 5 else -5 end
  from (select id, row_number() over (order by id) as n from ledger.account
        where component in ('accrued', 'money_in')) house;
set session_replication_role = origin;
select test.ok('... who moved a balance is counted, too, and a posting without its transfer',
  (select not (c ->> 'ok')::boolean and c ->> 'sum_kopecks' = '0' and c ->> 'unbalanced' = '1'
     and c #>> '{mismatches,0,component}' = 'moved' and c ->> 'mismatch_count' = '1'
   from (select api.ledger_check() as c) x));
rollback;
