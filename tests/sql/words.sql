-- The two words of SQL tests, made inside the test's own transaction: ok(sentence, truth) and
-- refuses(constraint, statement). The first lie stops the file.
\set ON_ERROR_STOP on
\pset tuples_only on
\pset format unaligned
create schema test;
grant usage on schema test to public;

create function test.ok(sentence text, truth boolean) returns text
language plpgsql as $$
begin
  if truth is not true then raise exception 'not ok - %', sentence; end if;
  return 'ok - ' || sentence;
end
$$;

create function test.refuses(broken text, statement text) returns text
language plpgsql as $$
declare
  name text;
begin
  begin
    execute statement;
  exception when others then
    get stacked diagnostics name = constraint_name;
    if name is distinct from broken then
      raise exception 'not ok - % was refused as % (%)', statement, name, sqlerrm;
    end if;
    return 'ok - refuses ' || broken;
  end;
  raise exception 'not ok - nothing refused: % (%)', statement, broken;
end
$$;

create function test.denied(statement text) returns text
language plpgsql as $$
begin
  begin
    execute statement;
  exception when insufficient_privilege then
    return 'ok - denied: ' || left(statement, 60);
  end;
  raise exception 'not ok - allowed: %', statement;
end
$$;
