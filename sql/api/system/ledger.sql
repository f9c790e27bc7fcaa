-- What machines write into the ledger: contracts, operations, schedules, corrections. Every batch
-- is one JSON array and one set-based statement; a row that is already there is left alone, and a
-- row that is there with other words is reported, never overwritten. Counting again what is kept:
-- ledger_check.sql.

-- {"new", "same", "rows": [the ones that need a sentence]} of the verdicts of a batch.
create function api.ledger_sum_verdicts(verdicts jsonb, new_count bigint) returns json
language sql immutable
return (
  select row_to_json(a) from (
    select new_count as new, count(*) filter (where v ->> 'verdict' = 'same') as same,
           coalesce(json_agg(v order by (v ->> 'row')::bigint)
                    filter (where v ->> 'verdict' <> 'same'), '[]') as rows
    from jsonb_array_elements(verdicts) v) a);

create function api.ledger_import_contracts(source text, batch jsonb) returns json
language plpgsql volatile security definer set search_path = ledger, pg_temp as $$
declare
  made text[];
  verdicts jsonb := '[]';
begin
  with said as (
    select b.*, row_number() over (partition by b.number order by b.row) as turn
    from jsonb_to_recordset(batch) as b (row bigint, number text, login text, creditor text,
      product text, opened_on date, due_on date, principal_kopecks bigint,
      annual_rate numeric(9, 4), currency text)),
  born as (
    insert into contract (client_id, number, creditor, product, opened_on, due_on,
                          principal_kopecks, annual_rate, currency, source)
    select c.id, s.number, s.creditor, s.product, s.opened_on, s.due_on, s.principal_kopecks,
           s.annual_rate, s.currency, ledger_import_contracts.source
    from said s join identity.client c on c.login = s.login
    where s.turn = 1 order by s.row
    on conflict on constraint contract_number_is_unique do nothing
    returning id, client_id, number),
  opened as (
    insert into account (contract_id, client_id, component)
    select b.id, b.client_id, k.component
    from born b cross join unnest(array['principal', 'interest', 'fee', 'penalty'])
      with ordinality as k (component, place) order by b.id, k.place)
  select coalesce(array_agg(number), '{}') into made from born;
  if cardinality(made) < jsonb_array_length(batch) then
    verdicts := api.ledger_judge_contracts(batch, made);
  end if;
  return api.ledger_sum_verdicts(verdicts, cardinality(made));
end
$$;

-- Verdicts of the rows that made no contract; `made` are the numbers of those that did.
create function api.ledger_judge_contracts(batch jsonb, made text[]) returns jsonb
language plpgsql stable security definer set search_path = ledger, pg_temp as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('row', j.row, 'verdict', case
        when j.turn > 1 then 'duplicate' when j.unknown then 'unknown_client'
        when cardinality(j.fields) > 0 then 'changed' else 'same' end,
        'fields', case when j.turn > 1 then array['contract_no']
                       when j.unknown then array['client_no'] else j.fields end)), '[]')
    from (
      select s.row, s.turn, c.id is null as unknown,
             m.number is not null and s.turn = 1 as is_new,
             array_remove(array[
               case when k.client_id <> c.id then 'client_no' end,
               case when k.creditor <> s.creditor then 'creditor' end,
               case when k.product <> s.product then 'product' end,
               case when k.opened_on <> s.opened_on then 'opened_on' end,
               case when k.due_on is distinct from s.due_on then 'due_on' end,
               case when k.principal_kopecks <> s.principal_kopecks then 'principal' end,
               case when k.annual_rate <> s.annual_rate then 'annual_rate_percent' end,
               case when k.currency <> s.currency then 'currency' end], null) as fields
      from (select b.*, row_number() over (partition by b.number order by b.row) as turn
            from jsonb_to_recordset(batch) as b (row bigint, number text, login text,
              creditor text, product text, opened_on date, due_on date,
              principal_kopecks bigint, annual_rate numeric(9, 4), currency text)) s
      left join identity.client c on c.login = s.login
      left join contract k on k.number = s.number
      left join unnest(made) as m (number) on m.number = s.number) j
    where not j.is_new);
end
$$;

create function api.ledger_post_operations(source text, batch jsonb) returns json
language plpgsql volatile security definer set search_path = ledger, pg_temp as $$
declare
  made text[];
  touched uuid[];
  verdicts jsonb := '[]';
begin
  with said as (
    select b.*, row_number() over (partition by b.operation_no order by b.row) as turn
    from jsonb_to_recordset(batch) as b (row bigint, operation_no text, contract text,
      posted_on date, kind text, component text, amount_kopecks bigint, description text)),
  born as (
    insert into transfer (contract_id, client_id, source, operation_no, kind, component,
                          amount_kopecks, effect_kopecks, posted_on, description)
    select c.id, c.client_id, ledger_post_operations.source, s.operation_no, s.kind, s.component,
           s.amount_kopecks,
           case when s.kind = 'charge' then s.amount_kopecks else -s.amount_kopecks end,
           s.posted_on, coalesce(s.description, '')
    from said s join contract c on c.number = s.contract
    where s.turn = 1 and s.kind in ('charge', 'payment', 'credit') order by s.row
    on conflict on constraint operation_no_is_unique do nothing
    returning id, contract_id, operation_no, kind, component, effect_kopecks),
  posted as (
    insert into posting (transfer_id, seq, account_id, amount_kopecks)
    select b.id, p.seq, p.account_id, p.amount
    from born b
    join account own on own.contract_id = b.contract_id and own.component = b.component
    join account house on house.contract_id is null
      and house.component = case b.kind when 'charge' then 'accrued'
                                        when 'payment' then 'money_in' else 'credited' end
    cross join lateral (values (1::smallint, own.id, b.effect_kopecks),
                               (2::smallint, house.id, -b.effect_kopecks))
      as p (seq, account_id, amount))
  select coalesce(array_agg(operation_no), '{}'), array_agg(distinct contract_id)
    into made, touched from born;
  perform api.ledger_tell_clients(touched);
  if cardinality(made) < jsonb_array_length(batch) then
    verdicts := api.ledger_judge_operations(source, batch, made);
  end if;
  -- Checks now what would be checked at commit: a long import keeps no queue of checks.
  set constraints ledger.transfer_is_balanced immediate;
  set constraints ledger.transfer_is_balanced deferred;
  return api.ledger_sum_verdicts(verdicts, cardinality(made));
