-- Rules of payments: one wish is one row, only a proof credits, each kopeck has its line, and what
-- came in twice counts once. Run on a migrated database as its superuser:
-- psql -f tests/sql/payment.sql ; everything is rolled back.
begin;
\ir words.sql

-- cast: Anna with three loans, Boris with one
\ir cast/payment.sql
select test.debt('OLD', 'Потребительский заём', '2024-06-30'),
  test.debt('NEW', 'Потребительский заём', '2024-07-01'),
  test.debt('ENERGY', 'Энергия', '2025-01-01');
select test.ok('before 01.07.2024 penalty stands third (353-ФЗ, 5, 20)',
  test.plan('OLD', 11350) = 'overdue_interest 400, overdue_principal 2000, penalty 300, '
    'current_interest 600, current_principal 8000, fee 50');
select test.ok('from 01.07.2024 penalty stands fifth',
  test.plan('NEW', 11350) = 'overdue_interest 400, overdue_principal 2000, current_interest 600, '
    'current_principal 8000, penalty 300, fee 50');
select test.ok('elsewhere costs, interest, principal, then penalty (ГК, 319)',
  test.plan('ENERGY', 11350) = 'fee 50, interest 1000, principal 10000, penalty 300');
select test.ok('too little stops inside a line',
  test.plan('NEW', 1500) = 'overdue_interest 400, overdue_principal 1100');
select test.ok('what is left over becomes credit',
  test.plan('NEW', 11400) like '%fee 50, overpayment 50');
select test.ok('every plan spends exactly its sum',
  (select bool_and((select sum(p.amount_kopecks) from api.payment_plan_allocation(c.id, n) p) = n)
   from ledger.contract c, generate_series(1, 12000, 37) n
   where c.number in ('OLD', 'NEW', 'ENERGY')));
select test.refuses('policy_covers_every_component', $$
  insert into payment.allocation_policy (product_like, opened_from, steps, law)
  values ('x', '2020-01-01', array['interest', 'principal', 'fee'], 'x') $$);
select test.refuses('policy_steps_are_known', $$
  insert into payment.allocation_policy (product_like, opened_from, steps, law)
  values ('x', '2020-01-01', array['interest', 'principal', 'fee', 'penalty', 'tip'], 'x') $$);

-- a new payment
create function test.open(who text, payment uuid, wishes jsonb, asked text default 'wish')
returns text language plpgsql as $$
begin
  perform auth.enter(sha256(who::bytea), 'client');
  return (select o.verdict from api.payment_open(payment, 'card', 'yookassa',
                                                 sha256(asked::bytea), wishes, 'ru') o);
end $$;
create function test.wish(contract text, amount bigint) returns jsonb language sql as $$
  select jsonb_build_array(jsonb_build_object('contract_id', test.id(contract),
                                              'amount_kopecks', amount)) $$;
\set one '''10000000-0000-4000-8000-000000000001'''
\set two '''20000000-0000-4000-8000-000000000002'''
select test.contract('BORIS', 'P-BORIS', 'Заём', '2025-01-01'),
  test.charge('BORIS', 'principal', 7000);
savepoint free;
update payment.method set fee_percent = 1, fee_min_kopecks = 3000 where method = 'card';
select test.ok('a way costs its percent, but at least its least, and be it more than the payment',
  api.payment_price('card', 100) = 3000 and api.payment_price('card', 500000) = 5000
  and test.open('anna', :two, test.wish('NEW', 100)) = 'new');
rollback to free;
select test.ok('a payment is new once', test.open('anna', :one, test.wish('NEW', 3500)) = 'new');
select test.ok('... and the same request again is the same payment',
  test.open('anna', :one, test.wish('NEW', 3500)) = 'again'
  and test.holds('count(*) = 1 from payment.payment'));
select test.refuses('payment_is_the_same_request', format($$
  select test.open('anna', %L, test.wish('NEW', 9), 'another') $$, :one));
select test.refuses('payment_is_the_same_request', format($$
  select test.open('boris', %L, test.wish('BORIS', 3500)) $$, :one));
select test.refuses('contract_is_yours', format($$
  select test.open('anna', %L, test.wish('BORIS', 100)) $$, :two));
