-- The first two factors: a password or the code of a letter. Limits are taken before anything is
-- looked at, in a transaction of its own, and an ID that nobody has takes the same ones and is
-- answered with the same row. Whether the password is right is decided in C++ (argon2id).
-- Where there is nobody, a stand-in is looked for in the same indexes: time must not tell.

-- verdict: go | limited. `login_index` is a keyed hash of the ID: people type phones and e-mails
-- into that field, and a bucket of an unknown ID must not keep them. `waited_ms` is how long the
-- request waited for a worker.
create function api.identity_begin_login(login text, login_index bytea, device_hash bytea,
                                         network text, waited_ms bigint)
returns table (verdict text, retry_after_s integer, client_id uuid, password_sealed bytea,
               dek_wrapped bytea, phone_sealed bytea, language text, taken_at timestamptz)
language plpgsql security definer set search_path = identity, pg_temp as $$
declare
  at constant timestamptz := clock_timestamp();
  someone client;
  known_device uuid;
  nobody constant uuid := '00000000-0000-0000-0000-000000000000';
  who text := encode(login_index, 'hex');
  wait integer;
begin
  select * into someone from client c where c.login = identity_begin_login.login;
  select d.id into known_device from device d
    where d.client_id = coalesce(someone.id, nobody) and d.token_hash = device_hash;
  -- A device that signed in as this client before has a lane of its own: strangers who guess
  -- from elsewhere use up the other one and cannot keep the owner out, however many IDs they try.
  if known_device is not null then
    wait := api.identity_wait('login_device', known_device::text, true);
  else
    wait := greatest(api.identity_wait('login_id', who, true),
                     api.identity_wait('login_id_day', who, true));
  end if;
  -- Asked before the password is looked at: "too many codes" must not say that it was right.
  wait := greatest(wait, api.identity_wait_sms(
    coalesce(someone.phone_index, login_index), network, false));
  if known_device is null then
    -- A look at a password takes a worker's tenth of a second. When there are more than workers
    -- can do, they are refused at once, or the owner would wait behind them all.
    wait := greatest(wait, api.identity_wait('login_global', '', true),
                     case when waited_ms > 1000 then 2 else 0 end);
  end if;
  if wait > 0 then
    return query select 'limited', wait, null::uuid, null::bytea, null::bytea, null::bytea,
      null::text, null::timestamptz;
    return;
  end if;
  if known_device is not null then
    perform api.identity_take('login_device', known_device::text, at);
  else
    perform api.identity_take('login_id', who, at), api.identity_take('login_id_day', who, at),
      api.identity_take('login_global', '', at);
  end if;
  return query select 'go', 0, someone.id, someone.password_sealed, someone.dek_wrapped,
    someone.phone_sealed, coalesce(someone.language, 'ru'), at;
end
$$;

-- The letter's code is checked here, because its mac is made from what was typed alone.
-- verdict: right | wrong | limited. Wrong ID, wrong, used, void and expired codes are all `wrong`.
-- The lane is ID + network: 49 bits of code need no lock that a stranger could slam.
create function api.identity_begin_activation(login text, login_index bytea, code_mac bytea,
                                              network text)
returns table (verdict text, retry_after_s integer, client_id uuid, dek_wrapped bytea,
               phone_sealed bytea, language text, taken_at timestamptz)
language plpgsql security definer set search_path = identity, pg_temp as $$
declare
  at constant timestamptz := clock_timestamp();
  who text := encode(login_index, 'hex') || '|' || network;
  someone client;
  nobody constant uuid := '00000000-0000-0000-0000-000000000000';
  letter uuid;
  wait integer;
begin
  select * into someone from client c where c.login = identity_begin_activation.login;
  select a.id into letter from activation a
    where a.client_id = coalesce(someone.id, nobody)
      and a.code_mac = identity_begin_activation.code_mac
      and a.used_at is null and a.void_at is null and a.expires_at > now();
  wait := greatest(api.identity_wait('letter_id', who, true),
                   api.identity_wait('letter_id_day', who, true),
                   api.identity_wait_sms(coalesce(someone.phone_index, login_index), network,
                                         false),
                   api.identity_wait('login_global', '', true));
  if wait > 0 then
    return query select 'limited', wait, null::uuid, null::bytea, null::bytea, null::text,
      null::timestamptz;
    return;
  end if;
  perform api.identity_take('letter_id', who, at), api.identity_take('letter_id_day', who, at),
    api.identity_take('login_global', '', at);
  if letter is null then
    insert into event (client_id, kind, network)
      values (someone.id, 'letter_failed', identity_begin_activation.network);
    return query select 'wrong', 0, null::uuid, null::bytea, null::bytea, null::text, at;
    return;
  end if;
  -- A letter by post is a proof of enrolment strength: it takes the stop after 20 wrong codes off.
  update client c set otp_failures = 0 where c.id = someone.id and c.otp_failures > 0;
  return query select 'right', 0, someone.id, someone.dek_wrapped, someone.phone_sealed,
    someone.language, at;
end
$$;

-- Journals a wrong password; an unknown ID is journalled without a client, for the same work.
create function api.identity_note_failure(client_id uuid, network text) returns void
language sql security definer set search_path = identity, pg_temp as $$
  insert into event (client_id, kind, network) values (client_id, 'password_failed', network);
$$;

-- The same password under today's cost of hashing.
create function api.identity_rehash_password(client_id uuid, password_sealed bytea) returns void
language sql security definer set search_path = identity, pg_temp as $$
  update client c set password_sealed = identity_rehash_password.password_sealed
  where c.id = identity_rehash_password.client_id and c.activated_at is not null;
$$;