end
$$;

create function api.ledger_judge_operations(source text, batch jsonb, made text[]) returns jsonb
language plpgsql stable security definer set search_path = ledger, pg_temp as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('row', j.row, 'verdict', case
        when j.turn > 1 then 'duplicate' when j.unknown then 'unknown_contract'
        when cardinality(j.fields) > 0 then 'changed' else 'same' end,
        'fields', case when j.turn > 1 then array['operation_no']
                       when j.unknown then array['contract_no'] else j.fields end)), '[]')
    from (
      select s.row, s.turn, c.id is null as unknown, array_remove(array[
               case when t.contract_id <> c.id then 'contract_no' end,
               case when t.posted_on <> s.posted_on then 'posted_on' end,
               case when t.kind <> s.kind then 'kind' end,
               case when t.component <> s.component then 'component' end,
               case when t.amount_kopecks <> s.amount_kopecks then 'amount' end,
               case when t.description <> coalesce(s.description, '') then 'description' end],
               null) as fields
      from (select b.*, row_number() over (partition by b.operation_no order by b.row) as turn
            from jsonb_to_recordset(batch) as b (row bigint, operation_no text, contract text,
              posted_on date, kind text, component text, amount_kopecks bigint,
              description text)) s
      left join contract c on c.number = s.contract
      left join transfer t on t.source = ledger_judge_operations.source
        and t.operation_no = s.operation_no
      left join unnest(made) as m (operation_no) on m.operation_no = s.operation_no
      where s.turn > 1 or m.operation_no is null) j);
end
$$;

-- One live event for each contract that moved, once in a transaction however many batches it has,
-- and only for a client with a page open: an import of a portfolio wakes nobody else.
create function api.ledger_tell_clients(touched uuid[]) returns void
language plpgsql volatile security definer set search_path = ledger, pg_temp as $$
begin
  perform queue.put('live', 'operations ' || c.id || ' ' || pg_current_xact_id(),
      jsonb_build_object('client', c.client_id, 'event',
        jsonb_build_object('kind', 'operations', 'contract', c.id)))
    from unnest(touched) as t (id) join contract c on c.id = t.id
    where exists (select from queue.channel h
                  where h.client_id = c.client_id and h.expires_at > now());
end
$$;

create function api.ledger_import_schedule(source text, batch jsonb) returns json
language plpgsql volatile security definer set search_path = ledger, pg_temp as $$
declare
  made jsonb;
  verdicts jsonb := '[]';
begin
  with said as (
    select b.*, row_number() over (partition by b.contract, b.due_on, b.component
                                   order by b.row) as turn
    from jsonb_to_recordset(batch) as b (row bigint, contract text, due_on date, component text,
                                         amount_kopecks bigint)),
  born as (
    insert into schedule (contract_id, client_id, due_on, component, amount_kopecks, source)
    select c.id, c.client_id, s.due_on, s.component, s.amount_kopecks,
           ledger_import_schedule.source
    from said s join contract c on c.number = s.contract where s.turn = 1
    on conflict on constraint schedule_row_is_unique do nothing
    returning contract_id, due_on, component)
  select coalesce(jsonb_agg(b), '[]') into made from born b;
  if jsonb_array_length(made) < jsonb_array_length(batch) then
    with said as (
      select b.*, row_number() over (partition by b.contract, b.due_on, b.component
                                     order by b.row) as turn
      from jsonb_to_recordset(batch) as b (row bigint, contract text, due_on date,
                                           component text, amount_kopecks bigint))
    select coalesce(jsonb_agg(jsonb_build_object('row', s.row, 'verdict', case
        when s.turn > 1 then 'duplicate' when c.id is null then 'unknown_contract'
        when h.amount_kopecks <> s.amount_kopecks then 'changed' else 'same' end,
        'fields', case when s.turn > 1 then array['contract_no', 'due_on', 'component']
                       when c.id is null then array['contract_no']
                       when h.amount_kopecks <> s.amount_kopecks then array['amount']
                       else '{}'::text[] end)), '[]') into verdicts
    from said s
    left join contract c on c.number = s.contract
    left join schedule h on h.contract_id = c.id and h.due_on = s.due_on
      and h.component = s.component
    left join jsonb_to_recordset(made) as m (contract_id uuid, due_on date, component text)
      on m.contract_id = c.id and m.due_on = s.due_on and m.component = s.component
    where s.turn > 1 or m.contract_id is null;
  end if;
  return api.ledger_sum_verdicts(verdicts, jsonb_array_length(made));
end
$$;