select test.refuses('amount_is_payable', format($$
  select test.open('anna', %L, test.wish('NEW', 99)) $$, :two));
select test.refuses('amount_is_payable', format($$
  select test.open('anna', %L, test.wish('NEW', 100000001)) $$, :two));
select test.refuses('amount_is_payable', format($$
  select test.open('anna', %L, test.wish('NEW', 500) || test.wish('OLD', 0)) $$, :two));
select test.refuses('item_contract_stands_once', format($$
  select test.open('anna', %L, test.wish('NEW', 500) || test.wish('NEW', 500)) $$, :two));
select test.ok('an opened payment credits nothing', test.owed('NEW') = 11350);

-- what the acquirer says
create function test.settle(payment uuid, truth text, kopecks bigint default null,
                            currency text default 'RUB', said_id text default 'yk-1') returns text
language sql as $$
  select api.payment_settle(payment, truth, said_id, kopecks, currency, 'insufficient_funds',
    case truth when 'pending' then 'redirect' end,
    case truth when 'pending' then 'https://pay.example/1' end, null) $$;
create function test.answer(payment uuid) returns text language plpgsql as $$
begin
  perform auth.enter(sha256('anna'), 'client');
  return api.payment_record_created(payment, 'taken', 'yk-1', null, 'redirect',
                                    'https://pay.example/1', 3600);
end $$;
select test.ok('the first answer is kept word for word',
  test.answer(:one) = test.answer(:one) and test.answer(:one)::jsonb #>> '{confirmation,url}'
    = 'https://pay.example/1' and test.answer(:one)::jsonb ->> 'state' = 'submitted');
select test.ok('no answer leaves it as it was', test.settle(:one, 'unclear') = 'submitted');
select test.ok('another sum than we asked for credits nothing',
  test.settle(:one, 'paid', 3499) = 'submitted' and test.settle(:one, 'paid', 3500, 'USD')
    = 'submitted' and test.owed('NEW') = 11350
  and test.holds('count(*) = 1 from payment.alarm where kind = ''paid_sum_differs'''));
select test.ok('another id of the acquirer is an alarm',
  test.settle(:one, 'paid', 3500, 'RUB', 'yk-2') = 'submitted'
  and test.alarmed('provider_id_differs'));
select test.ok('a proof credits', test.settle(:one, 'paid', 3500) = 'succeeded'
  and test.owed('NEW') = 7850 and test.owed('NEW', 'interest') = 0
  and test.owed('NEW', 'principal') = 7500);
select test.ok('... once', test.settle(:one, 'paid', 3500) = 'succeeded'
  and test.settle(:one, 'dead') = 'succeeded' and test.owed('NEW') = 7850
  and test.holds('count(*) = 1 from queue.outbox where topic = ''payment'''));
select test.ok('one item is one transfer with a posting for each component',
  (select count(*) = 1 from ledger.transfer t where t.source = 'portal' and t.component = 'several')
  and (select count(*) = 3 from ledger.posting p join ledger.transfer t on t.id = p.transfer_id
       where t.source = 'portal'));
set constraints all immediate;
set constraints all deferred;
select test.ok('a payment that was given up counts when its money comes after all',
  test.open('anna', :two, test.wish('OLD', 300) || test.wish('ENERGY', 12000), 'w2') = 'new'
  and test.settle(:two, 'dead', null, null, 'yk-3') = 'canceled'
  and test.holds(format('reason = ''insufficient_funds'' from payment.payment where id = %L', :two))
  and test.settle(:two, 'paid', 12300, 'RUB', 'yk-3') = 'succeeded'
  and test.owed('ENERGY') = -650 and test.owed('ENERGY', 'overpayment') = -650
  and test.owed('OLD') = 11050);
savepoint overpaid;
create function test.over() returns json language plpgsql as $$
begin
  perform auth.enter(sha256('anna'), 'client');
  return json_build_object('card', api.ledger_read_contract(test.id('ENERGY')),
                           'why', api.ledger_explain_contract(test.id('ENERGY')));
