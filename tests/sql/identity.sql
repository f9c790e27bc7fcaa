-- Rules of sign-in: limits, challenges, sessions, letters, import and who sees what. Run on a
-- migrated database as its superuser: psql -f tests/sql/identity.sql ; everything is rolled back.
begin;
\ir words.sql

-- cast: Anna has a password and a phone, Boris too; Clara has only a letter, Dora has no phone
create function test.phone(n integer) returns bytea language sql as
  $$ select substr(sha256(('phone' || n)::bytea), 1, 16) $$;
insert into identity.client (id, login, dek_wrapped, password_sealed, phone_sealed, phone_index,
                             activated_at) values
  ('a1000000-0000-4000-8000-000000000001', 'I-ANNA', '\x00', '\x01', '\x02', test.phone(1), now()),
  ('b1000000-0000-4000-8000-000000000002', 'I-BORIS', '\x00', '\x01', '\x02', test.phone(2), now()),
  ('c1000000-0000-4000-8000-000000000003', 'I-CLARA', '\x00', null, '\x02', test.phone(3), null),
  ('d1000000-0000-4000-8000-000000000004', 'I-DORA', '\x00', '\x01', null, null, now());
\set anna '''a1000000-0000-4000-8000-000000000001'''
\set boris '''b1000000-0000-4000-8000-000000000002'''
\set clara '''c1000000-0000-4000-8000-000000000003'''
\set net '''10.1.2.0/24'''

create function test.begin_login(who text, device text default 'none', net text default
  '10.1.2.0/24', waited integer default 0)
returns text language sql as $$
  select verdict from api.identity_begin_login(who, sha256(who::bytea), sha256(device::bytea),
    net, waited) $$;
create function test.wait_login(who text) returns integer language sql as $$
  select retry_after_s from api.identity_begin_login(who, sha256(who::bytea), null,
    '10.1.2.0/24', 0)
    $$;
create function test.open(who uuid, flow text, code text, net text default '10.1.2.0/24',
                          as_level text default 'client')
returns text language sql as $$
  select verdict from api.identity_open_challenge(who, sha256((select login from identity.client
    where id = who)::bytea), as_level, sha256(flow::bytea), sha256(code::bytea), '\x51', '\x52',
      null,
    net, now()) $$;
create function test.confirm(flow text, code text, session text default 's', device text default
  'd',
                             old text default 'none') returns text language sql as $$
  select verdict || coalesce(' ' || tries_left, '') from api.identity_confirm_code(
    sha256(flow::bytea), sha256(code::bytea), sha256(session::bytea), sha256(old::bytea),
    sha256(device::bytea), sha256(device::bytea), '10.1.2.0/24', 'test') $$;
create function test.resend(flow text, code text, net text default '10.1.2.0/24') returns text
language sql as $$
  select verdict from api.identity_resend_code(sha256(flow::bytea), sha256(code::bytea), '\x53',
    net) $$;
create function test.earlier(flow text, by interval) returns void language sql as $$
  update identity.bucket b set taken = array(select case when t = any (f.sent_at) then t - by
    else t end from unnest(b.taken) t) from identity.challenge f where f.token_hash =
      sha256(flow::bytea);
  update identity.challenge set opened_at = opened_at - by, code_expires_at = code_expires_at - by,
    sent_at = array(select t - by from unnest(sent_at) t) where token_hash = sha256(flow::bytea) $$;
create function test.live(who uuid) returns bigint language sql as $$
  select count(*) from identity.session where client_id = who and ended_at is null $$;
create function test.taken(rule text, who text) returns integer language sql as $$
  select coalesce((select cardinality(taken) from identity.bucket
                   where limit_name = rule and key = who), 0) $$;

-- limits of a login
select test.ok('five tries of an ID from unknown devices are let through',
  (select bool_and(test.begin_login('I-ANNA') = 'go') from generate_series(1, 5)));
select test.ok('the sixth try within 15 minutes waits and is not counted',
  test.begin_login('I-ANNA') = 'limited' and test.wait_login('I-ANNA') between 800 and 900
  and test.taken('login_id', encode(sha256('I-ANNA'), 'hex')) = 5);
