-- Money that comes in without the portal having asked for it: at terminals (OSMP: the network's
-- txn_id is the key) and by bank transfer (the key is a hash over the line of the statement). The
-- same key again is the same payment; what fits nobody is kept for a person, nothing is dropped.

-- A contract by what a payer dictates or a purpose holds: his payer code or the contract's number.
-- None if it is the code of one contract and the number of another: whose money it is, a person has
-- to say. Not in SQL, which would be planned anew in every payment.
create function api.payment_find_contract(account text) returns ledger.contract
language plpgsql stable security definer set search_path = payment, pg_temp as $$
declare
  found ledger.contract;
begin
  select (one.c).* into found from (
    select (array_agg(c))[1] as c from ledger.contract c
    where c.number = btrim(account)
       or c.id = (select k.contract_id from payer_code k where k.code = btrim(account))
    having count(*) = 1) one;
  return found;
end
$$;

-- The same where whoever names the contract has seen which one it is: its number comes first.
create function api.payment_find_numbered(account text) returns ledger.contract
language plpgsql stable security definer set search_path = payment, pg_temp as $$
declare
  found ledger.contract;
begin
  select c.* into found from ledger.contract c where c.number = btrim(account);
  if found.id is null then found := api.payment_find_contract(account); end if;
  return found;
end
$$;

-- For the command `check`: whether such a payer is there, and what he owes; nothing is reserved.
create function api.payment_terminal_check(account text)
returns table (verdict text, due_kopecks bigint, min_kopecks bigint, max_kopecks bigint)
language plpgsql stable security definer set search_path = payment, pg_temp as $$
declare
  found ledger.contract := api.payment_find_contract(account);
begin
  return query
  select case when found.id is null then 'unknown' else 'ok' end,
         coalesce((select greatest(0, b.outstanding_kopecks) from ledger.balance b
                   where b.contract_id = found.id), 0), m.min_kopecks, m.max_kopecks
  from method m where m.method = 'terminal';
end
$$;

-- A payment that is already made: written and credited at once, under the outside party's key.
create function api.payment_take_in(way text, party text, party_key text, c ledger.contract,
                                    sum_kopecks bigint, paid_on date, words text)
returns table (verdict text, number bigint)
language plpgsql volatile security definer set search_path = payment, pg_temp as $$
#variable_conflict use_column
declare
  made payment;
  was payment;
begin
  insert into payment (id, client_id, method, provider, provider_id, fingerprint, amount_kopecks,
                       language)
  select gen_random_uuid(), c.client_id, way, party, party_key,
         sha256(convert_to(concat_ws('|', c.id, sum_kopecks), 'UTF8')), sum_kopecks, k.language
  from identity.client k where k.id = c.client_id
  on conflict on constraint payment_is_known_to_its_provider_once do nothing
  returning * into made;
  if made.id is null then
    select p.* into was from payment p where p.provider = party and p.provider_id = party_key;
    return query select case when was.fingerprint = sha256(convert_to(
      concat_ws('|', c.id, sum_kopecks), 'UTF8')) then 'repeated' else 'differs' end, was.number;
    return;
  end if;
  insert into item (payment_id, seq, contract_id, client_id, amount_kopecks)
  values (made.id, 1, c.id, c.client_id, sum_kopecks);
  perform api.payment_credit(made.id, paid_on, words, way);
  perform api.payment_move(made.id, 'succeeded', 'the money came in');
  return query select 'ok', made.number;
end
$$;

-- The command `pay`. A network repeats it until it hears an end; another sum or account under a
-- known txn_id changes nothing and is an alarm.
create function api.payment_post_terminal(network text, txn_id text, account text,
                                          sum_kopecks bigint, paid_on date)
returns table (verdict text, number bigint)
language plpgsql volatile security definer set search_path = payment, pg_temp as $$
#variable_conflict use_column
declare
  found ledger.contract := api.payment_find_contract(account);
  answer record;
  known bigint;
begin
  if found.id is null then
    select p.number into known from payment p
      where p.provider = network and p.provider_id = txn_id;
    if known is not null then
      perform api.payment_raise_alarm('terminal_payment_differs', network || ' ' || txn_id,
        jsonb_build_object('number', known, 'said_kopecks', sum_kopecks));
    end if;
    return query select case when known is null then 'unknown' else 'differs' end, null::bigint;
    return;
  end if;
  if not exists (select from payment p where p.provider = network and p.provider_id = txn_id) then
    if sum_kopecks < (select m.min_kopecks from method m where m.method = 'terminal') then
      return query select 'too_small', null::bigint;
      return;
    elsif sum_kopecks > (select m.max_kopecks from method m where m.method = 'terminal') then
      return query select 'too_large', null::bigint;
      return;
    end if;
  end if;
  select t.* into answer from api.payment_take_in('terminal', network, txn_id, found, sum_kopecks,
    least(paid_on, ledger.today()), 'Оплата через терминал') t;
  if answer.verdict = 'ok' then
    -- The registry's line came first and was kept for a person, who need not look for long.
    update unmatched u set payment_id = p.id from payment p
    where u.key = network || ' ' || txn_id and u.payment_id is null and u.kind = 'terminal'
      and u.amount_kopecks = sum_kopecks and p.number = answer.number;
  elsif answer.verdict = 'differs' then
    perform api.payment_raise_alarm('terminal_payment_differs', network || ' ' || txn_id,
      jsonb_build_object('number', answer.number, 'said_kopecks', sum_kopecks));
  end if;
  return query select answer.verdict, answer.number;