end $$;
select api.ledger_post_operations('registry', jsonb_build_array(jsonb_build_object('row', 1,
  'operation_no', 'next month', 'contract', 'ENERGY', 'posted_on', ledger.today(), 'kind',
  'charge', 'component', 'interest', 'amount_kopecks', 1000, 'description', 'x')));
select test.ok('an overpayment stands among the parts of a later debt, so that they add up',
  (select (o -> 'card' ->> 'outstanding_kopecks')::bigint = 350
     and (select sum((c ->> 'amount_kopecks')::bigint) = 350
          from json_array_elements(o -> 'card' -> 'components') c)
     and exists (select from json_array_elements(o -> 'why' -> 'figures') f
                 where f ->> 'figure' = 'overpayment' and f ->> 'amount_kopecks' = '-650'
                   and json_array_length(f -> 'operations') = 1)
   from test.over() o));
rollback to overpaid;
select test.refuses('payment_moves_as_declared', format($$
  update payment.payment set state = 'created', finished_at = null where id = %L $$, :two));
select test.refuses('payment_stays_what_it_is', format($$
  update payment.payment set amount_kopecks = 1 where id = %L $$, :two));
select test.refuses('item_only_grows', 'delete from payment.item');
select test.refuses('allocation_only_grows', 'update payment.allocation set step = step');
select test.refuses('event_only_grows', 'delete from payment.event');
select test.ok('the acquirer that does not take a payment fails it',
  test.open('anna', '30000000-0000-4000-8000-000000000003', test.wish('OLD', 100)) = 'new'
  and test.settle('30000000-0000-4000-8000-000000000003', 'refused', null, null, null) = 'failed');

-- every move of the table, and no other
create function test.moves(was text, next text) returns boolean language plpgsql as $$
declare
  made uuid := gen_random_uuid();
begin
  insert into payment.payment (id, client_id, method, provider, fingerprint, amount_kopecks,
                               state, finished_at)
  values (made, 'a0000000-0000-4000-8000-000000000001', 'card', 'yookassa', sha256('m'), 5, was,
          case when was in ('succeeded', 'canceled', 'failed') then now() end);
  begin
    update payment.payment set state = next, finished_at =
      case when next in ('succeeded', 'canceled', 'failed') then now() end where id = made;
    raise exception 'moved' using errcode = 'P0002';
  exception when no_data_found then return true;
            when check_violation then return false;
  end;
end $$;
savepoint before_moves;
select test.ok('a payment moves as declared and not otherwise', (
  select bool_and(test.moves(a.s, b.s) = exists (select from payment.transition t
    where t.from_state = a.s and t.to_state = b.s))
  from unnest(array['created', 'submitted', 'processing', 'succeeded', 'canceled', 'failed']) a (s),
       unnest(array['created', 'submitted', 'processing', 'succeeded', 'canceled', 'failed']) b (s)
  where a.s <> b.s));
rollback to before_moves;
select test.refuses('payment_is_the_sum_of_its_items', $$
  insert into payment.payment (id, client_id, method, provider, fingerprint, amount_kopecks)
  values (gen_random_uuid(), 'a0000000-0000-4000-8000-000000000001', 'card', 'yookassa',
          sha256('x'), 5);
  set constraints all immediate $$);
set constraints all deferred;
select test.refuses('payment_is_allocated_whole', $$
  with p as (
    insert into payment.payment (id, client_id, method, provider, fingerprint, amount_kopecks,
                                 state, finished_at)
    values (gen_random_uuid(), 'a0000000-0000-4000-8000-000000000001', 'card', 'yookassa',
            sha256('x'), 5, 'succeeded', now()) returning *)
  insert into payment.item select p.id, 1, test.id('OLD'), p.client_id, 5 from p;
  set constraints all immediate $$);
set constraints all deferred;

-- corrections
select test.refuses('correction_is_of_one_component', format($$
  select api.ledger_correct_operation('accounting', 'C-9', 'portal', %L, 1, ledger.today(), 'x') $$,
  :one));

-- refunds
\set back '''70000000-0000-4000-8000-000000000007'''
\set more '''80000000-0000-4000-8000-000000000008'''
select test.refuses('refund_fits_what_is_left', format($$
  select api.payment_begin_refund(gen_random_uuid(), %L, 100, 3499, 'x') $$, :one));
