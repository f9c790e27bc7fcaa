-- A page's own live channel: the caller opens it for his session and proves later that it is his.
-- Telling something on it is the publisher's side, in sql/api/system/queue.sql.

-- At most 8 pages of one session listen; the oldest gives way.
create function api.queue_open_channel(new_channel bytea, lifetime_s bigint) returns void
language plpgsql volatile security definer set search_path = queue, pg_temp as $$
begin
  delete from channel c
  where c.session_id = auth.session()
    and (c.expires_at < now() or c.id in (
      select o.id from channel o where o.session_id = auth.session()
      order by o.created_at desc, o.id offset 7));
  insert into channel (id, session_id, client_id, expires_at)
  values (new_channel, auth.session(), auth.client(),
          now() + make_interval(secs => lifetime_s));
end
$$;

-- Somebody else's channel, an ended one and one that never was are the same refusal.
create function api.queue_check_channel(asked bytea) returns void
language plpgsql stable security definer set search_path = queue, pg_temp as $$
begin
  if not exists (select from channel c
                 where c.id = asked and c.session_id = auth.session() and c.expires_at > now()) then
    raise exception 'no such channel of this session' using errcode = 'check_violation',
      constraint = 'live_channel_is_yours';
  end if;
end
$$;
