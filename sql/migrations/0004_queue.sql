-- Work that a request leaves behind in its own transaction: messages to send, events to publish.
-- A row is taken because it is due and not done, never because its id is above the last one seen
-- (numbers of open transactions become visible late). How jobs are taken stands in sql/api.

-- A topic has one taker: whoever takes over another function cannot read these jobs or lose them.
create table queue.topic (
  topic text constraint topic_is_declared_once primary key
    constraint topic_is_a_word check (topic ~ '^[a-z][a-z_]{0,30}$'),
  taker name not null,
  kept interval not null
    constraint topic_keeps_no_negative_time check (kept >= interval '0'),
  tries_max int not null default 20
    constraint topic_tries_are_few check (tries_max between 1 and 100)
);
insert into queue.topic (topic, taker, kept) values
  ('sms', 'fn_notify', interval '30 days'),
  ('live', 'fn_publish', interval '0');  -- an event is forgotten as soon as it was told

create table queue.outbox (
  id bigint generated always as identity constraint job_has_an_id primary key,
  own_id uuid not null default gen_random_uuid(),  -- the outside party knows the job by it
  topic text not null constraint job_topic_is_declared references queue.topic,
  key text constraint job_key_is_short check (length(key) between 1 and 200),
  payload jsonb constraint job_payload_is_an_object check (jsonb_typeof(payload) = 'object'),
  sealed bytea,
  created_at timestamptz not null default now(),
  due_at timestamptz not null default now(),  -- taking moves it: the visibility timeout
  tries int not null default 0 constraint job_tries_are_counted check (tries >= 0),
  taken_until timestamptz,                     -- also the proof of the worker who holds the job
  done_at timestamptz,
  dead_at timestamptz,
  last_error text constraint job_error_is_short check (length(last_error) <= 300),
  provider_id text constraint job_provider_id_is_short check (length(provider_id) <= 100),
  delivery text constraint job_delivery_is_known check (delivery in ('accepted', 'sent',
    'delivered', 'read', 'undelivered', 'expired', 'rejected', 'unknown')),
  constraint job_key_is_unique unique (topic, key),
  constraint job_ends_once check (done_at is null or dead_at is null),
  constraint job_says_something check (payload is not null or sealed is not null
    or done_at is not null)
);
create index outbox_due on queue.outbox (topic, due_at)
  where done_at is null and dead_at is null;
create index outbox_done on queue.outbox (topic, done_at) where done_at is not null;
create index outbox_dead on queue.outbox (topic) where dead_at is not null;
-- Every row is written several times and soon forgotten.
alter table queue.outbox set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

-- What became of a message, as it was learnt; the last word also stands in outbox.delivery.
create table queue.delivery (
  id bigint generated always as identity constraint delivery_has_an_id primary key,
  job_id bigint not null
    constraint delivery_job_is_known references queue.outbox (id) on delete cascade,
  at timestamptz not null default now(),
  status text not null,
  note text constraint delivery_note_is_short check (length(note) <= 300)
);
create index delivery_of_job on queue.delivery (job_id);

-- A page that listens: who may read channel `id`, and until when.
create table queue.channel (
  id bytea constraint channel_has_an_id primary key
    constraint channel_is_too_long_to_guess check (octet_length(id) = 16),
  session_id uuid not null
    constraint channel_session_is_known references identity.session (id) on delete cascade,
  client_id uuid not null,
  expires_at timestamptz not null
    constraint channel_is_short_lived check (expires_at <= created_at + interval '1 hour'),
  created_at timestamptz not null default now()
);
create index channel_of_client on queue.channel (client_id, expires_at);
create index channel_of_session on queue.channel (session_id);

alter table queue.outbox enable row level security;
alter table queue.outbox force row level security;
alter table queue.delivery enable row level security;
alter table queue.delivery force row level security;
alter table queue.channel enable row level security;
alter table queue.channel force row level security;

create policy outbox_is_worked_by_the_system on queue.outbox to kabinet_system using (true);
create policy outbox_is_filled_by_put on queue.outbox to kabinet_owner using (true);
create policy delivery_is_kept_by_the_system on queue.delivery to kabinet_system using (true);
create policy channel_is_of_its_client on queue.channel to kabinet_client
  using (client_id = (select auth.client()));
create policy channel_is_read_by_the_system on queue.channel to kabinet_system using (true);
create policy channel_ends_with_its_session on queue.channel to kabinet_owner using (true);

grant select on queue.topic to kabinet_system;
grant select, update, delete on queue.outbox to kabinet_system;
grant select, insert on queue.delivery to kabinet_system;
grant select, insert, delete on queue.channel to kabinet_client;
grant select, delete on queue.channel to kabinet_system;

-- Tells the topic's workers that there is something, unless a transaction that has not ended yet
-- will: while one with a notice commits, no other with a notice can (PostgreSQL keeps notices in
-- the order of commits, under one lock, over the flush). Whoever is not heard of in this way is
-- found all the same, because workers look by themselves.
create function queue.ring(topic text) returns void
language plpgsql volatile set search_path = queue, pg_temp as $$
begin
  if pg_try_advisory_xact_lock(hashtext('kabinet bell'), hashtext(ring.topic)) then
    perform pg_notify('queue_' || ring.topic, '');
  end if;
end
$$;
revoke all on function queue.ring(text) from public;
grant execute on function queue.ring(text) to kabinet_system;

-- Leaves a job in the caller's transaction. A key says "this once": the second job with the same
-- topic and key is not made, and the answer is null instead of its number.
create function queue.put(topic text, key text, payload jsonb, sealed bytea default null,
                          due_at timestamptz default now()) returns bigint
language plpgsql volatile security definer set search_path = queue, pg_temp as $$
declare
  made bigint;
begin
  insert into outbox (topic, key, payload, sealed, due_at)
  values (put.topic, put.key, put.payload, put.sealed, coalesce(put.due_at, now()))
  on conflict on constraint job_key_is_unique do nothing
  returning id into made;
  if made is not null then perform ring(put.topic); end if;
  return made;
end
$$;
revoke all on function queue.put(text, text, jsonb, bytea, timestamptz) from public;
grant execute on function queue.put(text, text, jsonb, bytea, timestamptz)
  to kabinet_client, kabinet_system;

-- A session that ends takes its channels along, and open pages are cut off at once.
create function queue.close_channels() returns trigger
language plpgsql security definer set search_path = queue, pg_temp as $$
declare
  closed jsonb;
begin
  with gone as (delete from channel c where c.session_id = new.id returning c.id)
  -- base64url, as in the address nginx knows the channel by
  select json_agg(translate(rtrim(encode(id, 'base64'), '='), '+/', '-_'))::jsonb into closed
  from gone;
  if closed is not null then
    perform put('live', null, jsonb_build_object('client', new.client_id, 'close', closed));
  end if;
  return null;
end
$$;
revoke all on function queue.close_channels() from public;

create trigger session_end_closes_channels after update of ended_at on identity.session
  for each row when (old.ended_at is null and new.ended_at is not null)
  execute function queue.close_channels();