select test.ok('an ID that nobody has is limited at the same count',
  (select array_agg(test.begin_login('I-NOBODY')) from generate_series(1, 6))
    = array['go', 'go', 'go', 'go', 'go', 'limited']);
select test.ok('an ID that nobody has is answered with the same columns, empty',
  (select client_id is null and password_sealed is null and language = 'ru' and taken_at is not null
   from api.identity_begin_login('I-GHOST', '\x01', null, '10.1.2.0/24', 0)));
update identity.bucket set taken = array(select t - interval '16 minutes' from unnest(taken) t)
  where limit_name in ('login_id', 'login_id_day') and key = encode(sha256('I-ANNA'), 'hex');
select test.ok('after 15 minutes five more are let through, and then the day is full',
  (select array_agg(test.begin_login('I-ANNA')) from generate_series(1, 6))
    = array['go', 'go', 'go', 'go', 'go', 'limited']);
update identity.bucket set taken = array(select t - interval '16 minutes' from unnest(taken) t)
  where limit_name in ('login_id', 'login_id_day') and key = encode(sha256('I-ANNA'), 'hex');
select test.ok('ten tries fill the day', test.wait_login('I-ANNA') > 80000);
insert into identity.device (client_id, token_hash) values (:anna, sha256('annas-phone'));
select test.ok('a device known for the client has a lane of its own while strangers are limited',
  test.begin_login('I-ANNA', 'annas-phone') = 'go' and test.begin_login('I-ANNA') = 'limited');
select test.ok('that lane is 20 in an hour',
  (select count(*) filter (where v = 'go') = 19 and count(*) filter (where v = 'limited') = 6
   from (select test.begin_login('I-ANNA', 'annas-phone') v from generate_series(1, 25)) x));
select test.ok('a device known for one client is unknown for another',
  test.begin_login('I-BORIS', 'annas-phone') = 'go'
  and test.taken('login_id', encode(sha256('I-BORIS'), 'hex')) = 1);
select test.ok('no bucket keeps the ID that was typed',
  not exists (select from identity.bucket where key like '%I-%'));
select test.ok('whoever waited long for a worker is sent away before his password is looked at',
  test.begin_login('I-LATE', 'none', '10.1.2.0/24', 1001) = 'limited'
  and test.taken('login_id', encode(sha256('I-LATE'), 'hex')) = 0
  and test.begin_login('I-LATE', 'none', '10.1.2.0/24', 1000) = 'go');
update identity.bucket set taken = '{}' where limit_name = 'login_device';
select test.ok('... but not from a device that is known for the client',
  test.begin_login('I-ANNA', 'annas-phone', '10.1.2.0/24', 5000) = 'go');
savepoint before_flow;
update identity.limit set burst = 2, period_s = 60 where name = 'login_global';
delete from identity.bucket where limit_name = 'login_global';
select test.ok('all logins together are limited too',
  (select array_agg(test.begin_login('I-G' || n)) from generate_series(1, 3) n)
    = array['go', 'go', 'limited']);
update identity.bucket set taken = '{}' where limit_name = 'login_device';
select test.ok('a device known for the client does not wait for the guesses of all others',
  test.begin_login('I-ANNA', 'annas-phone') = 'go' and test.begin_login('I-G8') = 'limited');
select test.ok('a flow limit says how long to wait', test.wait_login('I-G9') between 25 and 30);
update identity.bucket set theoretical_at = theoretical_at - interval '31 seconds'
  where limit_name = 'login_global';
select test.ok('a flow limit lets one more through after its share of the period',
  test.begin_login('I-G4') = 'go' and test.begin_login('I-G5') = 'limited');
rollback to before_flow;

-- codes
select test.ok('a right password opens a flow and puts one SMS', test.open(:boris, 'f1', '1') =
  'sent');
select test.ok('the SMS waits in the outbox, sealed', (select count(*) = 1 from queue.outbox where
  payload ->> 'client' = :boris and sealed = '\x51'));
select test.ok('a second flow ends the first', test.open(:boris, 'f2', '2') = 'sent'
  and test.confirm('f1', '1') = 'over');
