-- The third factor: a code by SMS. Every verdict is data and every count is committed before the
-- answer leaves, so that a wrong code cannot be tried for free. A client's row is locked first in
-- each of these functions: parallel tries of one person go one by one.

create function api.identity_code_ttl() returns interval
language sql immutable as $$ select interval '180 seconds' $$;

-- Seconds to wait before the next code may be asked for, after `sends` of them.
create function api.identity_resend_wait(sends integer) returns integer
language sql immutable as $$ select (array[30, 60, 120])[sends] $$;

create function api.identity_put_code(client_id uuid, sms_sealed bytea, network text) returns void
language sql set search_path = identity, pg_temp as $$
  select queue.put('sms', null, jsonb_build_object('purpose', 'otp', 'client', client_id),
                   sms_sealed);
  insert into event (client_id, kind, network) values (client_id, 'code_sent', network);
$$;

-- Opens the flow after a right password or letter. verdict: sent | limited | disabled.
-- `begun_at` is taken_at of identity_begin_*: a right password is no failed try and is given back.
create function api.identity_open_challenge(
  client_id uuid, login_index bytea, level text, token_hash bytea, code_mac bytea,
  sms_sealed bytea, notice_sealed bytea, device_hash bytea, network text, begun_at timestamptz)
returns table (verdict text, retry_after_s integer, resend_after_s integer, expires_in_s integer)
language plpgsql security definer set search_path = identity, pg_temp as $$
declare
  at constant timestamptz := clock_timestamp();
  who client;
  wait integer;
begin
  select * into strict who from client c where c.id = client_id for no key update;
  if who.otp_failures >= 20 or who.phone_sealed is null then
    return query select 'disabled', 0, null::integer, null::integer;
    return;
  end if;
  wait := api.identity_wait_sms(who.phone_index, network, true);
  if wait > 0 then
    return query select 'limited', wait, null::integer, null::integer;
    return;
  end if;
  perform api.identity_take_sms(who.phone_index, network, at);
  perform api.identity_give_back(array['login_id', 'login_id_day'],
      encode(login_index, 'hex'), array[begun_at]),
    api.identity_give_back(array['letter_id', 'letter_id_day'],
      encode(login_index, 'hex') || '|' || network, array[begun_at]),
    api.identity_give_back(array['login_device'], d.id::text, array[begun_at])
    from (select 1) one left join device d
      on d.client_id = who.id and d.token_hash = device_hash;
  update challenge c set ended_at = at
    where c.client_id = who.id and c.purpose = 'sign_in' and c.ended_at is null;
  insert into challenge (token_hash, client_id, purpose, level, code_mac, notice_sealed, sent_at,
                         sent_network, opened_at, code_expires_at)
  values (token_hash, who.id, 'sign_in', level, code_mac, notice_sealed, array[at],
          array[network], at, at + api.identity_code_ttl());
  perform api.identity_put_code(who.id, sms_sealed, network);
  delete from challenge c where c.id in (
    select o.id from challenge o where o.opened_at < at - interval '30 days'
    order by o.opened_at limit 2 for update skip locked);
  return query select 'sent', 0, api.identity_resend_wait(1),
    extract(epoch from api.identity_code_ttl())::integer;
end
$$;

-- What a new code needs before it can be sealed; no row if the flow cannot have one.
create function api.identity_find_challenge(token_hash bytea)
returns table (client_id uuid, level text, dek_wrapped bytea, phone_sealed bytea, language text)
language sql stable security definer set search_path = identity, pg_temp as $$
  select c.id, f.level, c.dek_wrapped, c.phone_sealed, c.language
  from challenge f join client c on c.id = f.client_id
  where f.token_hash = identity_find_challenge.token_hash and f.ended_at is null and f.tries < 5
    and cardinality(f.sent_at) < 3 and f.opened_at > now() - interval '10 minutes'
    and c.phone_sealed is not null;
$$;

-- A new code takes the place of the old one. verdict: sent | early | limited | over | disabled.
create function api.identity_resend_code(token_hash bytea, code_mac bytea, sms_sealed bytea,
                                         network text)
returns table (verdict text, retry_after_s integer, resend_after_s integer, expires_in_s integer)
language plpgsql security definer set search_path = identity, pg_temp as $$
declare
  at constant timestamptz := clock_timestamp();
  who client;
  flow challenge;
  sends integer;
  wait integer := 0;
  word text;
begin
  select c.* into who from client c join challenge f on f.client_id = c.id
    where f.token_hash = identity_resend_code.token_hash for no key update of c;
  select * into flow from challenge f where f.token_hash = identity_resend_code.token_hash;
  sends := cardinality(flow.sent_at);
  if flow.id is null or flow.ended_at is not null or flow.tries >= 5 or sends >= 3
     or flow.opened_at < at - interval '10 minutes' then
    word := 'over';
  elsif who.otp_failures >= 20 then
    word := 'disabled';
  else
    wait := ceil(extract(epoch from
      flow.sent_at[sends] + make_interval(secs => api.identity_resend_wait(sends)) - at));
    if wait > 0 then
      word := 'early';
    else
      wait := api.identity_wait_sms(who.phone_index, network, true);
      word := case when wait > 0 then 'limited' else 'sent' end;
    end if;
  end if;
  if word <> 'sent' then
    return query select word, greatest(wait, 0), null::integer, null::integer;
    return;
  end if;
  perform api.identity_take_sms(who.phone_index, network, at);
  update challenge f set code_mac = identity_resend_code.code_mac, sent_at = f.sent_at || at,
    sent_network = f.sent_network || network, code_expires_at = at + api.identity_code_ttl()
    where f.id = flow.id;
  perform api.identity_put_code(who.id, sms_sealed, network);
  return query select 'sent', 0, api.identity_resend_wait(sends + 1),
    extract(epoch from api.identity_code_ttl())::integer;
end
$$;
