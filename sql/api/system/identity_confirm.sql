-- The end of the three steps: a submitted code is counted, compared and, if right, turned into a
-- session, all in one transaction and one call.

-- verdict: right | wrong | limited | over | disabled. `old_session` is the session of the browser
-- that signs in (null if none): it ends, a session never survives a sign-in.
create function api.identity_confirm_code(
  token_hash bytea, code_mac bytea, session_hash bytea, old_session bytea, device_hash bytea,
  new_device_hash bytea, network text, user_agent text)
returns table (verdict text, tries_left integer, retry_after_s integer, level text,
               expires_at text, device_is_new boolean)
language plpgsql security definer set search_path = identity, pg_temp as $$
declare
  at constant timestamptz := clock_timestamp();
  who client;
  flow challenge;
  device_row uuid;
  strange boolean;
begin
  select c.* into who from client c join challenge f on f.client_id = c.id
    where f.token_hash = identity_confirm_code.token_hash for no key update of c;
  select * into flow from challenge f
    where f.token_hash = identity_confirm_code.token_hash and f.purpose = 'sign_in'
      and f.ended_at is null and f.code_expires_at > at;
  verdict := case
    when flow.id is null then 'over'
    when who.otp_failures >= 20 then 'disabled'
    when flow.tries >= 5 then 'limited'
    when flow.code_mac = identity_confirm_code.code_mac then 'right'
    else 'wrong' end;
  retry_after_s := greatest(1, ceil(extract(epoch from flow.code_expires_at - at)));
  if verdict in ('wrong', 'right') then
    update challenge f set tries = f.tries + 1 where f.id = flow.id;
    tries_left := 4 - flow.tries;
  end if;
  if verdict = 'wrong' then
    perform api.identity_count_failure(who.id, who.otp_failures + 1, network);
  elsif verdict = 'right' then
    level := flow.level;
    update challenge f set used_at = at, ended_at = at where f.id = flow.id;
    update client c set otp_failures = 0 where c.id = who.id and c.otp_failures > 0;
    perform api.identity_give_back(array['sms_number_day'], encode(who.phone_index, 'hex'),
        flow.sent_at),
      api.identity_give_back(array['sms_network_hour'], n, flow.sent_at)
      from unnest(flow.sent_network) n;
    select d.id, d.strange, d.takes_new into device_row, strange, device_is_new
      from api.identity_meet_device(who.id, device_hash, new_device_hash) d;
    if strange and flow.notice_sealed is not null then
      perform queue.put('sms', null, jsonb_build_object('purpose', 'new_device',
        'client', who.id), flow.notice_sealed);
    end if;
    expires_at := api.identity_open_session(who.id, session_hash, old_session, flow.level,
      device_row, network, user_agent);
  end if;
  return next;
end
$$;

create function api.identity_count_failure(client_id uuid, failures integer, network text)
returns void
language sql set search_path = identity, pg_temp as $$
  update client set otp_failures = failures where id = client_id;
  insert into event (client_id, kind, network)
    select client_id, kind, network from unnest(array['code_failed', 'codes_disabled']) kind
    where kind = 'code_failed' or failures = 20;
$$;

-- A browser keeps one device token for all who sign in with it; a token that no client of ours was
-- given is not taken over (it may have been planted). `strange`: the client has used other devices
-- before, and never this one. At most 20 devices are remembered.
create function api.identity_meet_device(client_id uuid, token_hash bytea, new_token_hash bytea,
  out id uuid, out strange boolean, out takes_new boolean)
language plpgsql set search_path = identity, pg_temp as $$
declare
  owner uuid := client_id;
begin
  update device d set last_seen = now()
    where d.client_id = owner and d.token_hash = identity_meet_device.token_hash
    returning d.id into id;
  strange := id is null and exists (select from device d where d.client_id = owner);
  takes_new := not exists (select from device d
    where d.token_hash = identity_meet_device.token_hash);
  if id is null then
    insert into device (client_id, token_hash)
    values (owner, case when takes_new then new_token_hash
                        else identity_meet_device.token_hash end)
    returning device.id into id;
    delete from device d where d.id in (select o.id from device o where o.client_id = owner
                                        order by o.last_seen desc, o.id offset 20);
  end if;
end
$$;

-- At most five sessions of a client live: the oldest ends.
create function api.identity_open_session(client_id uuid, token_hash bytea, old_session bytea,
  level text, device_id uuid, network text, user_agent text) returns text
language plpgsql set search_path = identity, pg_temp as $$
declare
  owner uuid := client_id;
  until timestamptz;
begin
  update session s set ended_at = now()
    where s.ended_at is null and s.token_hash = old_session;
  update session s set ended_at = now()
    where s.id in (select o.id from session o where o.client_id = owner and o.ended_at is null
                   order by o.expires_at <= now() or o.last_seen <= now() - interval '15 minutes',
                            o.created_at desc offset 4);
  insert into session (token_hash, client_id, level, device_id, network, user_agent)
    values (token_hash, owner, level, device_id, network, left(user_agent, 200))
    returning session.expires_at into until;
  insert into event (client_id, kind, network, device_id)
    values (owner, 'signed_in', network, device_id);
  -- Where somebody signed in from is not kept longer than a complaint about it takes.
  delete from session s where s.id in (
    select o.id from session o where o.expires_at < now() - interval '90 days'
    order by o.expires_at limit 2 for update skip locked);
  return to_char(until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"');
end
$$;