select test.ok('a wrong code is counted down', test.confirm('f2', 'x') = 'wrong 4'
  and test.confirm('f2', 'x') = 'wrong 3' and test.confirm('f2', 'x') = 'wrong 2'
  and test.confirm('f2', 'x') = 'wrong 1' and test.confirm('f2', 'x') = 'wrong 0');
select test.ok('after five tries even the right code is not looked at',
  test.confirm('f2', '2') = 'limited' and test.live(:boris) = 0);
select test.ok('five tries and no more are ever counted',
  (select tries = 5 from identity.challenge where token_hash = sha256('f2')));
select test.ok('an unknown flow is over', test.confirm('nothing', '1') = 'over');
select test.ok('a new code is not sent before 30 seconds', test.open(:boris, 'f3', '3') = 'sent'
  and test.resend('f3', '3b') = 'early');
select test.earlier('f3', '31 seconds');
select test.ok('after 30 seconds a new code takes the place of the old one',
  test.resend('f3', '3b') = 'sent' and test.confirm('f3', '3') = 'wrong 4');
select test.earlier('f3', '31 seconds');
select test.ok('the third code waits 60 seconds', test.resend('f3', '3c') = 'early');
select test.earlier('f3', '30 seconds');
select test.ok('the third code is the last', test.resend('f3', '3c') = 'sent'
  and test.resend('f3', '3d') = 'over');
select test.earlier('f3', '179 seconds');
select test.ok('a code lives 180 seconds', test.confirm('f3', '3c') = 'right 3');
select test.ok('a code is used once', test.confirm('f3', '3c') = 'over');
select test.ok('a sign-in gives the sends of its flow back, and only of its flow',
  test.taken('sms_number_day', encode(test.phone(2), 'hex')) = 2
  and test.taken('sms_number_hard', encode(test.phone(2), 'hex')) = 5
  and test.taken('sms_network_hour', :net) = 2);
select test.open(:boris, 'f4', '4');
select test.earlier('f4', '181 seconds');
select test.ok('an expired code is over', test.confirm('f4', '4') = 'over');
select test.ok('a flow whose code expired may have a new one', test.resend('f4', '4b') = 'sent');
select test.ok('five unconfirmed sends to a number fill its day',
  test.open(:boris, 'f5', '5') = 'sent' and test.open(:boris, 'f6', '6') = 'limited');
select test.ok('a full day of codes refuses before the password is looked at',
  test.begin_login('I-BORIS') = 'limited');
update identity.bucket set taken = '{}' where limit_name = 'sms_number_day';
update identity.bucket set taken = array_fill(now(), array[10])
  where limit_name = 'sms_network_hour' and key = :net;
select test.ok('ten unconfirmed sends fill the hour of a network',
  test.open(:boris, 'f7', '7') = 'limited' and test.open(:boris, 'f7', '7', '10.9.9.0/24') =
    'sent');
insert into identity.trusted_network values ('10.1.2.0/24', 100), ('::1/48', 2);
select test.ok('a trusted network has a wider hour', test.open(:boris, 'f8', '8') = 'sent');
select test.ok('trust covers the written prefix and nothing beside it',
  api.identity_network_factor('::/48') = 2 and api.identity_network_factor('10.1.3.0/24') = 1
  and api.identity_network_factor('unknown') = 1);
update identity.bucket set taken = array_fill(now(), array[30])
  where limit_name = 'sms_number_hard' and key = encode(test.phone(2), 'hex');
select test.ok('thirty sends a day to a number are the end, confirmed or not',
  test.open(:boris, 'f9', '9') = 'limited');
delete from identity.bucket where limit_name like 'sms%';
select test.ok('a client without a phone gets no code',
  test.open('d1000000-0000-4000-8000-000000000004', 'fd', '1') = 'disabled');
select test.open(:boris, 'f10', '10');
update identity.client set otp_failures = 18 where id = :boris;
select test.ok('the twentieth wrong code in a row stops codes for the client',
  test.confirm('f10', 'x') = 'wrong 4' and test.confirm('f10', 'x') = 'wrong 3'
  and test.confirm('f10', '10') = 'disabled' and test.open(:boris, 'f11', '1') = 'disabled');
