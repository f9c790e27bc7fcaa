-- Who a client is and how he proves it: people, sessions, devices, challenges, letters, limits and
-- the journal of sign-ins. Personal fields are sealed outside the database; what has to be found
-- again is found by keyed indexes, so a copy of these tables names nobody.

create table identity.client (
  id uuid primary key default gen_random_uuid(),
  login text not null constraint login_is_unique unique
    constraint login_is_normal check (login = btrim(login) and char_length(login) between 1 and 64),
  fingerprint bytea constraint fingerprint_is_32_bytes check (octet_length(fingerprint) = 32),
  password_sealed bytea,
  dek_wrapped bytea not null,
  last_name_sealed bytea,
  first_name_sealed bytea,
  middle_name_sealed bytea,
  birth_date_sealed bytea,
  phone_sealed bytea,
  email_sealed bytea,
  phone_index bytea constraint phone_index_is_16_bytes check (octet_length(phone_index) = 16),
  language text not null default 'ru'
    constraint language_is_spoken check (language in ('ru', 'en')),
  otp_failures integer not null default 0
    constraint otp_failures_are_counted_up check (otp_failures >= 0),
  created_at timestamptz not null default now(),
  activated_at timestamptz,
  constraint phone_is_found_when_sealed check ((phone_sealed is null) = (phone_index is null)),
  constraint activated_client_has_password check (activated_at is null or password_sealed is not
    null)
);

create table identity.device (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null constraint device_client_is_known references identity.client,
  token_hash bytea not null
    constraint device_token_is_hashed check (octet_length(token_hash) = 32),
  first_seen timestamptz not null default now(),
  last_seen timestamptz not null default now(),
  constraint device_is_known_once unique (client_id, token_hash)
);
create index on identity.device (token_hash);

create table identity.session (
  id uuid primary key default gen_random_uuid(),
  token_hash bytea not null constraint session_token_is_unique unique
    constraint session_token_is_hashed check (octet_length(token_hash) = 32),
  client_id uuid not null constraint session_client_is_known references identity.client,
  level text not null
    constraint session_level_is_known check (level in ('activation', 'client')),
  created_at timestamptz not null default now(),
  auth_at timestamptz not null default now(),
  confirmed_until timestamptz,
  device_id uuid
    constraint session_device_is_known references identity.device on delete set null,
  last_seen timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '12 hours',
  ended_at timestamptz,
  network text not null,
  user_agent text not null default ''
    constraint user_agent_is_short check (char_length(user_agent) <= 200),
  constraint session_ends_within_12_hours check (expires_at <= created_at + interval '12 hours')
);
create index on identity.session (client_id) where ended_at is null;
create index on identity.session (device_id);
create index on identity.session (expires_at);

-- A one-time code on its way to a phone. One flow may send three codes; only the last one counts.
create table identity.challenge (
  id uuid primary key default gen_random_uuid(),
  token_hash bytea not null constraint challenge_token_is_unique unique
    constraint challenge_token_is_hashed check (octet_length(token_hash) = 32),
  client_id uuid not null constraint challenge_client_is_known references identity.client,
  purpose text not null
    constraint challenge_purpose_is_known check (purpose in ('sign_in', 'confirm')),
  level text not null
    constraint challenge_level_is_known check (level in ('activation', 'client')),
  code_mac bytea not null constraint code_is_kept_as_mac check (octet_length(code_mac) = 32),
  notice_sealed bytea,
  tries smallint not null default 0
    constraint challenge_has_five_tries check (tries between 0 and 5),
  sent_at timestamptz[] not null
    constraint challenge_has_three_sends check (cardinality(sent_at) between 1 and 3),
  sent_network text[] not null,
  opened_at timestamptz not null default now(),
  code_expires_at timestamptz not null,
  used_at timestamptz,
  ended_at timestamptz,
  constraint used_challenge_is_ended check (used_at is null or ended_at is not null)
);
create unique index challenge_is_one_per_purpose on identity.challenge (client_id, purpose)
  where ended_at is null;
create index on identity.challenge (opened_at);

-- A code in a letter by post: the first way in, and the way back in.
create table identity.activation (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null constraint letter_client_is_known references identity.client,
  code_mac bytea not null constraint letter_code_is_kept_as_mac check (octet_length(code_mac) = 32),
  issued_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  void_at timestamptz,
  constraint letter_is_valid_for_14_days check (expires_at <= issued_at + interval '14 days')
);
create unique index letter_is_one_per_client on identity.activation (client_id)
  where used_at is null and void_at is null;

