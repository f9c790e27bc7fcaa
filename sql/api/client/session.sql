-- What a client may see and do with his own sessions, and setting a password after a letter. Row
-- level security shows these functions only rows of the client whose session was proven.

create function api.identity_read_session()
returns table (level text, expires_at text, login text, language text, dek_wrapped bytea,
               client_id uuid, last_name_sealed bytea, first_name_sealed bytea,
               middle_name_sealed bytea, phone_sealed bytea, activated boolean)
language sql stable security definer set search_path = identity, pg_temp as $$
  select s.level, to_char(s.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    c.login, c.language, c.dek_wrapped, c.id, c.last_name_sealed, c.first_name_sealed,
    c.middle_name_sealed, c.phone_sealed, c.activated_at is not null
  from session s join client c on c.id = s.client_id where s.id = (select auth.session());
$$;

create function api.identity_list_sessions() returns json
language sql stable security definer set search_path = identity, pg_temp as $$
  select json_build_object('sessions', coalesce(json_agg(json_build_object(
    'id', s.id, 'current', s.id = (select auth.session()), 'device', s.user_agent,
    'network', s.network,
    'created_at', to_char(s.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'last_seen_at', to_char(s.last_seen at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'expires_at', to_char(s.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
    order by s.id = (select auth.session()) desc, s.last_seen desc), '[]'))
  from session s
  where s.ended_at is null and s.expires_at > now()
    and s.last_seen > now() - interval '15 minutes';
$$;

-- False if there is no such live session of this client: somebody else's looks like none at all.
create function api.identity_end_session(session_id uuid) returns boolean
language plpgsql security definer set search_path = identity, pg_temp as $$
declare
  ended session;
begin
  update session s set ended_at = now() where s.id = session_id and s.ended_at is null
    and s.expires_at > now() and s.last_seen > now() - interval '15 minutes'
    returning * into ended;
  if ended.id is null then
    return false;
  end if;
  insert into event (client_id, kind, network, device_id)
    values (ended.client_id, 'session_ended', ended.network, ended.device_id);
  return true;
end
$$;

create function api.identity_end_sessions() returns void
language sql security definer set search_path = identity, pg_temp as $$
  update session s set ended_at = now() where s.ended_at is null;
  insert into event (client_id, kind, network, device_id)
    select s.client_id, 'sessions_ended', s.network, s.device_id
    from session s where s.id = (select auth.session());
$$;

create function api.identity_sign_out() returns void
language sql security definer set search_path = identity, pg_temp as $$
  update session s set ended_at = now() where s.id = (select auth.session());
  insert into event (client_id, kind, network, device_id)
    select s.client_id, 'signed_out', s.network, s.device_id
    from session s where s.id = (select auth.session());
$$;

-- The one thing a session of level `activation` may do. It uses the letter up, ends every session
-- and every code on its way, and opens a new session. A client who had a password before is told
-- by SMS (notice_sealed): somebody who stole the letter cannot do this quietly.
create function api.identity_set_password(password_sealed bytea, token_hash bytea,
                                          notice_sealed bytea) returns text
language plpgsql security definer set search_path = identity, pg_temp as $$
declare
  who client;
  here session;
  until timestamptz;
begin
  select * into who from client c where c.id = auth.client() for no key update;
  select * into here from session s
    where s.id = auth.session() and s.ended_at is null for update;
  update activation a set used_at = now() where a.client_id = who.id and a.used_at is null
    and a.void_at is null and a.expires_at > now();
  if not found or here.level is distinct from 'activation' then
    raise exception 'the letter was used meanwhile' using errcode = 'check_violation',
      constraint = 'password_is_set_by_letter';
  end if;
  update client c set password_sealed = identity_set_password.password_sealed, otp_failures = 0,
    activated_at = coalesce(c.activated_at, now()) where c.id = who.id;
  update session s set ended_at = now() where s.client_id = who.id and s.ended_at is null;
  update challenge f set ended_at = now() where f.client_id = who.id and f.ended_at is null;
  insert into session (token_hash, client_id, level, device_id, network, user_agent)
    values (token_hash, who.id, 'client', here.device_id, here.network, here.user_agent)
    returning expires_at into until;
  insert into event (client_id, kind, network, device_id)
    values (who.id, 'password_set', here.network, here.device_id);
  if who.activated_at is not null and notice_sealed is not null then
    perform queue.put('sms', null, jsonb_build_object('purpose', 'password_set',
      'client', who.id), notice_sealed);
  end if;
  return to_char(until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"');
end
$$;
