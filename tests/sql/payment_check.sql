-- What a person must hear of: books that differ, codes that mean two contracts, refunds that one
-- side alone knows. psql -f tests/sql/payment_check.sql ; everything is rolled back.
begin;
\ir words.sql
\ir cast/payment.sql
select test.contract('A', 'P-ANNA', 'Договор аренды', '2025-01-01'),
       test.charge('A', 'principal', 10000), test.charge('A', 'fee', 50);
create function test.alarms() returns text language sql volatile as $$
  select string_agg(kind, ', ' order by kind) from payment.alarm where closed_at is null $$;
create function test.checked() returns text language plpgsql volatile as $$
begin
  delete from payment.alarm;
  perform api.payment_check();
  return test.alarms();
end
$$;
create function test.card(of_id uuid, sum_kopecks bigint, of_provider text default 'yookassa')
returns void language sql as $$
  insert into payment.payment (id, client_id, method, provider, provider_id, fingerprint,
                               amount_kopecks, expires_at)
  values (of_id, 'a0000000-0000-4000-8000-000000000001', 'card', of_provider, 'yk-' || of_id,
          sha256('x'), sum_kopecks, now() + interval '1 hour');
  insert into payment.item (payment_id, seq, contract_id, client_id, amount_kopecks)
  values (of_id, 1, test.id('A'), 'a0000000-0000-4000-8000-000000000001', sum_kopecks);
$$;
create function test.settle(of_id uuid, truth text, sum_kopecks bigint) returns text
language sql as $$
  select api.payment_settle(of_id, truth, null, sum_kopecks, 'RUB', null, null, null, null) $$;
\set one '''10000000-0000-4000-8000-000000000001'''
\set two '''20000000-0000-4000-8000-000000000002'''
\set three '''30000000-0000-4000-8000-000000000003'''
\set back '''90000000-0000-4000-8000-000000000009'''

-- a code and a number are the same digits
select test.contract('B', 'P-BORIS', 'Договор аренды', '2025-01-01');
select code as code_of_b from payment.payer_code where contract_id = test.id('B') \gset
select test.ok('a payer code finds its contract',
  (api.payment_find_contract(:'code_of_b')).number = 'B' and test.checked() is null);
select test.contract(:'code_of_b', 'P-ANNA', 'Договор аренды', '2025-01-01');
select test.ok('a code that is another contract''s number finds nobody, and somebody is told',
  (api.payment_find_contract(:'code_of_b')).id is null
  and (select verdict = 'unknown' from api.payment_post_terminal('osmp', '1', :'code_of_b', 100,
                                                                 ledger.today()))
  and test.checked() = 'payer_code_is_ambiguous');
select test.ok('... who has seen which one is meant names it by its number',
  (select verdict = 'ok' from api.payment_post_bank('k1', :'code_of_b', 100, ledger.today(), '1'))
  and (select verdict = 'ok' from api.payment_post_bank('k2', 'B', 100, ledger.today(), '2'))
  and test.owed(:'code_of_b') = -100 and test.owed('B') = -100);
savepoint ambiguous;
select payment.give_another_code('B') as another \gset
select test.ok('a contract is given another code, and its old one is nobody''s',
  (api.payment_find_contract(:'another')).number = 'B' and :'another' <> :'code_of_b'
  and (api.payment_find_contract(:'code_of_b')).number = :'code_of_b'
  and payment.give_another_code('NOBODY') is null);
select test.ok('...', test.checked() is null);
rollback to ambiguous;
delete from payment.payer_code where code = :'code_of_b';
select (right(last_value::text, 9)::bigint + 1)::text || payment.luhn_digit(
  (last_value + 1)::text) as next_code from payment.payer_code_place_seq \gset
select test.contract(:'next_code', 'P-ANNA', 'Договор аренды', '2025-01-01');
select test.contract('C', 'P-BORIS', 'Договор аренды', '2025-01-01');
select test.ok('no code is given out that is a contract''s number',
  not exists (select from payment.payer_code where code = :'next_code')
  and (select count(*) = 1 from payment.payer_code where contract_id = test.id('C'))
  and test.checked() is null);

-- lines that say another component than was posted
select test.card(:one, 1050);
select test.ok('a payment succeeds', test.settle(:one, 'paid', 1050) = 'succeeded'
  and test.checked() is null);
savepoint before_sabotage;
set constraints all immediate;
alter table payment.allocation disable trigger user;
update payment.allocation set component = 'penalty', step = 'penalty' where component = 'fee';
select test.ok('a line that names another component than was posted is noticed',
  test.checked() = 'allocation_is_not_posted');
