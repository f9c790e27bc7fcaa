-- The workers' side of the outbox, and the publisher's list of listening pages. A job is held by
-- the moment its lease ends (`taken_until`): a worker that comes back too late finds nothing of
-- his and changes nothing. What a job means is the business of the function that takes it.

-- Refuses whoever is not the taker of the topic; the cluster's superuser may look after all.
create function api.queue_require_taker(job_topic text) returns void
language plpgsql stable security definer set search_path = queue, pg_temp as $$
begin
  if not exists (
    select from topic t where t.topic = job_topic
      and (t.taker = session_user
           or exists (select from pg_catalog.pg_roles r
                      where r.rolname = session_user and r.rolsuper))) then
    raise exception 'not the taker of this topic' using errcode = 'check_violation',
      constraint = 'topic_is_yours';
  end if;
end
$$;

-- Up to row_limit due jobs, oldest first, hidden from everybody else for lease_s seconds.
-- `spent` says that the job was taken more often than its topic allows and never came to an end.
create function api.queue_take_jobs(job_topic text, row_limit bigint, lease_s bigint)
returns table (id bigint, own_id uuid, key text, payload jsonb, sealed bytea, tries int,
               spent boolean, age_s bigint, provider_id text, delivery text, lease timestamptz)
language plpgsql volatile security definer set search_path = queue, pg_temp as $$
#variable_conflict use_column
begin
  perform api.queue_require_taker(job_topic);
  return query
  with due as materialized (
    select o.id from outbox o
    where o.topic = job_topic and o.done_at is null and o.dead_at is null and o.due_at <= now()
    order by o.due_at, o.id limit row_limit for update skip locked
  ), taken as (
    update outbox o
    set tries = o.tries + 1, taken_until = now() + make_interval(secs => lease_s),
        due_at = now() + make_interval(secs => lease_s)
    from due where o.id = due.id
    returning o.*
  )
  select t.id, t.own_id, t.key, t.payload, t.sealed, t.tries,
         t.tries > (select p.tries_max from topic p where p.topic = job_topic),
         extract(epoch from now() - t.created_at)::bigint, t.provider_id, t.delivery,
         t.taken_until
  from taken t order by t.created_at, t.id;
end
$$;

-- The held job, locked; a job that is held no more gives no row.
create function api.queue_hold_job(job bigint, job_lease timestamptz) returns setof queue.outbox
language plpgsql volatile security definer set search_path = queue, pg_temp as $$
declare
  held outbox;
begin
  select * into held from outbox o
  where o.id = job and o.taken_until = job_lease and o.done_at is null and o.dead_at is null
  for update;
  if found then
    perform api.queue_require_taker(held.topic);
    return next held;
  end if;
end
$$;

-- false: the lease was lost meanwhile, somebody else has the job or has ended it.
create function api.queue_finish_job(job bigint, job_lease timestamptz) returns boolean
language plpgsql volatile security definer set search_path = queue, pg_temp as $$
declare
  held outbox;
begin
  select * into held from api.queue_hold_job(job, job_lease);
  if held.id is null then return false; end if;
  if (select t.kept = interval '0' from topic t where t.topic = held.topic) then
    delete from outbox o where o.id = job;
  else
    update outbox o set done_at = now(), taken_until = null, sealed = null, last_error = null
    where o.id = job;
  end if;
  return true;
end
$$;

-- Puts a job off: for after_s seconds, or by the rule 5 s, doubled each time, at most 15 minutes,
-- a quarter more or less at random so that a recovered party is not met by all at once.
-- 'again', 'dead' (its tries are used up; people must look), or 'lost' (see queue_finish_job).
create function api.queue_retry_job(job bigint, job_lease timestamptz, error text,
                                    after_s bigint) returns text
language plpgsql volatile security definer set search_path = queue, pg_temp as $$
declare
  held outbox;
  wait_s double precision;
begin
  select * into held from api.queue_hold_job(job, job_lease);
  if held.id is null then return 'lost'; end if;
  if held.tries >= (select t.tries_max from topic t where t.topic = held.topic) then
    update outbox o set dead_at = now(), taken_until = null, last_error = left(error, 300)
    where o.id = job;
    return 'dead';
  end if;
  wait_s := coalesce(after_s, least(900, 5 * 2 ^ (least(held.tries, 12) - 1)))
            * (0.75 + random() / 2);
  update outbox o set due_at = now() + make_interval(secs => wait_s), taken_until = null,
    last_error = left(error, 300)
  where o.id = job;
  return 'again';
end
$$;

