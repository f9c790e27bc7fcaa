-- Corrections, the list a dry run shows, and the count that proves the ledger: every balance is
-- the sum of its postings, every date of a schedule says what is asked up to it, every transfer
-- sums to zero and does what it says. infra/ledger-check calls the last one.

-- Takes back all or a part of one operation, against the house's account `adjusted`. The same
-- number again is the same correction if all else is the same, and refused if not.
create function api.ledger_correct_operation(source text, operation_no text, corrects_source text,
                                             corrects_no text, amount_kopecks bigint,
                                             posted_on date, description text) returns bigint
language plpgsql volatile security definer set search_path = ledger, pg_temp as $$
declare
  was transfer;
  made transfer;
begin
  select t.* into was from transfer t
    where t.source = corrects_source and t.operation_no = corrects_no;
  if was.id is null then
    raise exception 'no such operation'
      using errcode = 'check_violation', constraint = 'corrected_operation_is_known';
  end if;
  select t.* into made from transfer t where t.source = ledger_correct_operation.source
    and t.operation_no = ledger_correct_operation.operation_no;
  if made.id is null and was.component = 'several' then
    raise exception 'a payment of several components is given back, not corrected: infra/refund'
      using errcode = 'check_violation', constraint = 'correction_is_of_one_component';
  end if;
  if made.id is not null then
    if (made.corrects, made.amount_kopecks, made.posted_on, made.description)
       is distinct from (was.id, ledger_correct_operation.amount_kopecks,
                         ledger_correct_operation.posted_on,
                         ledger_correct_operation.description) then
      raise exception 'the number of this correction is taken'
        using errcode = 'check_violation', constraint = 'correction_says_the_same_again';
    end if;
    return made.id;
  end if;
  insert into transfer (contract_id, client_id, source, operation_no, kind, component,
                        amount_kopecks, effect_kopecks, posted_on, description, corrects)
  values (was.contract_id, was.client_id, ledger_correct_operation.source,
          ledger_correct_operation.operation_no, 'correction', was.component,
          ledger_correct_operation.amount_kopecks,
          -sign(was.effect_kopecks) * ledger_correct_operation.amount_kopecks,
          ledger_correct_operation.posted_on, ledger_correct_operation.description, was.id)
  returning * into made;
  insert into posting (transfer_id, seq, account_id, amount_kopecks)
  select made.id, p.seq, a.id, p.amount
  from (values (1::smallint, made.contract_id, made.component, made.effect_kopecks),
               (2::smallint, null, 'adjusted', -made.effect_kopecks))
    as p (seq, contract_id, component, amount)
  join account a on a.contract_id is not distinct from p.contract_id
    and a.component = p.component;
  perform api.ledger_tell_clients(array[made.contract_id]);
  return made.id;
end
$$;

-- From here to the rollback, which is the only way out, no balance moves and none is locked.
create function api.ledger_begin_rehearsal() returns void
language plpgsql volatile security definer set search_path = ledger, pg_temp as $$
begin
  insert into rehearsal default values;
end
$$;

-- Contracts whose debt this very rehearsal would change, by number; none without a rehearsal, whose
-- balances have moved already. Pages, so that neither side holds them all.
create function api.ledger_list_balance_changes(after_number text, row_limit bigint)
returns table (number text, before_kopecks bigint, after_kopecks bigint)
language plpgsql stable security definer set search_path = ledger, pg_temp as $$
begin
  return query
    select c.number, b.outstanding_kopecks, (b.outstanding_kopecks + m.moved)::bigint
    from contract c
    join balance b on b.contract_id = c.id
    cross join lateral (select sum(t.effect_kopecks) as moved from transfer t
      where t.contract_id = c.id and t.recorded_at = now()) m
    where c.number > after_number and m.moved <> 0 and exists (select from rehearsal)
    order by c.number limit row_limit;
end
$$;

create function api.ledger_check() returns json
language plpgsql stable security definer set search_path = ledger, pg_temp as $$
declare
  answer json;
