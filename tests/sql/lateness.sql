-- What is late and what is due next, where a contract owes more than its schedule asks for: fees
-- and penalties that no schedule names are paid beside it, and the page says what the allocation
-- did.
-- psql -f tests/sql/lateness.sql ; everything is rolled back.
begin;
\ir words.sql
\ir cast/payment.sql

create sequence test.txn;
create function test.pay(contract text, amount bigint) returns text language sql as $$
  select verdict from api.payment_post_terminal('osmp', nextval('test.txn')::text, contract, amount,
                                                ledger.today())
$$;
-- "overdue 2400, next 8600": what the page shows
create function test.shows(of_number text) returns text language plpgsql as $$
begin
  perform auth.enter(sha256('anna'), 'client');
  return (select concat_ws(', ', 'overdue ' || nullif(overdue_kopecks, 0),
                           'next ' || next_payment_kopecks)
          from api.ledger_standing where number = of_number);
end
$$;
-- What the allocation calls overdue, all components together.
create function test.split(contract text) returns bigint language sql as $$
  select coalesce(sum(overdue_kopecks), 0)::bigint
  from api.payment_split_debt(test.id(contract)) $$;

select test.debt('LOAN', 'Потребительский заём', '2024-06-30'),
       test.debt('LEASE', 'Договор аренды', '2025-01-01');
select test.ok('a penalty that no schedule names is late with nobody, and the split agrees',
  test.shows('LOAN') = 'overdue 2400, next 8600' and test.split('LOAN') = 2400);
select test.ok('a payment that covers what is late and the penalty leaves the next date whole',
  test.pay('LOAN', 2700) = 'ok' and test.shows('LOAN') = 'next 8600'
  and test.owed('LOAN', 'penalty') = 0 and test.split('LOAN') = 0);
select test.ok('what went to a fee does not cover the schedule',
  test.pay('LEASE', 450) = 'ok' and test.owed('LEASE', 'fee') = 0
  and test.shows('LEASE') = 'overdue 2000, next 8600');
select test.ok('... and what was paid ahead on one component covers its date all the same',
  test.pay('LEASE', 1900) = 'ok' and test.owed('LEASE', 'interest') = 0
  and test.shows('LEASE') = 'overdue 100, next 8600');

-- A schedule that comes after the payments counts what they paid of what it asks for.
select test.contract('LATE', 'P-ANNA', 'Договор аренды', '2025-01-01'),
       test.charge('LATE', 'principal', 10000), test.charge('LATE', 'fee', 50);
select test.ok('a payment before there is a schedule', test.pay('LATE', 1050) = 'ok');
select test.due('LATE', -20, 2000, 'principal'), test.due('LATE', 10, 8000, 'principal');
select test.ok('a schedule that comes later counts what was paid on its components',
  test.shows('LATE') = 'overdue 1000, next 8000');
select test.due('LATE', 10, 50, 'fee');
select test.ok('a component that joins it brings along what was paid on it',
  test.shows('LATE') = 'overdue 950, next 8050'
  and (select (c ->> 'ok')::boolean from (select api.ledger_check() as c) x));

-- Nobody is late with more than he owes of what the schedule asks for.
select api.ledger_correct_operation('accounting', 'C-1', 'registry', 'LATEprincipal', 8900,
                                    ledger.today(), 'x') is not null;
select test.ok('a debt that was corrected away is not late',
  test.owed('LATE') = 100 and test.shows('LATE') = 'overdue 100, next 50');

select test.contract('CREDIT', 'P-ANNA', 'Договор аренды', '2025-01-01'),
       test.charge('CREDIT', 'principal', 1000), test.due('CREDIT', -20, 1000, 'principal');
select api.ledger_post_operations('registry', jsonb_build_array(jsonb_build_object('row', 1,
  'operation_no', 'CREDITfee', 'contract', 'CREDIT', 'posted_on', ledger.today(), 'kind', 'credit',
  'component', 'fee', 'amount_kopecks', 400, 'description', 'x'))) ->> 'new' = '1';
select test.ok('nobody is late with more than he owes altogether',
  test.owed('CREDIT') = 600 and test.shows('CREDIT') = 'overdue 600');