select test.ok('the stop is journalled once', (select count(*) = 1 from identity.event where
  client_id = :boris and kind = 'codes_disabled'));

-- sessions and devices
update identity.client set otp_failures = 3 where id = :anna;
delete from identity.device where client_id = :anna;
select test.open(:anna, 'g1', '1'), test.confirm('g1', '1', 's1', 'd1');
select test.ok('the very first device is not worth a notice',
  not exists (select from queue.outbox where payload ->> 'purpose' = 'new_device'));
select test.ok('a right code ends the row of failures',
  (select otp_failures = 0 from identity.client where id = :anna));
select test.open(:anna, 'g2', '2'), test.confirm('g2', '2', 's2', 'd1');
select test.ok('a known device is not worth a notice',
  not exists (select from queue.outbox where payload ->> 'purpose' = 'new_device'));
select test.open(:anna, 'g3', '3'), test.confirm('g3', '3', 's3', 'd2');
select test.ok('a new device is told to the owner', (select count(*) = 1 from queue.outbox
  where payload = jsonb_build_object('purpose', 'new_device', 'client', :anna) and sealed =
    '\x52'));
select test.open(:anna, 'g4', '4'), test.confirm('g4', '4', 's4', 'd2');
select test.open(:anna, 'g5', '5'), test.confirm('g5', '5', 's5', 'd2');
update identity.session set created_at = created_at - interval '1 minute',
  expires_at = expires_at - interval '1 minute' where token_hash = sha256('s1');
select test.open(:anna, 'g6', '6'), test.confirm('g6', '6', 's6', 'd2');
select test.ok('at most five sessions live, and the oldest is the one that ends',
  test.live(:anna) = 5 and (select ended_at is not null from identity.session
                            where token_hash = sha256('s1')));
select test.open(:anna, 'g7', '7'), test.confirm('g7', '7', 's7', 'd2', 's6');
select test.ok('the session of the browser that signs in does not survive',
  (select ended_at is not null from identity.session where token_hash = sha256('s6')));
insert into identity.session (token_hash, client_id, level, network, created_at, expires_at)
  values (sha256('ancient'), :anna, 'client', '', now() - interval '100 days',
          now() - interval '99 days 12 hours');
select test.open(:anna, 'g8', '8'), test.confirm('g8', '8', 's8', 'd2', 's7');
select test.ok('a session is forgotten 90 days after its end',
  not exists (select from identity.session where token_hash = sha256('ancient')));
select test.ok('a device token that we never gave out is replaced',
  (select m.takes_new from api.identity_meet_device(:anna, sha256('planted'), sha256('ours')) m));
select test.ok('a planted device token is remembered for nobody', not exists (select from
  identity.device where token_hash = sha256('planted')));
update identity.client set otp_failures = 0 where id = :boris;
select test.open(:boris, 'h1', '1'), test.confirm('h1', '1', 'b1', 'd2');
select test.ok('two clients may share a browser',
  (select count(*) = 2 from identity.device where token_hash = sha256('d2')));
insert into identity.device (client_id, token_hash, last_seen)
  select :boris, sha256(n::text::bytea), now() - make_interval(days => n) from generate_series(1,
    25) n;
select api.identity_meet_device(:boris, null, sha256('one more'));
select test.ok('at most twenty devices are remembered',
  (select count(*) = 20 from identity.device where client_id = :boris));

-- what a client sees: own rows only, and only with a proven session
grant usage on schema api, auth to fn_session;
grant execute on all functions in schema api to fn_session;
grant execute on function auth.enter(bytea, text) to fn_session;
set local role fn_session;
select test.ok('without a session nothing is listed',
  (api.identity_list_sessions() -> 'sessions')::text = '[]');
select auth.enter(sha256('s8'), 'client');
select test.ok('a client lists his own live sessions, the current one first',
  (select json_array_length(s) = 5 and (s -> 0 ->> 'current')::boolean
     and not (s -> 1 ->> 'current')::boolean from (select api.identity_list_sessions() ->
       'sessions' s) x));
