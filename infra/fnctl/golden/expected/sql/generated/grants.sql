-- Derived by fnctl from functions/*/function.json; do not edit.
revoke all on all functions in schema api, auth from public;

-- What is no longer in a manifest goes first, for roles without a manifest as well. The operator's
-- programs are no functions: their grants stand beside their SQL.
do $$
declare one name;
begin
  for one in
    select rolname from pg_roles
    where rolname like 'fn\_%' and rolname not in ('fn_import', 'fn_bank')
  loop
    execute format('revoke all on all functions in schema api, auth from %I', one);
    execute format('revoke all on schema api, auth from %I', one);
  end loop;
end $$;

-- A manifest that names what is not there stops the deploy.
do $$
declare absent text;
begin
  select string_agg(format('functions/%s/function.json names api.%s', fn, called), '; ')
  into absent
  from (values
    ('courier', 'queue_end'),
    ('courier', 'queue_take'),
    ('parcel', 'parcel_label'),
    ('parcel', 'parcel_list'),
    ('parcel', 'parcel_send'),
    ('parcel', 'parcel_weigh'),
    ('parcel', 'parcel_withdraw'),
    ('sweep', 'parcel_sweep')
  ) as manifest (fn, called)
  where not exists (
    select from pg_proc
    where pronamespace = 'api'::regnamespace and proname = called);
  if absent is not null then
    raise exception 'absent in schema api: %', absent
      using hint = 'write the function in sql/api or correct the manifest';
  end if;
end $$;

grant usage on schema api to fn_courier;
grant execute on function
  api.queue_end,
  api.queue_take
  to fn_courier;

grant usage on schema api, auth to fn_parcel;
grant execute on function
  auth.enter,
  api.parcel_label,
  api.parcel_list,
  api.parcel_send,
  api.parcel_weigh,
  api.parcel_withdraw
  to fn_parcel;

grant usage on schema api to fn_sweep;
grant execute on function
  api.parcel_sweep
  to fn_sweep;