-- `window`: never more than burst in any period, the times are kept. `flow`: burst at once, and
-- burst more come back evenly over a period (GCRA), for numbers too large to keep each time.
create table identity.limit (
  name text primary key,
  burst integer not null constraint limit_lets_something_through check (burst > 0),
  period_s integer not null constraint limit_has_a_period check (period_s > 0),
  kind text not null default 'window'
    constraint limit_kind_is_known check (kind in ('window', 'flow')),
  constraint window_is_small check (kind = 'flow' or burst <= 100)
);
insert into identity.limit (name, burst, period_s, kind) values
  ('login_id', 5, 900, 'window'),
  ('login_id_day', 10, 86400, 'window'),
  ('login_device', 20, 3600, 'window'),
  ('login_global', 50, 1, 'flow'),
  ('letter_id', 5, 900, 'window'),
  ('letter_id_day', 10, 86400, 'window'),
  ('sms_number_day', 5, 86400, 'window'),
  ('sms_number_hard', 30, 86400, 'window'),
  ('sms_network_hour', 10, 3600, 'window'),
  ('sms_global', 5000, 3600, 'flow');

create table identity.bucket (
  limit_name text not null constraint bucket_limit_is_known references identity.limit,
  key text not null,
  taken timestamptz[] not null default '{}',
  theoretical_at timestamptz,
  expires_at timestamptz not null,
  primary key (limit_name, key)
);
create index on identity.bucket (expires_at);

-- Networks where many people share one address (an office, a sandbox on loopback).
create table identity.trusted_network (
  prefix inet primary key,
  factor integer not null constraint trust_only_widens check (factor between 1 and 1000)
);

-- No reference to the client: the journal outlives him, and checking one would make the line of a
-- wrong password slower for an ID that exists.
create table identity.event (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  client_id uuid,
  kind text not null constraint event_kind_is_known check (kind in (
    'signed_in', 'password_failed', 'letter_failed', 'code_failed', 'codes_disabled',
    'code_sent', 'session_ended', 'sessions_ended', 'signed_out', 'password_set',
    'letter_issued', 'new_device')),
  network text,
  device_id uuid
);
create index on identity.event (client_id, at);

create function identity.refuse_change() returns trigger
language plpgsql as $$
begin
  raise exception 'events are only added'
    using errcode = 'check_violation', constraint = 'event_is_append_only';
end
$$;
create trigger event_is_append_only before update or delete or truncate on identity.event
  for each statement execute function identity.refuse_change();

-- Rights. The owner of system functions sees every row; the owner of client functions sees the
-- rows of the client whose session was proven in this transaction, and nothing else.
do $$
declare
  name text;
begin
  foreach name in array array['client', 'device', 'session', 'challenge', 'activation', 'event']
    loop
    execute format('alter table identity.%I enable row level security', name);
    execute format('alter table identity.%I force row level security', name);
    execute format('create policy system_sees_all on identity.%I to kabinet_system
      using (true) with check (true)', name);
  end loop;
  foreach name in array array['device', 'session', 'challenge', 'activation', 'event'] loop
    execute format('create policy client_sees_own on identity.%I to kabinet_client
      using (client_id = (select auth.client())) with check (client_id = (select auth.client()))',
      name);
  end loop;
end
$$;
create policy client_sees_own on identity.client to kabinet_client
  using (id = (select auth.client())) with check (id = (select auth.client()));

grant select, insert, update on identity.client, identity.session, identity.activation
  to kabinet_system;
grant delete on identity.session to kabinet_system;
grant select, insert, update, delete on identity.device, identity.challenge, identity.bucket
  to kabinet_system;
grant select on identity.limit, identity.trusted_network to kabinet_system;
grant select, insert on identity.event to kabinet_system;

grant select on identity.client, identity.session, identity.device, identity.activation
  to kabinet_client;
grant insert, update on identity.session to kabinet_client;
grant update (password_sealed, activated_at, otp_failures) on identity.client to kabinet_client;
grant update (used_at) on identity.activation to kabinet_client;
grant select (client_id, ended_at), update (ended_at) on identity.challenge to kabinet_client;
grant insert on identity.event to kabinet_client;
