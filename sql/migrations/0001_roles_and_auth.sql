-- The schemas and the proof of a session on which every row-level policy stands. Why a MAC: a
-- function that is taken over can call set_config itself; without the key it cannot make a
-- context that auth.client() believes. The context is bound to backend and transaction start, so
-- that one which was read out cannot be used again (security.md D13). The roles kabinet_owner,
-- kabinet_client and kabinet_system are made by infra/migrate before the first migration.

create schema auth;
create schema identity;
create schema ledger;
create schema queue;

-- The two roles that own api functions see tables through grants and policies, never as owners.
grant usage on schema auth, identity, ledger, queue to kabinet_client, kabinet_system;

-- Two independent keys of a block of SHA-256 each: HMAC (RFC 2104) with keys in place of its two
-- pads, which is NMAC. Made of the built-in sha256(), it costs half of pgcrypto's hmac().
create table auth.secret (
  id boolean primary key default true constraint auth_has_one_secret check (id),
  inner_key bytea not null constraint auth_inner_key_is_a_block check (length(inner_key) = 64),
  outer_key bytea not null constraint auth_outer_key_is_a_block check (length(outer_key) = 64)
);
insert into auth.secret (inner_key, outer_key)
  values (ext.gen_random_bytes(64), ext.gen_random_bytes(64));
revoke all on auth.secret from public;

-- What a context is good for: this backend, this transaction. A body after `return` is bound when
-- it is created, so no search_path can bend it; and it is inlined, where one between $$ would be
-- parsed and planned anew in every request.
create function auth.moment() returns text language sql stable
return pg_backend_pid() || ':' || extract(epoch from transaction_timestamp());

create function auth.mac(said text) returns text
language plpgsql stable security definer set search_path = auth, pg_temp as $$
begin
  return (select encode(sha256(outer_key || sha256(inner_key || convert_to(said, 'UTF8'))), 'hex')
          from secret);
end
$$;

create function auth.sign(client uuid, session uuid, level text) returns text
language plpgsql stable security definer set search_path = auth, pg_temp as $$
declare
  said text := concat_ws('|', client, session, level, auth.moment());
begin
  return said || '|' || mac(said);
end
$$;

-- One part of the context (1 client, 2 session, 3 level), or null if there is none, it was made
-- by hand, or it belongs to another transaction.
create function auth.proven(part int) returns text
language plpgsql stable security definer set search_path = auth, pg_temp as $$
declare
  parts text[] := string_to_array(current_setting('app.ctx', true), '|');
begin
  if parts is null or array_length(parts, 1) is distinct from 5
     or parts[4] is distinct from auth.moment()
     or part not between 1 and 3
     or mac(array_to_string(parts[1:4], '|')) is distinct from parts[5] then
    return null;
  end if;
  return parts[part];
end
$$;

-- The same for the client alone, written out: every policy asks it, at each table of each read.
create function auth.client() returns uuid
language plpgsql stable security definer set search_path = auth, pg_temp as $$
declare
  said text := current_setting('app.ctx', true);
begin
  if split_part(said, '|', 4)
       = pg_backend_pid() || ':' || extract(epoch from transaction_timestamp())
     and right(said, 64) = (
       select encode(sha256(outer_key || sha256(inner_key || convert_to(left(said, -65), 'UTF8'))),
                     'hex') from secret) then
    return split_part(said, '|', 1)::uuid;
  end if;
  return null;
end
$$;
create function auth.session() returns uuid language sql stable return auth.proven(2)::uuid;
create function auth.level() returns text language sql stable return auth.proven(3);

-- The first call of each request of a signed-in client. Levels: an `activation` session may only
-- do what asks for exactly that level; `client` is enough for `client`; `confirmed` needs a
-- step-up that still stands. Idle 15 minutes, absolute end at expires_at, by the database clock;
-- last_seen is written at most once a minute, so that reads stay reads.
create function auth.enter(token_hash bytea, level text) returns uuid
language plpgsql volatile security definer set search_path = auth, pg_temp as $$
declare
  found_session record;
begin
  select s.id, s.client_id, s.level, s.last_seen, s.confirmed_until into found_session
  from identity.session s
  where s.token_hash = enter.token_hash and s.ended_at is null
    and s.expires_at > now() and s.last_seen > now() - interval '15 minutes';
  if not found then
    raise exception 'no live session' using errcode = 'check_violation',
      constraint = 'session_is_live';
  end if;
  if (enter.level = 'activation') <> (found_session.level = 'activation') and enter.level <> 'any'
     or enter.level = 'confirmed' and coalesce(found_session.confirmed_until <= now(), true) then
    raise exception 'level too low' using errcode = 'check_violation',
      constraint = 'session_level_is_enough';
  end if;
  if found_session.last_seen < now() - interval '1 minute' then
    update identity.session s set last_seen = now() where s.id = found_session.id;
  end if;
  perform set_config('app.ctx',
    auth.sign(found_session.client_id, found_session.id, found_session.level), true);
  return found_session.client_id;
end
$$;

revoke all on all functions in schema auth from public;
grant execute on function auth.moment(), auth.proven(int), auth.client(), auth.session(),
  auth.level() to kabinet_client, kabinet_system;
grant execute on function auth.sign(uuid, uuid, text) to kabinet_system;

-- auth.enter looks into identity.session through kabinet_system's policy, not as its owner.
grant create on schema auth to kabinet_system;
reset role;
alter function auth.enter(bytea, text) owner to kabinet_system;
set role kabinet_owner;
revoke create on schema auth from kabinet_system;
