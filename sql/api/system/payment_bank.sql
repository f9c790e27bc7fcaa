-- Whose payment a line of a bank statement is. A purpose names numbers that may be a contract's,
-- and holds others (`also`), which name nobody; only if all that are a contract's are of the same
-- one, the line is sure.

-- `posted` and `kept`: this line came before, whatever is known now, so that a contract imported
-- meanwhile, or a person's decision, never makes a second payment of it; but what was kept because
-- nothing proved that the money had come is looked at again. Else `one` (with the contract's
-- number), `none` or `several`.
create function api.payment_match_bank(key text, named jsonb, also jsonb)
returns table (verdict text, contract text)
language plpgsql stable security definer set search_path = payment, pg_temp as $$
declare
  numbers text[];
begin
  if exists (select from unmatched u where u.key = payment_match_bank.key
             and u.why <> 'not_received') then
    return query select 'kept', null::text;
  elsif exists (select from payment p
                where p.provider = 'bank' and p.provider_id = payment_match_bank.key) then
    return query select 'posted', null::text;
  else
    select array_agg(found.number order by found.is_named desc) into numbers from (
      select c.number, bool_or(said.is_named) as is_named
      from (select n as number, true as is_named from jsonb_array_elements_text(named) n
            union all select n, false from jsonb_array_elements_text(also) n) said
      left join payer_code k on k.code = said.number
      join ledger.contract c on c.number = said.number or c.id = k.contract_id
      group by c.number) found
    having bool_or(found.is_named);
    return query select
      case coalesce(cardinality(numbers), 0) when 0 then 'none' when 1 then 'one'
                                             else 'several' end,
      case cardinality(numbers) when 1 then numbers[1] end;
  end if;
end
$$;

grant execute on function api.payment_match_bank(text, jsonb, jsonb) to fn_bank;
