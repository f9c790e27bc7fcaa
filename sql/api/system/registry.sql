-- What a run of the importer keeps about itself. The rows it brings are the business of
-- identity_import_clients, ledger_import_contracts, ledger_post_operations and
-- ledger_import_schedule; this file, last by its name, gives the importer's role all it may do.

create function api.registry_start_run(run_source text) returns uuid
language plpgsql security definer set search_path = registry, pg_temp as $$
declare
  started uuid;
begin
  -- Held until the connection ends. Two at once would each call the other's rows changed.
  if not pg_try_advisory_lock(hashtext('kabinet registry'), 1) then
    raise 'another import runs'
      using errcode = 'check_violation', constraint = 'one_import_runs_at_a_time';
  end if;
  delete from used_number; -- what a run that was killed left behind
  insert into run (source) values (run_source) returning id into started;
  return started;
end
$$;

-- Notes the numbers of a batch: [{"row": line, "number": text}]. The answer names the rows whose
-- number stands earlier in the same file: [{"row": line, "first_row": line}].
create function api.registry_note_numbers(of_run uuid, of_kind text, batch jsonb) returns json
language plpgsql security definer set search_path = registry, pg_temp as $$
declare
  noted bigint;
begin
  insert into used_number (run_id, kind, number, line)
  select of_run, of_kind, b.number, b.row
  from jsonb_to_recordset(batch) as b (row bigint, number text)
  order by b.row
  on conflict do nothing;
  get diagnostics noted = row_count;
  if noted = jsonb_array_length(batch) then
    return '[]';
  end if;
  return (
    select json_agg(json_build_object('row', b.row, 'first_row', u.line) order by b.row)
    from jsonb_to_recordset(batch) as b (row bigint, number text)
    join used_number u on u.run_id = of_run and u.kind = of_kind and u.number = b.number
    where u.line <> b.row);
end
$$;

-- Contracts, by number, that this run does not confirm: ["number"]; "" stands for all.
create function api.registry_doubt_contracts(of_run uuid, numbers jsonb) returns void
language sql security definer set search_path = registry, pg_temp as $$
  insert into used_number (run_id, kind, number, line)
  select of_run, 'doubted', n, 0 from jsonb_array_elements_text(numbers) n
  on conflict do nothing;
$$;

-- A run that came to its end confirms what it has named: the contracts of its source in whose lines
-- there was nothing bad and nothing else than before. A rehearsal confirms nothing.
create function api.registry_finish_run(of_run uuid, run_counts jsonb) returns void
language plpgsql security definer set search_path = registry, pg_temp as $$
declare
  done run;
begin
  update run set finished_at = clock_timestamp(), counts = run_counts where id = of_run
    returning * into done;
  if not exists (select from ledger.rehearsal)
     and not exists (select from used_number u
                     where u.run_id = of_run and u.kind = 'doubted' and u.number = '') then
    update ledger.contract c set confirmed_at = done.finished_at
    from (select number from used_number where run_id = of_run and kind = 'contracts'
          except
          select number from used_number where run_id = of_run and kind = 'doubted') u
    where c.number = u.number collate "default" -- the contracts' own, or their index is of no use
      and c.source = done.source;
  end if;
  delete from used_number where run_id = of_run;
end
$$;

reset role;
grant usage on schema api to fn_import;
set local role kabinet_system;
grant execute on function
  api.registry_start_run(text),
  api.registry_note_numbers(uuid, text, jsonb),
  api.registry_doubt_contracts(uuid, jsonb),
  api.registry_finish_run(uuid, jsonb),
  api.identity_import_clients(jsonb),
  api.identity_list_unlettered(text, integer),
  api.identity_issue_letters(jsonb),
  api.ledger_import_contracts(text, jsonb),
  api.ledger_post_operations(text, jsonb),
  api.ledger_import_schedule(text, jsonb),
  api.ledger_begin_rehearsal(),
  api.ledger_list_balance_changes(text, bigint)
to fn_import;
