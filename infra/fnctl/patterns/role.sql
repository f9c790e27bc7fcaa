
do $$ begin
  if not exists (select from pg_roles where rolname = 'fn_@name@') then
    create role fn_@name@;
  end if;
end $$;
alter role fn_@name@ login noinherit connection limit @connections@;
alter role fn_@name@ set statement_timeout = '@time@ms';
alter role fn_@name@ set lock_timeout = '2s';
alter role fn_@name@ set idle_in_transaction_session_timeout = '@idle@ms';
