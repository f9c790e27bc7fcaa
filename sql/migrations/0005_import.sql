-- Imports of registries: who brought what and when, and the numbers that one file has already
-- used, so that a repeat within a file is told from a second run of the same file.

-- The importer is a program of the operator, not a function with a manifest: its role is made
-- here, its rights stand in sql/api/system/registry.sql.
reset role;
do $$
begin
  if not exists (select from pg_roles where rolname = 'fn_import') then
    create role fn_import login noinherit connection limit 2;
  end if;
exception when unique_violation or duplicate_object then null; -- another database was first
end
$$;
alter role fn_import set statement_timeout = '120s';
alter role fn_import set lock_timeout = '10s';
set role kabinet_owner;

create schema registry;
grant usage on schema registry to kabinet_system;

create table registry.run (
  id uuid constraint run_has_an_id primary key default gen_random_uuid(),
  source text not null constraint run_source_is_named check (length(source) between 1 and 60)
    -- Operations of these are payments that the portal itself has taken.
    constraint run_source_is_not_the_portal
      check (source not in ('portal', 'terminal', 'bank', 'refund')),
  started_at timestamptz not null default now(),
  finished_at timestamptz constraint run_ends_after_it_starts check (finished_at >= started_at),
  counts jsonb
);

-- Also, as `doubted`, the contracts of which a line is bad or changed; '' if nobody can tell which.
-- Unlogged: it lives as long as one run, and a crash ends the run as well.
create unlogged table registry.used_number (
  run_id uuid not null,
  kind text not null constraint used_number_kind_is_known
    check (kind in ('clients', 'contracts', 'operations', 'schedule', 'doubted')),
  number text collate "C" not null,
  line bigint not null,
  constraint number_is_used_once_in_a_file primary key (run_id, kind, number)
);

alter table registry.run enable row level security;
alter table registry.run force row level security;
alter table registry.used_number enable row level security;
alter table registry.used_number force row level security;
create policy system_runs on registry.run to kabinet_system using (true) with check (true);
create policy system_numbers on registry.used_number to kabinet_system
  using (true) with check (true);
grant select, insert, update on registry.run to kabinet_system;
grant select, insert, delete on registry.used_number to kabinet_system;