select test.ok('a refund is begun once',
  api.payment_begin_refund(:back, :one, 1200, 3500, 'Ольга') = 'created'
  and api.payment_begin_refund(:back, :one, 1200, 3500, 'Ольга') = 'created');
select test.refuses('refund_is_the_same_request', format($$
  select api.payment_begin_refund(%L, %L, 1201, 3500, 'x') $$, :back, :one));
select test.refuses('refund_fits_what_is_left', format($$
  select api.payment_begin_refund(gen_random_uuid(), %L, 3500, 3500, 'x') $$, :one));
select test.ok('nothing leaves the ledger before the acquirer has given it back',
  api.payment_settle_refund(:back, 'pending', 'rf-1', 1200, null) = 'pending'
  and test.owed('NEW') = 7850);
select test.ok('another sum given back is an alarm',
  api.payment_settle_refund(:back, 'done', 'rf-1', 1300, null) = 'pending'
  and test.alarmed('refunded_sum_differs'));
select test.ok('a refund takes the last lines back first, once',
  api.payment_settle_refund(:back, 'done', 'rf-1', 1200, null) = 'succeeded'
  and api.payment_settle_refund(:back, 'done', 'rf-1', 1200, null) = 'succeeded'
  and test.owed('NEW', 'principal') = 8100 and test.owed('NEW', 'interest') = 600);
select test.ok('the rest can be refunded too, and a dead refund is an alarm',
  api.payment_begin_refund(:more, :one, 2300, 2300, 'Ольга') = 'created'
  and api.payment_settle_refund(:more, 'done', 'rf-2', 2300, null) = 'succeeded'
  and test.owed('NEW') = 11350 and test.owed('NEW', 'interest') = 1000
  and test.holds(format('refunded_kopecks = 3500 from payment.payment where id = %L', :one)));
select test.refuses('refund_is_within_payment', format($$
  select api.payment_take_back(r) from payment.refund r where r.id = %L $$, :back));
select test.refuses('refund_is_the_sum_of_its_items', format($$
  insert into payment.refund (id, payment_id, client_id, amount_kopecks, asked_by)
  select gen_random_uuid(), id, client_id, 1, 'x' from payment.payment where id = %L;
  set constraints all immediate $$, :two));
set constraints all deferred;
select test.refuses('refund_is_within_its_items', format($$
  with r as (insert into payment.refund (id, payment_id, client_id, amount_kopecks, asked_by)
    select gen_random_uuid(), id, client_id, 12300, 'x' from payment.payment where id = %L
    returning *)
  insert into payment.refund_item select r.id, r.payment_id, 1, r.client_id, 12300 from r;
  set constraints all immediate $$, :two));
set constraints all deferred;
savepoint two_refunds;
create function test.given_back(of_refund uuid) returns text
language sql as $$
  select string_agg(item_seq || ': ' || amount_kopecks, ', ' order by item_seq)
  from payment.refund_item where refund_id = of_refund;
$$;
select test.ok('each refund says of which contracts it is',
  api.payment_begin_refund('93000000-0000-4000-8000-000000000009', :two, 12000, 12300, 'x')
    = 'created'
  and api.payment_begin_refund('94000000-0000-4000-8000-000000000009', :two, 150, 300, 'x')
    = 'created'
  and test.given_back('93000000-0000-4000-8000-000000000009') = '2: 12000'
  and test.given_back('94000000-0000-4000-8000-000000000009') = '1: 150');
select test.ok('... as their receipts will',
  (select items::jsonb = '[{"number": "OLD", "kopecks": 150}]' and language = 'ru'
     and client_id = 'a0000000-0000-4000-8000-000000000001' and dek_wrapped is not null
   from api.payment_take_due_refunds(10) where id = '94000000-0000-4000-8000-000000000009'));
select test.ok('... and so they leave the ledger, whatever became of the other',
  api.payment_settle_refund('93000000-0000-4000-8000-000000000009', 'dead', null, null, 'x')
    = 'canceled'
  and api.payment_settle_refund('94000000-0000-4000-8000-000000000009', 'done', 'rf-8', 150, null)
    = 'succeeded');
