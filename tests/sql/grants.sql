-- Rules of rights: what the derived roles and grants leave to a function's role. Run on a migrated
-- database as its superuser: psql -f tests/sql/grants.sql ; everything is rolled back.
begin;
\ir words.sql

create function test.may(role_name text, fn text) returns boolean language sql as $$
  select bool_or(has_function_privilege(role_name, p.oid, 'execute'))
  from pg_proc p where p.oid::regproc::text = fn $$;

select test.ok('no role of a function inherits, creates, replicates or passes by row security',
  (select bool_and(not (rolsuper or rolinherit or rolcreaterole or rolcreatedb or rolreplication
                        or rolbypassrls)) from pg_roles where rolname like 'fn\_%'));
select test.ok('no role of a function is a member of another role',
  not exists (select from pg_auth_members m join pg_roles r on r.oid = m.member
              where r.rolname like 'fn\_%'));
select test.ok('no role of a function touches a table',
  not exists (select from pg_roles r, pg_class c join pg_namespace n on n.oid = c.relnamespace
              where r.rolname like 'fn\_%' and r.rolname <> 'fn_import'
                and n.nspname in ('auth', 'identity', 'ledger', 'queue')
                and c.relkind in ('r', 'p', 'v')
                and has_table_privilege(r.oid, c.oid, 'select, insert, update, delete')));
select test.ok('the public executes nothing in api and auth',
  not exists (select from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
              where p.pronamespace in ('api'::regnamespace, 'auth'::regnamespace)
                and a.grantee = 0));
select test.ok('of schema auth a function may at most enter',
  not exists (select from pg_roles r, pg_proc p
              where r.rolname like 'fn\_%' and p.pronamespace = 'auth'::regnamespace
                and p.proname <> 'enter' and has_function_privilege(r.oid, p.oid, 'execute')));
select test.ok('every role of a function has a limit of connections and of time',
  (select bool_and(rolconnlimit > 0 and rolconfig::text like '%statement_timeout=%'
                   and rolconfig::text like '%lock_timeout=%')
   from pg_roles where rolname like 'fn\_%'));

-- the derived grants, once more: rights that no manifest names go away, those it names stay
create role fn_gone login;
grant usage on schema api to fn_gone;
grant execute on function api.identity_begin_login to fn_gone;
grant execute on function api.identity_confirm_code to fn_login;
grant execute on function api.identity_begin_login to public;
\ir ../../sql/generated/grants.sql
select test.ok('a role without a manifest keeps no right',
  not has_schema_privilege('fn_gone', 'api', 'usage')
  and not test.may('fn_gone', 'api.identity_begin_login'));
select test.ok('a right that no manifest names goes away',
  not test.may('fn_login', 'api.identity_confirm_code'));
select test.ok('a right that the manifest names stays',
  test.may('fn_login', 'api.identity_begin_login'));
select test.ok('the public loses what it was given',
  not test.may('fn_notify', 'api.identity_begin_login'));
rollback;