select test.ok('a foreign session is ended by nobody but its owner', not api.identity_end_session(
  (select id from (values ('b1000000-0000-4000-8000-00000000000b'::uuid)) v (id))));
select test.denied($$select * from identity.session$$);
select test.denied($$select * from identity.client$$);
reset role;
create function test.session_of(token text) returns uuid language sql as
  $$ select id from identity.session where token_hash = sha256(token::bytea) $$;
select test.session_of('b1') as boris_session, test.session_of('s5') as annas_other \gset
set local role fn_session;
select test.ok('a foreign session looks like none', not api.identity_end_session(:'boris_session'));
select test.ok('an own session is ended once', api.identity_end_session(:'annas_other')
  and not api.identity_end_session(:'annas_other'));
reset role;
select test.ok('the foreign session still lives', test.live(:boris) = 2);
set local role fn_session;
select api.identity_end_sessions();
reset role;
select test.ok('ending all ends all of this client and none of another',
  test.live(:anna) = 0 and test.live(:boris) = 2);

-- letters
create function test.letter(who uuid, code text, until timestamptz default now() + interval
  '3 days')
returns text language sql as $$
  select string_agg(verdict, ',') from
    api.identity_issue_letters(jsonb_build_array(jsonb_build_object(
    'client_id', who, 'code_mac', encode(sha256(code::bytea), 'hex'), 'expires_at', until))) $$;
create function test.activate(who text, code text, net text default '10.1.2.0/24') returns text
language sql as $$ select verdict from api.identity_begin_activation(who, sha256(who::bytea),
  sha256(code::bytea), net) $$;
select test.ok('a letter is issued', test.letter(:clara, 'old') = 'issued');
select test.ok('a letter for nobody is told as absent',
  test.letter('e1000000-0000-4000-8000-00000000000e', 'x') = 'absent');
select test.ok('a new letter makes the earlier one void', test.letter(:clara, 'right') = 'issued'
  and test.activate('I-CLARA', 'old') = 'wrong' and test.activate('I-CLARA', 'right') = 'right');
select test.ok('wrong ID and wrong code read the same', test.activate('I-NOBODY', 'right') = 'wrong'
  and test.activate('I-CLARA', 'wrong') = 'wrong' and test.activate('I-BORIS', 'right') = 'wrong');
select test.ok('letters are tried five times in 15 minutes from one network, not more',
  (select array_agg(test.activate('I-L', 'x')) from generate_series(1, 6))
    = array['wrong', 'wrong', 'wrong', 'wrong', 'wrong', 'limited']);
select test.ok('a stranger who used up his tries does not keep the owner out',
  test.activate('I-L', 'x', '10.7.7.0/24') = 'wrong');
update identity.client set otp_failures = 20 where id = :clara;
select test.ok('a right letter takes the stop of codes off', test.activate('I-CLARA', 'right') =
  'right');
select test.ok('codes are sent again after a letter', (select otp_failures = 0 from identity.client
  where id = :clara));
select test.open(:clara, 'k1', '1', :net, 'activation'), test.confirm('k1', '1', 'c1', 'cd');
set local role fn_session;
select test.refuses('session_level_is_enough', $$select auth.enter(sha256('c1'), 'client')$$);
select auth.enter(sha256('c1'), 'activation');
select test.ok('a password is set and opens a full session',
  api.identity_set_password('\x0a', sha256('c2'), '\x0b') like '____-__-__T__:__:__Z');
select test.refuses('password_is_set_by_letter',
  $$select api.identity_set_password('\x0c', sha256('c3'), null)$$);
reset role;
select test.ok('the activation session ended and the new one has level client',
  (select array_agg(level order by level) = array['client'] from identity.session
   where client_id = :clara and ended_at is null));
select test.ok('a letter is used once', test.activate('I-CLARA', 'right') = 'wrong');
select test.ok('the first password is told to nobody',
  not exists (select from queue.outbox where payload ->> 'purpose' = 'password_set'));