end
$$;

-- What a network's payments of one day are to us: for its daily registry.
create function api.payment_list_terminal(network text, day date)
returns table (txn_id text, account text, amount_kopecks bigint, number bigint)
language sql stable security definer set search_path = payment, pg_temp as $$
  select p.provider_id, c.number, p.amount_kopecks, p.number
  from payment p
  join item i on i.payment_id = p.id
  join ledger.contract c on c.id = i.contract_id
  join ledger.transfer t on t.source = 'terminal' and t.operation_no = p.id::text
  where p.provider = network and p.method = 'terminal' and t.posted_on = day
  order by p.number;
$$;

create function api.payment_post_bank(key text, contract text, sum_kopecks bigint, paid_on date,
                                      document_no text)
returns table (verdict text, number bigint)
language plpgsql volatile security definer set search_path = payment, pg_temp as $$
#variable_conflict use_column
declare
  found ledger.contract := api.payment_find_numbered(contract);
  answer record;
begin
  if found.id is null then
    return query select 'unknown', null::bigint;
    return;
  end if;
  select t.* into answer from api.payment_take_in('bank', 'bank', key, found, sum_kopecks, paid_on,
    left('Банковский перевод № ' || document_no, 200)) t;
  -- It was kept while nothing proved that the money had come.
  update unmatched u set payment_id = p.id from payment p
  where u.key = payment_post_bank.key and u.payment_id is null and u.why = 'not_received'
    and answer.verdict = 'ok' and p.number = answer.number;
  return query select answer.verdict, answer.number;
end
$$;

create function api.payment_keep_unmatched(key text, kind text, sum_kopecks bigint, paid_on date,
                                           dek_wrapped bytea, words_sealed bytea, why text)
returns table (verdict text, id bigint)
language plpgsql volatile security definer set search_path = payment, pg_temp as $$
#variable_conflict use_column
declare
  made bigint;
begin
  insert into unmatched (key, kind, amount_kopecks, paid_on, dek_wrapped, words_sealed, why)
  values (key, kind, sum_kopecks, paid_on, dek_wrapped, words_sealed, why)
  on conflict on constraint unmatched_key_is_unique do nothing returning id into made;
  if made is not null then
    return query select 'kept', made;
  else
    return query select 'repeated', u.id from unmatched u
      where u.key = payment_keep_unmatched.key;
  end if;
end
$$;

create function api.payment_list_unmatched()
returns table (id bigint, kind text, amount_kopecks bigint, paid_on date, dek_wrapped bytea,
               words_sealed bytea, why text, created_at timestamptz)
language sql stable security definer set search_path = payment, pg_temp as $$
  select u.id, u.kind, u.amount_kopecks, u.paid_on, u.dek_wrapped, u.words_sealed, u.why,
         u.created_at
  from unmatched u where u.payment_id is null order by u.id;
$$;

-- A person has found whose money it is.
create function api.payment_assign_unmatched(of_id bigint, contract text)
returns table (verdict text, number bigint)
language plpgsql volatile security definer set search_path = payment, pg_temp as $$
#variable_conflict use_column
declare
  u unmatched;
  found ledger.contract := api.payment_find_numbered(contract);
  answer record;
begin
  select x.* into u from unmatched x where x.id = of_id for no key update;
  if u.id is null or found.id is null then
    return query select 'unknown', null::bigint;
    return;
  end if;
  if u.payment_id is not null then
    return query select case when exists (select from item i where i.payment_id = p.id
      and i.contract_id = found.id) then 'repeated' else 'differs' end, p.number
      from payment p where p.id = u.payment_id;
    return;
  end if;
  -- Under the bank's or the network's own key (terminal-registry: network, space, txn_id), so that
  -- the same line, or the network's own command, cannot come in once more as a payment.
  select t.* into answer from api.payment_take_in(
    case u.kind when 'terminal' then 'terminal' else 'bank' end,
    case u.kind when 'bank' then 'bank' when 'terminal' then substring(u.key from '^(.*) ')
                else 'unmatched' end,
    case u.kind when 'terminal' then substring(u.key from '[^ ]*$') else u.key end, found,
    u.amount_kopecks, u.paid_on, 'Зачислено по решению оператора') t;
  -- `differs`: it was paid meanwhile, to another contract or another sum; it waits on.
  update unmatched x set payment_id = p.id from payment p
  where x.id = of_id and p.number = answer.number and answer.verdict <> 'differs';
  return query select answer.verdict, answer.number;
end
$$;

reset role;
grant usage on schema api to fn_bank;
set local role kabinet_system;
grant execute on function
  api.payment_terminal_check(text),
  api.payment_post_terminal(text, text, text, bigint, date),
  api.payment_list_terminal(text, date),
  api.payment_post_bank(text, text, bigint, date, text),
  api.payment_keep_unmatched(text, text, bigint, date, bytea, bytea, text),
  api.payment_list_unmatched(),
  api.payment_assign_unmatched(bigint, text)
to fn_bank;