begin
  with truth as materialized (
    select account_id, sum(amount_kopecks) as amount, count(*) as postings
    from posting group by account_id),
  scheduled as (
    select contract_id, array_agg(distinct component order by component) as components
    from schedule group by contract_id),
  paid as (
    select t.contract_id, -sum(p.amount_kopecks) as amount
    from scheduled s
    join transfer t on t.contract_id = s.contract_id and pays(t.kind, t.effect_kopecks)
    join posting p on p.transfer_id = t.id
    join account a on a.id = p.account_id and a.contract_id = t.contract_id
      and a.component = any (s.components)
    group by t.contract_id),
  added_up as (
    select contract_id, due_on, sum(amount_kopecks) as total,
           sum(sum(amount_kopecks)) over (partition by contract_id order by due_on) as upto
    from schedule group by contract_id, due_on),
  figures as (
    select c.id as contract_id, o.component, o.amount_kopecks as kept,
           coalesce(t.amount, 0) as computed
    from contract c
    left join owed o on o.contract_id = c.id
    left join account a on a.contract_id = c.id and a.component = o.component
    left join truth t on t.account_id = a.id
    union all
    select c.id, 'paid', case when b.scheduled = coalesce(s.components, '{}')
                              then b.paid_kopecks end, coalesce(p.amount, 0)
    from contract c
    left join balance b on b.contract_id = c.id
    left join scheduled s on s.contract_id = c.id
    left join paid p on p.contract_id = c.id
    union all
    -- who moved a balance and when: kept as they are told, so compared as a whole
    select c.id, 'moved', case when b.sources = coalesce(m.sources, '{}')
                                    and b.moved_at is not distinct from m.moved_at then 0 end, 0
    from contract c
    left join balance b on b.contract_id = c.id
    left join (select contract_id, array_agg(distinct source order by source) as sources,
                      max(recorded_at) as moved_at
               from transfer group by contract_id) m on m.contract_id = c.id
    union all
    select coalesce(u.contract_id, d.contract_id), 'due ' || coalesce(u.due_on, d.due_on),
           d.upto_kopecks, u.upto
    from added_up u
    full join due d on d.contract_id = u.contract_id and d.due_on = u.due_on
      and d.total_kopecks = u.total),
  wrong as materialized (
    select c.number as contract, f.component, f.kept as kept_kopecks,
           f.computed as computed_kopecks
    from figures f join contract c on c.id = f.contract_id
    where f.kept is distinct from f.computed),
  unbalanced as materialized (
    select t.id
    from transfer t
    left join (select p.transfer_id, sum(p.amount_kopecks) as total,
                      sum(p.amount_kopecks) filter (where a.contract_id = f.contract_id) as effect,
                      bool_and(case when a.contract_id is not null
                                    then f.component in (a.component, 'several')
                                    else a.component = case
                                      when f.kind = 'charge' then 'accrued'
                                      when f.kind = 'credit' then 'credited'
                                      when f.kind = 'payment' or f.source = 'refund' then 'money_in'
                                      else 'adjusted' end end) as says_where
               from posting p
               join account a on a.id = p.account_id
               join transfer f on f.id = p.transfer_id
               group by p.transfer_id) s on s.transfer_id = t.id
    where s.total is distinct from 0 or s.effect is distinct from t.effect_kopecks
      or not s.says_where
    union
    -- a correction takes back no more than there was, of the same contract and component
    select k.corrects
    from transfer k
    left join transfer t on t.id = k.corrects
    where k.kind = 'correction'
    group by k.corrects, t.id
    having bool_or(t.id is null or t.kind = 'correction'
                   or (t.contract_id, t.component) is distinct from (k.contract_id, k.component)
                   or sign(t.effect_kopecks) = sign(k.effect_kopecks))
      or sum(k.amount_kopecks) > max(t.amount_kopecks)
    union
    select p.transfer_id from posting p
    where not exists (select from transfer t where t.id = p.transfer_id))
  select row_to_json(x) into answer from (
    select (select count(*) from account) as accounts,
           (select count(*) from transfer) as transfers,
           (select coalesce(sum(postings), 0)::bigint from truth) as postings,
           (select coalesce(sum(amount), 0) from truth) as sum_kopecks,
           (select count(*) from unbalanced) as unbalanced,
           (select count(*) from wrong) as mismatch_count,
           (select coalesce(json_agg(w), '[]')
            from (select * from wrong order by contract, component limit 100) w) as mismatches,
           not exists (select from wrong) and not exists (select from unbalanced)
             and (select coalesce(sum(amount), 0) = 0 from truth) as ok) x;
  return answer;
end
$$;