select test.ok('...', (select string_agg(c.number || ' ' || t.effect_kopecks, ', ')
       from ledger.transfer t join ledger.contract c on c.id = t.contract_id
       where t.operation_no like '94000000-0000-4000-8000-000000000009/%') = 'OLD 150'
  and api.payment_begin_refund('95000000-0000-4000-8000-000000000009', :two, 12150, 12150, 'x')
    = 'created'
  and test.given_back('95000000-0000-4000-8000-000000000009') = '1: 150, 2: 12000');
select test.ok('... and the rest of each item is what comes next',
  api.payment_settle_refund('95000000-0000-4000-8000-000000000009', 'done', 'rf-9', 12150, null)
    = 'succeeded' and api.payment_check()::jsonb ->> 'differences' = '0');
set constraints all immediate;
set constraints all deferred;
rollback to two_refunds;
select test.ok('a refund of several contracts begins with the last',
  api.payment_begin_refund('90000000-0000-4000-8000-000000000009', :two, 12100, 12300, 'x')
    = 'created'
  and api.payment_settle_refund('90000000-0000-4000-8000-000000000009', 'done', 'rf-3', 12100,
                                null) = 'succeeded'
  and test.owed('ENERGY') = 11350 and test.owed('OLD') = 11150);
savepoint slow;
select test.ok('a refund without an answer is told after a day, once',
  api.payment_begin_refund('92000000-0000-4000-8000-000000000009', :two, 200, 200, 'x') = 'created'
  and api.payment_settle_refund('92000000-0000-4000-8000-000000000009', 'unclear', null, null, null)
    = 'created' and not test.alarmed('refund_never_ended'));
update payment.refund set created_at = now() - interval '25 hours'
  where id = '92000000-0000-4000-8000-000000000009';
select test.ok('... and an operator ends it by what the acquirer shows',
  api.payment_check() is not null and test.alarmed('refund_never_ended')
  and api.payment_settle_refund('92000000-0000-4000-8000-000000000009', 'done', null, 200,
                                'closed_by_hand') = 'succeeded');
rollback to slow;
select test.ok('a refund that is refused ends and is told',
  api.payment_begin_refund('91000000-0000-4000-8000-000000000009', :two, 200, 200, 'x') = 'created'
  and api.payment_settle_refund('91000000-0000-4000-8000-000000000009', 'dead', null, null,
                                'insufficient_funds') = 'canceled'
  and test.alarmed('refund_canceled'));

-- terminals, the bank
select test.ok('a payer is found by number and by code',
  (select verdict = 'ok' and due_kopecks = 7000 from api.payment_terminal_check('BORIS'))
  and (select bool_and(t.verdict = 'ok' and length(k.code) = 10)
       from payment.payer_code k, api.payment_terminal_check(k.code) t)
  and (select verdict = 'unknown' from api.payment_terminal_check('nobody')));
select test.ok('a terminal payment counts once under its txn_id',
  (select verdict = 'ok' from api.payment_post_terminal('osmp', '77', 'BORIS', 1000, '2026-01-02'))
  and test.holds($$ a.verdict = 'repeated' and a.number = p.number from payment.payment p,
       api.payment_post_terminal('osmp', '77', 'BORIS', 1000, '2026-01-02') a
       where p.provider_id = '77' $$)
  and test.owed('BORIS') = 6000);
select test.ok('another sum or account under it changes nothing and is an alarm',
  (select verdict = 'differs' from api.payment_post_terminal('osmp', '77', 'BORIS', 2000,
                                                             '2026-01-02'))
  and (select verdict = 'differs' from api.payment_post_terminal('osmp', '77', 'nobody', 1000,
                                                                 '2026-01-02'))
  and test.owed('BORIS') = 6000
  and test.alarmed('terminal_payment_differs'));
delete from payment.alarm where kind = 'terminal_payment_differs';
select test.ok('... also where nobody has such an account',
  (select verdict = 'differs' from api.payment_post_terminal('osmp', '77', 'nobody', 1000,
                                                             '2026-01-02')));
