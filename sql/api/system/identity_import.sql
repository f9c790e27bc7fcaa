-- People and letters of an imported portfolio. The importer seals everything before it comes here
-- and tells the same row from a changed one by a keyed fingerprint, so nothing is decrypted to
-- compare: the answer's fingerprint is the stored one (null for a new client), which shows the
-- importer what differs. A changed row is never overwritten. bytea in batches is lower-case hex.

create function api.identity_review_clients(batch jsonb)
returns table (n integer, login text, client_id uuid, verdict text, fingerprint bytea)
language plpgsql stable security definer set search_path = identity, pg_temp as $$
begin
  if jsonb_typeof(batch) is distinct from 'array' or jsonb_array_length(batch) > 5000 then
    raise exception 'not an array of at most 5000 rows' using errcode = 'check_violation',
      constraint = 'batch_is_array_of_rows';
  end if;
  return query
    with rows as (
      select (r.n - 1)::integer as n, r.j ->> 'login' as login, (r.j ->> 'id')::uuid as id,
        decode(r.j ->> 'fingerprint', 'hex') as fingerprint,
        row_number() over (partition by r.j ->> 'login' order by r.n) as place,
        first_value((r.j ->> 'id')::uuid)
          over (partition by r.j ->> 'login' order by r.n) as first_id
      from jsonb_array_elements(batch) with ordinality r (j, n))
    select r.n, r.login, coalesce(c.id, r.first_id),
      case when r.place > 1 then 'duplicate' when c.id is null then 'new'
           when c.fingerprint is not distinct from r.fingerprint then 'same'
           else 'changed' end,
      c.fingerprint
    from rows r left join client c on c.login = r.login order by r.n;
end
$$;

create function api.identity_import_clients(batch jsonb)
returns table (n integer, login text, client_id uuid, verdict text, fingerprint bytea)
language plpgsql security definer set search_path = identity, pg_temp as $$
#variable_conflict use_column
begin
  -- Two imports at once would both see a row as new.
  perform pg_advisory_xact_lock(hashtext('identity_import_clients'));
  return query
    with seen as materialized (select * from api.identity_review_clients(batch)),
    added as (
      insert into client (id, login, fingerprint, dek_wrapped, last_name_sealed,
        first_name_sealed, middle_name_sealed, birth_date_sealed, phone_sealed, email_sealed,
        phone_index, language)
      select s.client_id, s.login, decode(j ->> 'fingerprint', 'hex'),
        decode(j ->> 'dek_wrapped', 'hex'), decode(j ->> 'last_name_sealed', 'hex'),
        decode(j ->> 'first_name_sealed', 'hex'), decode(j ->> 'middle_name_sealed', 'hex'),
        decode(j ->> 'birth_date_sealed', 'hex'), decode(j ->> 'phone_sealed', 'hex'),
        decode(j ->> 'email_sealed', 'hex'), decode(j ->> 'phone_index', 'hex'),
        coalesce(j ->> 'language', 'ru')
      from jsonb_array_elements(batch) with ordinality r (j, place)
        join seen s on s.n = r.place - 1
      where s.verdict = 'new')
    select s.n, s.login, s.client_id, s.verdict, s.fingerprint from seen s order by s.n;
end
$$;

-- One live letter a client: a new one makes the unused one before it void.
-- verdict: issued | absent.
create function api.identity_issue_letters(batch jsonb)
returns table (n integer, client_id uuid, verdict text)
language plpgsql security definer set search_path = identity, pg_temp as $$
#variable_conflict use_column
begin
  if jsonb_typeof(batch) is distinct from 'array' or jsonb_array_length(batch) > 5000 then
    raise exception 'not an array of at most 5000 rows' using errcode = 'check_violation',
      constraint = 'batch_is_array_of_rows';
  end if;
  perform pg_advisory_xact_lock(hashtext('identity_issue_letters'));
  update activation a set void_at = now()
    where a.used_at is null and a.void_at is null
      and a.client_id in (select (j ->> 'client_id')::uuid from jsonb_array_elements(batch) j);
  return query
    with rows as (
      select (r.place - 1)::integer as n, (j ->> 'client_id')::uuid as client_id,
        decode(j ->> 'code_mac', 'hex') as code_mac,
        coalesce((j ->> 'expires_at')::timestamptz, now() + interval '14 days') as expires_at
      from jsonb_array_elements(batch) with ordinality r (j, place)),
    issued as (
      insert into activation (client_id, code_mac, expires_at)
      select c.id, r.code_mac, r.expires_at from rows r join client c on c.id = r.client_id
      returning client_id),
    journal as (
      insert into event (client_id, kind) select i.client_id, 'letter_issued' from issued i)
    select r.n, r.client_id,
      case when exists (select from client c where c.id = r.client_id) then 'issued'
           else 'absent' end
    from rows r order by r.n;
end
$$;

create function api.identity_list_unlettered(after_login text, count integer)
returns table (client_id uuid, login text, dek_wrapped bytea, last_name_sealed bytea,
               first_name_sealed bytea, middle_name_sealed bytea)
language sql stable security definer set search_path = identity, pg_temp as $$
  select c.id, c.login, c.dek_wrapped, c.last_name_sealed, c.first_name_sealed,
    c.middle_name_sealed
  from client c
  where c.activated_at is null and c.login > after_login
    and not exists (select from activation a where a.client_id = c.id and a.used_at is null
                    and a.void_at is null and a.expires_at > now())
  order by c.login limit count;
$$;
