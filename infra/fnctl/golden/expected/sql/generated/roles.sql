-- Derived by fnctl from functions/*/function.json; do not edit.
-- Roles belong to the cluster, so one migration waits here for another's.
lock table pg_catalog.pg_authid in share row exclusive mode;

do $$ begin
  if not exists (select from pg_roles where rolname = 'fn_acquirer') then
    create role fn_acquirer;
  end if;
end $$;
alter role fn_acquirer login noinherit connection limit 8;
alter role fn_acquirer set statement_timeout = '5000ms';
alter role fn_acquirer set lock_timeout = '2s';
alter role fn_acquirer set idle_in_transaction_session_timeout = '10000ms';

do $$ begin
  if not exists (select from pg_roles where rolname = 'fn_courier') then
    create role fn_courier;
  end if;
end $$;
alter role fn_courier login noinherit connection limit 12;
alter role fn_courier set statement_timeout = '5000ms';
alter role fn_courier set lock_timeout = '2s';
alter role fn_courier set idle_in_transaction_session_timeout = '10000ms';

do $$ begin
  if not exists (select from pg_roles where rolname = 'fn_parcel') then
    create role fn_parcel;
  end if;
end $$;
alter role fn_parcel login noinherit connection limit 10;
alter role fn_parcel set statement_timeout = '2500ms';
alter role fn_parcel set lock_timeout = '2s';
alter role fn_parcel set idle_in_transaction_session_timeout = '10000ms';

do $$ begin
  if not exists (select from pg_roles where rolname = 'fn_sweep') then
    create role fn_sweep;
  end if;
end $$;
alter role fn_sweep login noinherit connection limit 5;
alter role fn_sweep set statement_timeout = '5000ms';
alter role fn_sweep set lock_timeout = '2s';
alter role fn_sweep set idle_in_transaction_session_timeout = '10000ms';