rollback to before_sabotage;

-- a refund that one side alone knows
create function test.match(refunded bigint) returns text language plpgsql volatile as $$
begin
  delete from payment.alarm;
  perform api.payment_match_registry('yookassa', now() - interval '1 hour',
    clock_timestamp() + interval '2 minutes', jsonb_build_array(jsonb_build_object(
      'id', 'yk-10000000-0000-4000-8000-000000000001', 'own_id', 'x', 'paid', true,
      'kopecks', 1050, 'refunded', refunded)));
  return test.alarms();
end
$$;
select test.ok('a registry that agrees on refunds is quiet', test.match(0) is null);
select test.ok('a refund made behind our back is told',
  test.match(300) = 'registry_refund_differs');
select test.ok('... but not while one of ours is under way',
  api.payment_begin_refund(:back, :one, 300, 1050, 'x') = 'created' and test.match(300) is null);
select test.ok('... nor when it is done',
  api.payment_settle_refund(:back, 'done', 'rf-1', 300, null) = 'succeeded'
  and test.match(300) is null and test.match(0) = 'registry_refund_differs');
select test.ok('what ended after the list was begun is not missed in it', (
  select a ->> 'strange' = '0' from (select api.payment_match_registry('yookassa',
    now() - interval '1 hour', now(), '[]')::jsonb a) c));
select test.ok('what ended before it is', (
  select a ->> 'strange' = '1' from (select api.payment_match_registry('yookassa',
    now() - interval '1 hour', now() + interval '2 minutes', '[]')::jsonb a) c));
select test.ok('a refund of the list that is ours asks about nothing',
  api.payment_match_refunds('yookassa', jsonb_build_array(jsonb_build_object('id', 'rf-1',
    'payment', 'yk-10000000-0000-4000-8000-000000000001'))) = 0);
select test.ok('... one that is not ours asks, however old the payment is',
  api.payment_match_refunds('yookassa', jsonb_build_array(jsonb_build_object('id', 'rf-7',
    'payment', 'yk-10000000-0000-4000-8000-000000000001'))) = 1);
select test.ok('...', (select state = 'succeeded' from api.payment_take_due(10)));
create function test.compared(truth text, refunded bigint, is_part boolean default false)
returns text language plpgsql volatile as $$
begin
  delete from payment.alarm;
  perform api.payment_compare_refunded('10000000-0000-4000-8000-000000000001', truth, refunded,
                                       is_part);
  return coalesce(test.alarms(), (select 'again' from payment.payment
    where id = '10000000-0000-4000-8000-000000000001' and next_ask_at is not null), 'quiet');
end
$$;
select test.ok('a refund of ours that has only just ended is compared later',
  test.compared('paid', 700) = 'again' and test.compared('unclear', 0) = 'again');
update payment.refund set finished_at = now() - interval '2 minutes';
select test.ok('an answer that says nothing is asked for again',
  test.compared('unclear', 0) = 'again');
select test.ok('what the acquirer gave back beside us is told',
  test.compared('paid', 700) = 'registry_refund_differs'
  and test.compared('paid', 300) = 'quiet' and test.compared('paid', 0, true) = 'quiet'
  and test.compared('held', 0) = 'quiet'
  and test.compared('dead', 0) = 'registry_refund_differs');
select test.ok('... and so is one that nobody can say anything of, after many tries',
  test.compared('absent', 0) = 'again');
update payment.payment set asks = 300;
select test.ok('...', test.compared('absent', 0) = 'registry_refund_differs');
update payment.payment set asks = 3, asked_at = now() - interval '1 minute';
savepoint nothing_back;
update payment.payment set next_ask_at = null where provider_id is not null;
select api.payment_ask_soon('yookassa', 'yk-10000000-0000-4000-8000-000000000001', null, false);
select test.ok('a notice asks about an ended payment only where money went back',
  (select count(*) = 0 from api.payment_take_due(10)));
select api.payment_ask_soon('yookassa', 'yk-10000000-0000-4000-8000-000000000001', null, true);
select test.ok('...', (select count(*) = 1 from api.payment_take_due(10)));
select api.payment_ask_soon('yookassa', 'yk-10000000-0000-4000-8000-000000000001', null, true);
select test.ok('who was asked just now is asked again in three seconds, however many notices come',
  (select count(*) = 0 from api.payment_take_due(10))
  and test.holds($$ next_ask_at = now() + interval '3 seconds' from payment.payment
                    where provider_id = 'yk-10000000-0000-4000-8000-000000000001' $$));