delete from identity.bucket where limit_name like 'letter%';
select test.ok('an activated client may set a password anew by letter and is told by SMS',
  test.letter(:clara, 'again') = 'issued' and test.activate('I-CLARA', 'again') = 'right');
select test.open(:clara, 'k2', '1', :net, 'activation'), test.confirm('k2', '1', 'c4', 'cd');
set local role fn_session;
select auth.enter(sha256('c4'), 'activation');
select api.identity_set_password('\x0d', sha256('c5'), '\x0e');
reset role;
select test.ok('the notice of a new password waits in the outbox', (select count(*) = 1
  from queue.outbox where payload ->> 'purpose' = 'password_set' and sealed = '\x0e'));
select test.ok('every session before the new password has ended', test.live(:clara) = 1);
select test.ok('an expired letter is a wrong one', test.letter(:anna, 'late', now() - interval
  '1 s')
  = 'issued' and test.activate('I-ANNA', 'late') = 'wrong');
select test.refuses('batch_is_array_of_rows', $$select * from api.identity_issue_letters('{}')$$);
select test.refuses('letter_is_valid_for_14_days',
  format('select test.letter(%L, %L, now() + interval ''15 days'')', :boris, 'x'));

-- import
create function test.row(id text, login text, mark text) returns jsonb language sql as $$
  select jsonb_build_object('id', id, 'login', login, 'fingerprint', encode(sha256(mark::bytea),
    'hex'),
    'dek_wrapped', '00ff', 'phone_sealed', 'aa', 'phone_index', encode(test.phone(9), 'hex')) $$;
select jsonb_build_array(
  test.row('e1000000-0000-4000-8000-000000000001', 'I-E1', 'one'),
  test.row('e1000000-0000-4000-8000-000000000002', 'I-E2', 'two'),
  test.row('e1000000-0000-4000-8000-000000000003', 'I-E1', 'three')) as batch \gset
select test.ok('a review tells what an import would do and writes nothing',
  (select string_agg(verdict, ',' order by n) = 'new,new,duplicate'
   from api.identity_review_clients(:'batch')));
select test.ok('a review leaves nothing behind', not exists (select from identity.client where
  login = 'I-E1'));
select test.ok('new rows go in with the importer''s id, a repeated one does not',
  (select string_agg(verdict || right(client_id::text, 1), ',' order by n) = 'new1,new2,duplicate1'
   from api.identity_import_clients(:'batch')));
select test.ok('hex in a batch becomes bytes', (select dek_wrapped = '\x00ff' from identity.client
  where login = 'I-E2'));
select test.ok('the same rows again change nothing', (select string_agg(verdict, ',' order by n)
  = 'same,same,duplicate' from api.identity_import_clients(:'batch')));
select test.ok('a changed row is reported and not overwritten',
  (select verdict || right(client_id::text, 1) = 'changed2' from api.identity_import_clients(
    jsonb_build_array(test.row('e1000000-0000-4000-8000-000000000009', 'I-E2', 'other')))));
select test.ok('a changed row stays as it was', (select fingerprint = sha256('two') from
  identity.client where login = 'I-E2'));
select test.refuses('batch_is_array_of_rows', $$select * from api.identity_import_clients('{}')$$);
select test.ok('people never activated and without a letter are listed by login',
  (select array_agg(login) = array['I-E1'] from api.identity_list_unlettered('I-E', 1)));

-- rows that cannot be
create function test.breaks(broken text, values_of text) returns text language sql as $$
  select test.refuses(broken, 'insert into identity.client (login, dek_wrapped, ' || values_of) $$;
select test.breaks('login_is_unique', $$language) values ('I-ANNA', '\x', 'ru')$$);
select test.breaks('login_is_normal', $$language) values (' x', '\x', 'ru')$$);
select test.breaks('language_is_spoken', $$language) values ('x', '\x', 'xx')$$);
select test.breaks('fingerprint_is_32_bytes', $$fingerprint) values ('x', '\x', '\x01')$$);
select test.breaks('phone_index_is_16_bytes', $$phone_sealed, phone_index) values ('x', '\x', '\x',
  '\x')$$);