-- A corrected charge was not paid: 353-ФЗ puts what is late of the interest first.
select test.debt('FIXED', 'Потребительский заём', '2024-06-30');
select api.ledger_correct_operation('accounting', 'C-2', 'registry', 'FIXEDinterest', 600,
                                    ledger.today(), 'x') is not null;
select test.ok('what a correction took off a charge does not count as paid',
  test.plan('FIXED', 2400) = 'overdue_interest 400, overdue_principal 2000');

-- What the page offers is enough not to be late: what the policy settles before it comes on top.
create function test.offers(of_number text, out overdue bigint, out due bigint, out ahead bigint)
language plpgsql as $$
begin
  perform auth.enter(sha256('anna'), 'client');
  select c ->> 'pay_overdue_kopecks', c ->> 'due_now_kopecks', c ->> 'ahead_kopecks'
  into overdue, due, ahead
  from json_array_elements(api.payment_list_options() -> 'contracts') c
  where c ->> 'number' = of_number;
end
$$;
select test.contract('WATER', 'P-ANNA', 'Коммунальные услуги', '2025-01-01'),
       test.charge('WATER', 'principal', 1000), test.charge('WATER', 'fee', 500),
       test.due('WATER', -20, 1000, 'principal');
select test.ok('a debt that is late, and a fee beside it', test.shows('WATER') = 'overdue 1000');
select overdue as offered from test.offers('WATER') \gset
select test.ok('who pays what is offered as overdue is late no more',
  test.pay('WATER', :offered) = 'ok');
select test.ok('...', test.shows('WATER') = '' and :offered >= 1000);
select test.debt('OLDLOAN', 'Потребительский заём', '2024-06-30');
select due as offered, ahead from test.offers('OLDLOAN') \gset
select test.ok('... and what is due now covers the next date as well',
  test.pay('OLDLOAN', :offered) = 'ok' and :ahead > 0);
select test.ok('...', test.shows('OLDLOAN') not like 'overdue%'
  and (select next_payment_on > ledger.today() + 20 or next_payment_on is null
       from api.ledger_standing where number = 'OLDLOAN'));

select test.contract('LAST', 'P-ANNA', 'Договор аренды', '2025-01-01'),
       test.charge('LAST', 'principal', 1000), test.charge('LAST', 'fee', 400),
       test.due('LAST', 10, 1000, 'principal'), test.due('LAST', 10, 300, 'interest');
select test.ok('no more is offered than is owed, whatever the plan still adds',
  (select due = 1400 and ahead = 100 from test.offers('LAST')));

-- Who has paid all that was charged has no next payment; the last date asks for what is left.
select test.contract('EARLY', 'P-ANNA', 'Потребительский заём', '2024-06-30'),
       test.charge('EARLY', 'principal', 12000), test.charge('EARLY', 'interest', 120),
       test.due('EARLY', 10, 6000, 'principal'), test.due('EARLY', 10, 120, 'interest'),
       test.due('EARLY', 40, 6000, 'principal'), test.due('EARLY', 40, 90, 'interest');
select test.ok('a plan', test.shows('EARLY') = 'next 6120' and test.pay('EARLY', 11120) = 'ok');
select api.ledger_correct_operation('accounting', 'C-3', 'registry', 'EARLYprincipal', 400,
                                    ledger.today(), 'x') is not null;
select test.ok('no more principal is asked than is owed, and interest as planned',
  test.owed('EARLY') = 600 and test.shows('EARLY') = 'next 690'
  and (select not_owed_kopecks = 400 from api.ledger_standing where number = 'EARLY'));
select test.ok('the last of it is paid', test.pay('EARLY', 600) = 'ok');
select test.ok('... and nothing comes next', test.owed('EARLY') = 0 and test.shows('EARLY') = ''
  and (select state = 'paid' from api.ledger_standing where number = 'EARLY'));
select test.contract('PLAN', 'P-ANNA', 'Договор аренды', '2025-01-01'),
       test.due('PLAN', 10, 600, 'principal');
select test.ok('a contract that nothing was charged of yet names what is planned',
  test.shows('PLAN') = 'next 600');
set constraints all immediate;
rollback;