rollback to nothing_back;
delete from payment.alarm;
select api.payment_miss_registry('yookassa'), api.payment_miss_registry('yookassa');
select test.ok('a list that cannot be read is told of once', (
  select count(*) = 1 from payment.alarm where kind = 'registry_is_unreadable'));

-- a refund that accounting was quicker than
select test.card(:three, 1000), test.settle(:three, 'paid', 1000);
select test.ok('a refund of what accounting has taken back is told, and stays open',
  api.ledger_correct_operation('accounting', 'C-1', 'portal', :three, 700, ledger.today(), 'x')
    is not null
  and api.payment_begin_refund('91000000-0000-4000-8000-000000000009', :three, 400, 1000, 'x')
    = 'created'
  and api.payment_settle_refund('91000000-0000-4000-8000-000000000009', 'done', 'rf-2', 400, null)
    = 'pending'
  and test.alarmed('refund_is_not_posted')
  and test.holds($$ next_ask_at > now() from payment.refund where provider_id = 'rf-2' $$));

select test.ok('... until a person ends it, without a transfer',
  api.payment_settle_refund('91000000-0000-4000-8000-000000000009', 'done', null, 400,
                            'closed_by_hand') = 'succeeded');
select test.ok('... which is no difference any more',
  test.holds(format('refunded_kopecks = 400 from payment.payment where id = %L', :three))
  and test.holds($$ reason = 'not_posted' from payment.refund where provider_id = 'rf-2' $$)
  and test.checked() is null);

savepoint elsewhere;
select test.ok('a refund made elsewhere is written down and ended at once',
  api.payment_record_refund(:three, 200, 'cabinet', 'x') = 'succeeded');
select test.ok('...', test.checked() is null
  and (select count(*) = 0 from api.payment_take_due_refunds(10)));
select test.refuses('refund_is_recorded_once', format($$
  select api.payment_record_refund(%L, 200, 'cabinet', 'x') $$, :three));
select test.refuses('refund_fits_what_is_left', format($$
  select api.payment_record_refund(%L, 401, 'cabinet-2', 'x') $$, :three));
rollback to elsewhere;
savepoint on_its_way;
select test.ok('a refund whose answer is on its way is not asked for sooner by a notice',
  api.payment_begin_refund('96000000-0000-4000-8000-000000000009', :three, 100, 600, 'x')
    = 'created'
  and (select count(*) = 1 from api.payment_take_due_refunds(10)));
select api.payment_ask_soon('yookassa', 'yk-30000000-0000-4000-8000-000000000003', null, true);
select test.ok('...', (select count(*) = 0 from api.payment_take_due_refunds(10)));
rollback to on_its_way;

-- a refund that was never answered is not asked for again when the acquirer has forgotten its key
select test.ok('a refund without an answer is asked for again within a day',
  api.payment_begin_refund('92000000-0000-4000-8000-000000000009', :three, 100, 600, 'x')
    = 'created'
  and (select count(*) = 1 from api.payment_take_due_refunds(10)));
update payment.refund set next_ask_at = now() - interval '1 minute',
  created_at = now() - interval '22 hours' where id = '92000000-0000-4000-8000-000000000009';
select test.ok('...', (select count(*) = 1 from api.payment_take_due_refunds(10)));
update payment.refund set next_ask_at = now() - interval '1 minute',
  created_at = now() - interval '25 hours' where id = '92000000-0000-4000-8000-000000000009';
select test.ok('... and after it a person is told instead',
  (select count(*) = 0 from api.payment_take_due_refunds(10))
  and test.checked() = 'refund_never_ended');

-- T-Bank's form lets the payer try another card
select test.card(:two, 200, 'tbank');
select test.ok('a payment that T-Bank refused is asked about until its form ends',
  test.settle(:two, 'dead', null) = 'canceled'
  and test.holds(format('next_ask_at > now() from payment.payment where id = %L', :two))
  and test.settle(:two, 'dead', null) = 'canceled'
  and test.holds(format('next_ask_at > now() from payment.payment where id = %L', :two)));
savepoint refused;
select test.ok('... so that the other card counts without a notice',
  test.settle(:two, 'paid', 200) = 'succeeded');
rollback to refused;
update payment.payment set expires_at = now() - interval '2 hours' where id = :two;
select test.ok('... and no longer',
  test.settle(:two, 'dead', null) = 'canceled'
  and test.holds(format('next_ask_at is null from payment.payment where id = %L', :two)));
set constraints all immediate;
rollback;