select test.breaks('phone_is_found_when_sealed', $$phone_sealed) values ('x', '\x', '\x01')$$);
select test.breaks('activated_client_has_password', $$activated_at) values ('x', '\x', now())$$);
select test.breaks('otp_failures_are_counted_up', $$otp_failures) values ('x', '\x', -1)$$);
select test.refuses('session_ends_within_12_hours', $$update identity.session
  set expires_at = created_at + interval '13 hours'$$);
select test.refuses('session_token_is_hashed', $$update identity.session set token_hash = '\x01'$$);
select test.refuses('session_token_is_unique', $$update identity.session set token_hash =
  sha256('x')$$);
select test.refuses('session_level_is_known', $$update identity.session set level = 'god'$$);
select test.refuses('user_agent_is_short', $$update identity.session set user_agent = repeat('x',
  201)$$);
select test.refuses('device_is_known_once', $$insert into identity.device (client_id, token_hash)
  select client_id, token_hash from identity.device$$);
select test.refuses('device_token_is_hashed', $$update identity.device set token_hash = '\x01'$$);
select test.refuses('challenge_token_is_hashed', $$update identity.challenge set token_hash =
  '\x01'$$);
select test.refuses('challenge_token_is_unique',
  $$update identity.challenge set token_hash = sha256('x')$$);
select test.refuses('challenge_purpose_is_known', $$update identity.challenge set purpose = 'x'$$);
select test.refuses('challenge_level_is_known', $$update identity.challenge set level = 'x'$$);
select test.refuses('code_is_kept_as_mac', $$update identity.challenge set code_mac = '\x123456'$$);
select test.refuses('challenge_has_five_tries', $$update identity.challenge set tries = 6$$);
select test.refuses('challenge_has_three_sends', $$update identity.challenge set sent_at = '{}'$$);
select test.refuses('used_challenge_is_ended',
  $$update identity.challenge set used_at = now(), ended_at = null$$);
select test.refuses('challenge_is_one_per_purpose', $$update identity.challenge
  set ended_at = null, used_at = null where client_id = 'b1000000-0000-4000-8000-000000000002'$$);
select test.refuses('letter_is_one_per_client', $$update identity.activation set void_at = null,
  used_at = null$$);
select test.refuses('letter_code_is_kept_as_mac', $$update identity.activation set code_mac =
  '\x01'$$);
select test.refuses('limit_lets_something_through', $$update identity.limit set burst = 0$$);
select test.refuses('limit_has_a_period', $$update identity.limit set period_s = 0$$);
select test.refuses('limit_kind_is_known', $$update identity.limit set kind = 'x'$$);
select test.refuses('window_is_small', $$update identity.limit set burst = 101 where kind =
  'window'$$);
select test.refuses('trust_only_widens', $$update identity.trusted_network set factor = 0$$);
select test.refuses('event_kind_is_known', $$insert into identity.event (kind) values ('x')$$);
\set stranger 'f1000000-0000-4000-8000-00000000000f'
select test.refuses('device_client_is_known', format('insert into identity.device
  (client_id, token_hash) values (%L, sha256(''x''))', :'stranger'));
select test.refuses('session_client_is_known', format('update identity.session
  set client_id = %L', :'stranger'));
select test.refuses('session_device_is_known', format('update identity.session
  set device_id = %L', :'stranger'));
select test.refuses('challenge_client_is_known', format('update identity.challenge
  set client_id = %L, ended_at = now()', :'stranger'));
select test.refuses('letter_client_is_known', format('update identity.activation
  set client_id = %L, void_at = now()', :'stranger'));
select test.refuses('bucket_limit_is_known', $$insert into identity.bucket
  (limit_name, key, expires_at) values ('x', 'x', now())$$);
select test.refuses('event_is_append_only', $$update identity.event set kind = 'signed_in'$$);
select test.refuses('event_is_append_only', $$delete from identity.event$$);
select test.ok('every table of a client is under forced row security', (select bool_and(
  relrowsecurity and relforcerowsecurity) from pg_class where relnamespace =
    'identity'::regnamespace
  and relname in ('client', 'device', 'session', 'challenge', 'activation', 'event')));
rollback;
