-- Derived by fnctl from functions/*/function.json; do not edit.
-- Roles belong to the cluster, so one migration waits here for another's.
lock table pg_catalog.pg_authid in share row exclusive mode;

do $$ begin
  if not exists (select from pg_roles where rolname = 'fn_activate') then
    create role fn_activate;
  end if;
end $$;
alter role fn_activate login noinherit connection limit 12;
alter role fn_activate set statement_timeout = '5000ms';
alter role fn_activate set lock_timeout = '2s';
alter role fn_activate set idle_in_transaction_session_timeout = '10000ms';

do $$ begin
  if not exists (select from pg_roles where rolname = 'fn_audit') then
    create role fn_audit;
  end if;
end $$;
alter role fn_audit login noinherit connection limit 8;
alter role fn_audit set statement_timeout = '300000ms';
alter role fn_audit set lock_timeout = '2s';
alter role fn_audit set idle_in_transaction_session_timeout = '300000ms';

do $$ begin
  if not exists (select from pg_roles where rolname = 'fn_live') then
    create role fn_live;
  end if;
end $$;
alter role fn_live login noinherit connection limit 12;
alter role fn_live set statement_timeout = '2000ms';
alter role fn_live set lock_timeout = '2s';
alter role fn_live set idle_in_transaction_session_timeout = '10000ms';

do $$ begin
  if not exists (select from pg_roles where rolname = 'fn_login') then
    create role fn_login;
  end if;
end $$;
alter role fn_login login noinherit connection limit 12;
alter role fn_login set statement_timeout = '10000ms';
alter role fn_login set lock_timeout = '2s';
alter role fn_login set idle_in_transaction_session_timeout = '10000ms';

do $$ begin
  if not exists (select from pg_roles where rolname = 'fn_notice') then
    create role fn_notice;
  end if;
end $$;
alter role fn_notice login noinherit connection limit 12;
alter role fn_notice set statement_timeout = '3000ms';
alter role fn_notice set lock_timeout = '2s';
alter role fn_notice set idle_in_transaction_session_timeout = '10000ms';

do $$ begin
  if not exists (select from pg_roles where rolname = 'fn_notify') then
    create role fn_notify;
  end if;
end $$;
alter role fn_notify login noinherit connection limit 12;
alter role fn_notify set statement_timeout = '12000ms';
alter role fn_notify set lock_timeout = '2s';
alter role fn_notify set idle_in_transaction_session_timeout = '12000ms';

do $$ begin
  if not exists (select from pg_roles where rolname = 'fn_otp') then
    create role fn_otp;
  end if;
end $$;
alter role fn_otp login noinherit connection limit 12;
alter role fn_otp set statement_timeout = '5000ms';
alter role fn_otp set lock_timeout = '2s';
alter role fn_otp set idle_in_transaction_session_timeout = '10000ms';

do $$ begin
  if not exists (select from pg_roles where rolname = 'fn_pay') then
    create role fn_pay;
  end if;
end $$;
alter role fn_pay login noinherit connection limit 16;
alter role fn_pay set statement_timeout = '8000ms';
alter role fn_pay set lock_timeout = '2s';
alter role fn_pay set idle_in_transaction_session_timeout = '10000ms';

do $$ begin
  if not exists (select from pg_roles where rolname = 'fn_publish') then
    create role fn_publish;
  end if;
end $$;
alter role fn_publish login noinherit connection limit 8;
alter role fn_publish set statement_timeout = '5000ms';
alter role fn_publish set lock_timeout = '2s';
alter role fn_publish set idle_in_transaction_session_timeout = '10000ms';

do $$ begin
  if not exists (select from pg_roles where rolname = 'fn_receipt') then
    create role fn_receipt;
  end if;
end $$;
alter role fn_receipt login noinherit connection limit 8;
alter role fn_receipt set statement_timeout = '5000ms';
alter role fn_receipt set lock_timeout = '2s';
alter role fn_receipt set idle_in_transaction_session_timeout = '10000ms';

do $$ begin
  if not exists (select from pg_roles where rolname = 'fn_reconcile') then
    create role fn_reconcile;
  end if;
end $$;
alter role fn_reconcile login noinherit connection limit 8;
alter role fn_reconcile set statement_timeout = '60000ms';
alter role fn_reconcile set lock_timeout = '2s';
alter role fn_reconcile set idle_in_transaction_session_timeout = '60000ms';

do $$ begin
  if not exists (select from pg_roles where rolname = 'fn_session') then
    create role fn_session;
  end if;
end $$;
alter role fn_session login noinherit connection limit 12;
alter role fn_session set statement_timeout = '2000ms';
alter role fn_session set lock_timeout = '2s';
alter role fn_session set idle_in_transaction_session_timeout = '10000ms';

do $$ begin
  if not exists (select from pg_roles where rolname = 'fn_settle') then
    create role fn_settle;
  end if;
end $$;
alter role fn_settle login noinherit connection limit 12;
alter role fn_settle set statement_timeout = '10000ms';
alter role fn_settle set lock_timeout = '2s';
alter role fn_settle set idle_in_transaction_session_timeout = '10000ms';

do $$ begin
  if not exists (select from pg_roles where rolname = 'fn_slip') then
    create role fn_slip;
  end if;
end $$;
alter role fn_slip login noinherit connection limit 8;
alter role fn_slip set statement_timeout = '5000ms';
alter role fn_slip set lock_timeout = '2s';
alter role fn_slip set idle_in_transaction_session_timeout = '10000ms';

do $$ begin
  if not exists (select from pg_roles where rolname = 'fn_statement') then
    create role fn_statement;
  end if;
end $$;
alter role fn_statement login noinherit connection limit 20;
alter role fn_statement set statement_timeout = '5000ms';
alter role fn_statement set lock_timeout = '2s';
alter role fn_statement set idle_in_transaction_session_timeout = '10000ms';

do $$ begin
  if not exists (select from pg_roles where rolname = 'fn_terminal') then
    create role fn_terminal;
  end if;
end $$;
alter role fn_terminal login noinherit connection limit 10;
alter role fn_terminal set statement_timeout = '5000ms';
alter role fn_terminal set lock_timeout = '2s';
alter role fn_terminal set idle_in_transaction_session_timeout = '10000ms';
