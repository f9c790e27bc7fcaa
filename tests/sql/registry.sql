-- Rules of an import's own records: one import at a time, numbers used once in a file, no right
-- for anyone else. Run on a migrated database as its superuser: psql -f tests/sql/registry.sql ;
-- everything is rolled back.
begin;
\ir words.sql
create extension dblink schema test;

-- two runs, the second one in another session
select test.dblink_connect('other', format('host=%s dbname=%s user=kabinet_admin',
  split_part(current_setting('unix_socket_directories'), ',', 1), current_database()));
select test.dblink_exec('other', 'begin');
select count(*) from test.dblink('other', 'select api.registry_start_run($$other$$)')
  as r (id uuid);
select test.refuses('one_import_runs_at_a_time', $$select api.registry_start_run('mine')$$);
select test.dblink_disconnect('other');
do $$ begin
  while exists (select from pg_locks where locktype = 'advisory' and objsubid = 2 and database =
                (select oid from pg_database where datname = current_database())) loop
    perform pg_sleep(0.01);
  end loop;
end $$;
select api.registry_start_run('mine') as run \gset
select test.ok('a run begins when the other has ended',
  (select source = 'mine' and finished_at is null from registry.run where id = :'run'));
select test.refuses('run_source_is_named', $$select api.registry_start_run('')$$);
select test.refuses('run_source_is_not_the_portal', format('select api.registry_start_run(%L)', s))
from unnest(array['portal', 'terminal', 'bank', 'refund']) s;

-- numbers of one file
select test.ok('a number is free the first time', api.registry_note_numbers(:'run', 'operations',
  '[{"row": 2, "number": "A"}, {"row": 3, "number": "B"}]')::text = '[]');
select test.ok('a repeat in a later batch names its first row',
  (api.registry_note_numbers(:'run', 'operations', '[{"row": 9, "number": "A"},
    {"row": 10, "number": "C"}]') #>> '{0,first_row}')::int = 2);
select test.ok('a repeat within a batch names its first row',
  (api.registry_note_numbers(:'run', 'operations', '[{"row": 12, "number": "D"},
    {"row": 11, "number": "D"}]')::jsonb) = '[{"row": 12, "first_row": 11}]');
select test.ok('another file has numbers of its own',
  api.registry_note_numbers(:'run', 'contracts', '[{"row": 2, "number": "A"}]')::text = '[]');
select test.refuses('used_number_kind_is_known', format(
  $$select api.registry_note_numbers(%L, 'people', '[{"row": 2, "number": "A"}]')$$, :'run'));
select test.refuses('number_is_used_once_in_a_file', format(
  $$insert into registry.used_number values (%L, 'operations', 'A', 5)$$, :'run'));

select api.registry_finish_run(:'run', '{"operations": {"new": 4}}');
select test.ok('a run ends with its counts',
  (select finished_at >= started_at and counts #>> '{operations,new}' = '4'
   from registry.run where id = :'run'));
select test.ok('numbers are forgotten at the end of a run',
  not exists (select from registry.used_number));
select test.refuses('run_ends_after_it_starts', format(
  $$update registry.run set finished_at = started_at - interval '1 s' where id = %L$$, :'run'));

-- what a run confirms
insert into identity.client (login, dek_wrapped) values ('R-ANNA', '\x00');
select count(api.ledger_import_contracts(source, jsonb_build_array(jsonb_build_object('row', 2,
  'number', number, 'login', 'R-ANNA', 'creditor', 'x', 'product', 'x', 'opened_on', '2025-01-01',
  'principal_kopecks', 1, 'annual_rate', 1, 'currency', 'RUB'))))
from (values ('mine', 'R-1'), ('mine', 'R-2'), ('mine', 'R-3'), ('other', 'R-4'))
  as c (source, number);
-- A run that names all but R-3 and cannot vouch for these.
create function test.confirms(doubted jsonb, is_rehearsal boolean default false) returns text
language plpgsql as $$
declare
  run uuid := api.registry_start_run('mine');
  was timestamptz := clock_timestamp();
begin
  if is_rehearsal then perform api.ledger_begin_rehearsal(); end if;
  perform api.registry_note_numbers(run, 'contracts', '[{"row": 2, "number": "R-1"},
    {"row": 3, "number": "R-2"}, {"row": 4, "number": "R-4"}, {"row": 5, "number": "R-404"}]');
  perform api.registry_doubt_contracts(run, doubted);
  perform api.registry_finish_run(run, '{}');
  return (select string_agg(c.number, ' ' order by c.number) from ledger.contract c
          where c.number ~ '^R-' and c.confirmed_at > was);
end
$$;
select test.ok('a run that ends confirms the contracts of its source that it has named',
  test.confirms('[]') = 'R-1 R-2');
select test.ok('... but for those with a bad line or a changed one',
  test.confirms('["R-2", "R-505"]') = 'R-1' and test.confirms('["R-1", "R-1"]') = 'R-2');
select test.ok('... and none if there is a line of nobody knows whom',
  test.confirms('["R-2", ""]') is null);
savepoint rehearsal;
select test.ok('a rehearsal confirms nothing', test.confirms('[]', true) is null);
rollback to rehearsal;

-- rights
set local role fn_import;
select test.denied('select * from registry.run');
select test.denied('select * from registry.used_number');
select test.denied('select * from identity.client');
select test.denied('insert into ledger.transfer default values');
reset role;
set local role fn_login;
select test.denied($$select api.registry_start_run('x')$$);
reset role;
select test.ok('rows of imports are behind row security, also from the owner',
  (select bool_and(relrowsecurity and relforcerowsecurity) from pg_class
   where relnamespace = 'registry'::regnamespace and relkind = 'r'));
rollback;
