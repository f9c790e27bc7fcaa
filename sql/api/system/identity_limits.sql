-- How often something may be tried. Every limit is a row of identity.limit, every counter a row of
-- identity.bucket. A caller first asks identity_wait for all its limits and then takes all of them
-- or none, so that a refusal costs nothing. Buckets are locked in one order everywhere: letter and
-- login, then number, network, global. These two are for other functions of this schema only.

-- Seconds until `who` may, 0 = now. With hold, the bucket stays locked until the transaction ends.
create function api.identity_wait(rule text, who text, hold boolean, factor integer default 1)
returns integer
language plpgsql set search_path = identity, pg_temp as $$
declare
  lim identity.limit;
  seen bucket;
  recent timestamptz[];
  at constant timestamptz := clock_timestamp();
  step interval;
begin
  select * into strict lim from identity.limit l where l.name = rule;
  if hold then
    insert into bucket (limit_name, key, expires_at) values (rule, who, at)
      on conflict (limit_name, key) do update set key = excluded.key returning * into seen;
  else
    select * into seen from bucket b where b.limit_name = rule and b.key = who;
  end if;
  if lim.kind = 'flow' then
    step := make_interval(secs => lim.period_s::float8 / lim.burst);
    return greatest(0, ceil(extract(epoch from
      coalesce(seen.theoretical_at, at) + step - make_interval(secs => lim.period_s) - at)));
  end if;
  select array_agg(t order by t) into recent from unnest(seen.taken) t
    where t > at - make_interval(secs => lim.period_s);
  if coalesce(cardinality(recent), 0) < lim.burst * factor then
    return 0;
  end if;
  return greatest(1, ceil(extract(epoch from
    recent[cardinality(recent) - lim.burst * factor + 1]
      + make_interval(secs => lim.period_s) - at)));
end
$$;

-- Counts one more at the instant `at`; give the same instant to identity_give_back.
create function api.identity_take(rule text, who text, at timestamptz) returns void
language plpgsql set search_path = identity, pg_temp as $$
declare
  lim identity.limit;
  whole interval;
begin
  select * into strict lim from identity.limit l where l.name = rule;
  whole := make_interval(secs => lim.period_s);
  if lim.kind = 'flow' then
    update bucket b set
      theoretical_at = greatest(b.theoretical_at, at) + whole / lim.burst,
      expires_at = greatest(b.theoretical_at, at) + whole
    where b.limit_name = rule and b.key = who;
  else
    update bucket b set
      taken = (select array_agg(t order by t) from unnest(b.taken || at) t where t > at - whole),
      expires_at = at + whole
    where b.limit_name = rule and b.key = who;
  end if;
  -- Nobody sweeps this table: each taker removes two rows that mean nothing any more.
  delete from bucket b where (b.limit_name, b.key) in (
    select o.limit_name, o.key from bucket o where o.expires_at < at - interval '1 minute'
    order by o.expires_at limit 2 for update skip locked);
end
$$;

create function api.identity_give_back(rules text[], who text, instants timestamptz[])
returns void
language sql set search_path = identity, pg_temp as $$
  update bucket b set taken = array(
    select t from unnest(b.taken) t where t <> all (instants) order by t)
  where b.limit_name = any (rules) and b.key = who;
$$;

-- How much wider the limits of a network are.
create function api.identity_network_factor(network text) returns integer
language plpgsql stable set search_path = identity, pg_temp as $$
begin
  return coalesce((select max(t.factor) from trusted_network t
                   where network::inet <<= network(t.prefix)), 1);
exception when invalid_text_representation then  -- "unknown": no address was given
  return 1;
end
$$;

-- Seconds until a code may be sent to this number from this network, 0 = now.
create function api.identity_wait_sms(phone_index bytea, network text, hold boolean)
returns integer
language sql set search_path = identity, pg_temp as $$
  select greatest(
    api.identity_wait('sms_number_day', encode(phone_index, 'hex'), hold),
    api.identity_wait('sms_number_hard', encode(phone_index, 'hex'), hold),
    api.identity_wait('sms_network_hour', network, hold, api.identity_network_factor(network)),
    api.identity_wait('sms_global', '', hold));
$$;

create function api.identity_take_sms(phone_index bytea, network text, at timestamptz) returns void
language sql set search_path = identity, pg_temp as $$
  select api.identity_take('sms_number_day', encode(phone_index, 'hex'), at),
    api.identity_take('sms_number_hard', encode(phone_index, 'hex'), at),
    api.identity_take('sms_network_hour', network, at),
    api.identity_take('sms_global', '', at);
$$;