select test.ok('...', test.alarmed('terminal_payment_differs'));
select test.ok('the same txn_id of another network is another payment',
  (select verdict = 'ok' from api.payment_post_terminal('elecsnet', '77', 'BORIS', 500,
                                                        '2026-01-02'))
  and test.holds($$ count(*) = 1 from api.payment_list_terminal('osmp', '2026-01-02') $$));
select test.ok('too little and too much are told apart',
  (select verdict = 'too_small' from api.payment_post_terminal('osmp', '1', 'BORIS', 99, 'today'))
  and (select verdict = 'too_large' from api.payment_post_terminal('osmp', '2', 'BORIS',
                                                                   9999999999, 'today')));
select test.ok('a bank transfer counts once under its key',
  (select verdict = 'ok' from api.payment_post_bank('k1', 'BORIS', 300, '2026-01-02', '42'))
  and (select verdict = 'repeated' from api.payment_post_bank('k1', 'BORIS', 300, '2026-01-02',
                                                              '42'))
  and (select verdict = 'unknown' from api.payment_post_bank('k2', 'nobody', 300, '2026-01-02',
                                                             '43'))
  and test.owed('BORIS') = 5200);
select test.ok('what fits nobody is kept once and can be given to its owner once',
  (select verdict = 'kept' from api.payment_keep_unmatched('k2', 'bank', 300, '2026-01-02', '\x00',
                                                           '\x00', 'no_contract'))
  and (select verdict = 'repeated' from api.payment_keep_unmatched('k2', 'bank', 300, '2026-01-02',
                                                                   '\x00', '\x00', 'no_contract'))
  and test.holds($$ a.verdict = 'ok' from payment.unmatched u,
       api.payment_assign_unmatched(u.id, 'BORIS') a $$)
  and test.holds($$ a.verdict = 'repeated' from payment.unmatched u,
       api.payment_assign_unmatched(u.id, 'BORIS') a $$)
  and (select a.verdict = 'unknown' from api.payment_assign_unmatched(-1, 'BORIS') a)
  and test.owed('BORIS') = 4900 and test.holds('count(*) = 0 from api.payment_list_unmatched()'));
select test.ok('what was given to one is not given to another',
  test.holds($$ a.verdict = 'differs' from payment.unmatched u,
    api.payment_assign_unmatched(u.id, 'NEW') a $$) and test.owed('BORIS') = 4900);
-- A registry's line and the network's own command are one payment, whichever comes first.
select count(*) from generate_series(501, 502) txn, api.payment_keep_unmatched('osmp ' || txn,
  'terminal', 100, '2026-01-02', '\x00', '\x00', 'no_contract');
select test.ok('a registry''s line given to its owner is known to the network''s command',
  test.holds($$ a.verdict = 'ok' from payment.unmatched u,
    api.payment_assign_unmatched(u.id, 'BORIS') a where u.key = 'osmp 501' $$)
  and (select verdict = 'repeated' from api.payment_post_terminal('osmp', '501', 'BORIS', 100,
                                                                  '2026-01-02'))
  and (select verdict = 'differs' from api.payment_post_terminal('osmp', '501', 'NEW', 100,
                                                                 '2026-01-02'))
  and test.owed('BORIS') = 4800);
select test.ok('a line whose command came meanwhile waits for nobody and is posted no second time',
  (select verdict = 'ok' from api.payment_post_terminal('osmp', '502', 'BORIS', 100, '2026-01-02'))
  and test.holds('count(*) = 0 from api.payment_list_unmatched()')
  and test.holds($$ a.verdict = 'repeated' from payment.unmatched u,
    api.payment_assign_unmatched(u.id, 'BORIS') a where u.key = 'osmp 502' $$)
  and test.owed('BORIS') = 4700);

-- asking
select test.ok('who is due is asked by one at a time, and a notice makes due',
  (select count(*) = 0 from api.payment_take_due(10))
  and test.open('anna', '40000000-0000-4000-8000-000000000004', test.wish('OLD', 100)) = 'new'
  and (select count(*) = 0 from api.payment_take_due(10)));
select api.payment_ask_soon('yookassa', 'nobody-knows', '40000000-0000-4000-8000-000000000004',
                            false);
