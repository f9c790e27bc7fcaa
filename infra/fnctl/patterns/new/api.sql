-- The first answer of function @name@. Owned by kabinet_system: it looks at no client's data.

create function api.@name@_show_time() returns json
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select json_build_object(
    'name', '@name@',
    'at', to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
$$;
