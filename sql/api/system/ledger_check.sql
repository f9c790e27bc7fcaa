-- Corrections, the list a dry run shows, and the count that proves the ledger: every balance is
-- the sum of its postings, every transfer sums to zero and does what it says. infra/ledger-check
-- calls the last one.

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

-- Contracts whose debt this very transaction has changed, by number: for a dry run, which looks
-- and then rolls back. Pages, so that neither side holds them all.
create function api.ledger_list_balance_changes(after_number text, row_limit bigint)
returns table (number text, before_kopecks bigint, after_kopecks bigint)
language plpgsql stable security definer set search_path = ledger, pg_temp as $$
begin
  return query
    select c.number, (d.owed - m.moved)::bigint, d.owed::bigint
    from contract c
    cross join lateral (select sum(t.effect_kopecks) as moved from transfer t
      where t.contract_id = c.id and t.recorded_at = now()) m
    cross join lateral (select sum(b.amount_kopecks) as owed from balance b
      where b.contract_id = c.id) d
    where c.number > after_number and m.moved <> 0
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
  wrong as materialized (
    select a.id as account, c.number as contract, a.component,
           b.amount_kopecks as kept_kopecks, coalesce(t.amount, 0) as computed_kopecks
    from account a
    join contract c on c.id = a.contract_id
    left join balance b on b.account_id = a.id
    left join truth t on t.account_id = a.id
    where b.amount_kopecks is distinct from coalesce(t.amount, 0)),
  unbalanced as materialized (
    select t.id
    from transfer t
    left join (select p.transfer_id, sum(p.amount_kopecks) as total,
                      sum(p.amount_kopecks) filter (where a.contract_id = f.contract_id) as effect
               from posting p
               join account a on a.id = p.account_id
               join transfer f on f.id = p.transfer_id
               group by p.transfer_id) s on s.transfer_id = t.id
    where s.total is distinct from 0 or s.effect is distinct from t.effect_kopecks)
  select row_to_json(x) into answer from (
    select (select count(*) from account) as accounts,
           (select count(*) from transfer) as transfers,
           (select coalesce(sum(postings), 0)::bigint from truth) as postings,
           (select coalesce(sum(amount), 0) from truth) as sum_kopecks,
           (select count(*) from unbalanced) as unbalanced,
           (select count(*) from wrong) as mismatch_count,
           (select coalesce(json_agg(w), '[]')
            from (select * from wrong order by account limit 100) w) as mismatches,
           not exists (select from wrong) and not exists (select from unbalanced)
             and (select coalesce(sum(amount), 0) = 0 from truth) as ok) x;
  return answer;
end
$$;