select api.payment_ask_soon('yookassa', null, 'rubbish', false);
select test.ok('... asked once, then hidden', (select count(*) = 1 from api.payment_take_due(10))
  and (select count(*) = 0 from api.payment_take_due(10)));
savepoint queue;
update payment.payment set next_ask_at = now() - interval '1 hour', asked_at = null;
select api.payment_ask_soon('yookassa', null, '40000000-0000-4000-8000-000000000004', false);
select test.ok('who was told of is asked about before who is merely due',
  (select id = '40000000-0000-4000-8000-000000000004' from api.payment_take_due(1)));
rollback to queue;

-- counting again
select test.ok('payments and ledger agree',
  (select a ->> 'differences' = '0' and a #>> '{ledger,ok}' = 'true'
   from (select api.payment_check()::jsonb a) c));
select test.ok('a registry that agrees is quiet, a paid one is asked about, strangers are alarms',
  (select a ->> 'asked' = '1' and a ->> 'strange' = '2' from (
    select api.payment_match_registry('yookassa', now() - interval '1 hour', now(), '[
      {"id": "yk-1", "own_id": "10000000-0000-4000-8000-000000000001", "paid": true,
       "kopecks": 3500, "refunded": 3500},
      {"id": "yk-3", "own_id": "x", "paid": true, "kopecks": 12301, "refunded": 0},
      {"id": "yk-8", "own_id": "40000000-0000-4000-8000-000000000004", "paid": true,
       "kopecks": 100, "refunded": 0},
      {"id": "yk-9", "own_id": "stranger", "paid": true, "kopecks": 5, "refunded": 0}]')::jsonb
    a) c));
set constraints all immediate;
set constraints all deferred;
savepoint before_sabotage;
alter table ledger.transfer disable trigger user;
delete from ledger.transfer where source = 'portal';
select test.ok('a transfer that is gone is noticed',
  (select (a ->> 'differences')::int >= 2 from (select api.payment_check()::jsonb a) c));
rollback to before_sabotage;

-- limits count what did not succeed
update payment.setting set unpaid_per_minute = 3;
select test.ok('whoever begins and does not pay has to wait',
  (select count(*) filter (where v = 'limited') = 2 from (
    select test.open('boris', gen_random_uuid(), test.wish('BORIS', 100)) as v
    from generate_series(1, 5)) o));

-- whose is it
select auth.enter(sha256('boris'), 'client') is not null;
set local role kabinet_client;
select test.ok('a client sees his payments, items, lines and codes only',
  (select bool_and(client_id = auth.client()) from payment.payment)
  and (select bool_and(client_id = auth.client()) from payment.item)
  and (select bool_and(client_id = auth.client()) from payment.allocation)
  and (select count(*) = 1 from payment.payer_code)
  and (select count(*) = 0 from payment.refund));
reset role;
select test.refuses('payment_is_yours', format('select api.payment_read(%L)', :one));
select test.refuses('payment_is_yours', format($$
  select api.payment_record_created(%L, 'refused', null, 'x', null, null, null) $$, :one));
select test.ok('the list pages by a cursor that is its owner''s', (
  select jsonb_array_length(a -> 'payments') = 2 and (a ->> 'next_cursor') is not null
    and jsonb_array_length(api.payment_list(a ->> 'next_cursor', 2)::jsonb -> 'payments') = 2
    and api.payment_list(a ->> 'next_cursor', 2)::jsonb #>> '{payments,0,id}'
      <> a #>> '{payments,1,id}'
  from (select api.payment_list(null, 2)::jsonb a) c));
select test.ok('... and the options name his contracts and the ways with their price', (
  select jsonb_array_length(a -> 'contracts') = 1 and a #>> '{methods,0,fee_percent}' = '0'
  from (select api.payment_list_options()::jsonb a) c));
update payment.method set fee_percent = 1.25, fee_min_kopecks = 30 where method = 'card';
select test.ok('a fee is a percentage, half a kopeck up, and not below its least',
  api.payment_price('card', 10000) = 125 and api.payment_price('card', 1000) = 30
  and api.payment_price('card', 10040) = 126 and api.payment_price('sbp', 10000) = 0);
rollback;