-- Dead letters, oldest first, for whoever looks after the house (infra/dead-letters).
create function api.queue_list_dead()
returns table (id bigint, topic text, since timestamptz, tries int, error text)
language sql stable security definer set search_path = queue, pg_temp as $$
  select o.id, o.topic, o.dead_at, o.tries, o.last_error
  from outbox o where o.dead_at is not null order by o.dead_at, o.id
$$;

-- Lets a dead job try again, its tries counted anew. Not from zero: an earlier try may have arrived
-- without our hearing of it, and a second one asks before it sends. false: that job is not dead.
create function api.queue_revive_job(job bigint) returns boolean
language plpgsql volatile security definer set search_path = queue, pg_temp as $$
declare
  of_topic text;
begin
  select o.topic into of_topic from outbox o where o.id = job and o.dead_at is not null for update;
  if not found then return false; end if;
  perform api.queue_require_taker(of_topic);
  update outbox o set dead_at = null, due_at = now(),
    tries = (select least(1, t.tries_max - 1) from topic t where t.topic = of_topic)
  where o.id = job;
  perform ring(of_topic);
  return true;
end
$$;

-- Gives back a job that was taken but not begun: as if it had not been taken.
create function api.queue_release_job(job bigint, job_lease timestamptz) returns boolean
language plpgsql volatile security definer set search_path = queue, pg_temp as $$
begin
  perform from api.queue_hold_job(job, job_lease);
  if not found then return false; end if;
  update outbox o set due_at = now(), taken_until = null, tries = greatest(o.tries - 1, 0)
  where o.id = job;
  return true;
end
$$;

-- What the outside party says of a message. With ask_again_s the job comes back to ask once more,
-- its tries counted anew; without, this was the last word, the job is done and its text is wiped.
create function api.queue_record_delivery(job bigint, job_lease timestamptz, sent_as text,
                                          status text, note text, ask_again_s bigint)
returns boolean
language plpgsql volatile security definer set search_path = queue, pg_temp as $$
declare
  held outbox;
begin
  select * into held from api.queue_hold_job(job, job_lease);
  if held.id is null then return false; end if;
  if held.delivery is distinct from status then
    insert into delivery (job_id, status, note)
    values (job, queue_record_delivery.status, left(queue_record_delivery.note, 300));
  end if;
  update outbox o set provider_id = coalesce(sent_as, o.provider_id), delivery = status,
    taken_until = null, last_error = left(note, 300),
    tries = case when ask_again_s is null then o.tries else 0 end,
    due_at = now() + make_interval(secs => coalesce(ask_again_s, 0)),
    done_at = case when ask_again_s is null then now() end,
    sealed = case when ask_again_s is null then null else o.sealed end
  where o.id = job;
  return true;
end
$$;

-- Forgets what was done longer ago than its topic keeps it, a bounded number at a time.
create function api.queue_remove_leftovers(job_topic text) returns bigint
language plpgsql volatile security definer set search_path = queue, pg_temp as $$
declare
  gone bigint;
begin
  perform api.queue_require_taker(job_topic);
  delete from outbox o where o.id in (
    select d.id from outbox d
    where d.topic = job_topic
      and d.done_at < now() - (select t.kept from topic t where t.topic = job_topic)
    order by d.done_at limit 1000 for update skip locked);
  get diagnostics gone = row_count;
  if job_topic = 'live' then
    delete from channel c where c.expires_at < now();
  end if;
  return gone;
end
$$;

-- One row a topic, for those who watch: `oldest_s` is the age of the longest wait.
create function api.queue_read_backlog()
returns table (topic text, waiting bigint, later bigint, taken bigint, dead bigint, oldest_s bigint)
language sql stable security definer set search_path = queue, pg_temp as $$
  select t.topic,
    count(*) filter (where o.dead_at is null and o.due_at <= now()),
    count(*) filter (where o.dead_at is null and o.due_at > now() and o.taken_until is null),
    count(*) filter (where o.dead_at is null and o.taken_until > now()),
    count(*) filter (where o.dead_at is not null),
    coalesce(extract(epoch from now() - min(o.due_at) filter (
      where o.dead_at is null and o.due_at <= now())), 0)::bigint
  from topic t left join outbox o on o.topic = t.topic and o.done_at is null
  group by t.topic order by t.topic
$$;

-- Channels of a client's pages that still listen, each under a session that still lives.
create function api.queue_list_channels(of_client uuid) returns table (channel bytea)
language sql stable security definer set search_path = queue, pg_temp as $$
  select c.id from channel c join identity.session s on s.id = c.session_id
  where c.client_id = of_client and c.expires_at > now()
    and s.ended_at is null and s.expires_at > now() and s.last_seen > now() - interval '15 minutes'
$$;
