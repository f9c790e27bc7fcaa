-- Rules of the proof of a session: who enters, what a context is worth, and that it is worth
-- nothing elsewhere. Run on a migrated database as its superuser: psql -f tests/sql/auth.sql ;
-- everything is rolled back.
begin;
\ir words.sql

insert into identity.client (id, login, dek_wrapped) values
  ('a0000000-0000-4000-8000-000000000001', 'A-ANNA', '\x00');
create function test.session(name text, level text, last_seen interval default '0',
                             ends interval default '6 hours') returns void
language sql as $$
  insert into identity.session (token_hash, client_id, level, network, created_at, last_seen,
                                expires_at)
  values (sha256(name::bytea), 'a0000000-0000-4000-8000-000000000001', level, '127.0.0.0/24',
          now() - interval '6 hours', now() - last_seen, now() + ends)
$$;
create function test.enter(name text, level text) returns text language sql as $$
  select format('select auth.enter(%L, %L)', sha256(name::bytea), level) $$;
select test.session('fresh', 'client'), test.session('weak', 'activation'),
  test.session('idle', 'client', '15 minutes 1 second'),
  test.session('old', 'client', '0', '-1 second'), test.session('ended', 'client');
update identity.session set ended_at = now() where token_hash = sha256('ended');

select test.ok('without entering there is nobody',
  auth.client() is null and auth.session() is null and auth.level() is null);
select test.ok('a live session enters as its client',
  auth.enter(sha256('fresh'), 'client') = 'a0000000-0000-4000-8000-000000000001'
  and auth.client() = 'a0000000-0000-4000-8000-000000000001' and auth.level() = 'client'
  and auth.session() = (select id from identity.session where token_hash = sha256('fresh')));

-- What was read out is worth nothing when one letter of it, or its moment, is another.
create function test.forged(ctx text) returns boolean language sql as $$
  select set_config('app.ctx', ctx, true) is not null and auth.client() is null
    and auth.session() is null $$;
select current_setting('app.ctx') as real \gset
select test.ok('a context with another client, session, level or mac proves nothing',
  test.forged(replace(:'real', 'a0000000', 'b0000000')) and test.forged(:'real' || '0')
  and test.forged(replace(:'real', '|client|', '|confirmed|'))
  and test.forged(left(:'real', -1)) and test.forged('') and test.forged('||||')
  and test.forged('a|b|c|d|e') and test.forged(:'real' || '|x'));
select test.ok('a context of another moment proves nothing',
  test.forged((select string_agg(case when n = 4 then '1:1' else part end, '|' order by n)
               from unnest(string_to_array(:'real', '|')) with ordinality as p (part, n))));
select test.ok('... and the real one still does',
  set_config('app.ctx', :'real', true) is not null and auth.client() is not null);

select test.refuses('session_is_live', test.enter('nothing', 'client'));
select test.refuses('session_is_live', test.enter('idle', 'client'));
select test.refuses('session_is_live', test.enter('old', 'client'));
select test.refuses('session_is_live', test.enter('ended', 'any'));
select test.refuses('session_level_is_enough', test.enter('weak', 'client'));
select test.refuses('session_level_is_enough', test.enter('fresh', 'activation'));
select test.refuses('session_level_is_enough', test.enter('fresh', 'confirmed'));
select test.ok('a session that may only set a password enters where any may, and there',
  auth.enter(sha256('weak'), 'any') is not null
  and auth.enter(sha256('weak'), 'activation') is not null);
update identity.session set confirmed_until = now() + interval '1 minute'
where token_hash = sha256('fresh');
select test.ok('a fresh step-up is enough for what asks for it',
  auth.enter(sha256('fresh'), 'confirmed') is not null);
update identity.session set last_seen = now() - interval '14 minutes'
where token_hash = sha256('fresh');
select test.ok('a session that slept for less than a quarter of an hour enters',
  auth.enter(sha256('fresh'), 'client') is not null);
select test.ok('... and is awake again',
  (select last_seen = now() from identity.session where token_hash = sha256('fresh')));
select test.denied($$set local role kabinet_client; select auth.sign(gen_random_uuid(),
  gen_random_uuid(), 'client')$$);
rollback;
