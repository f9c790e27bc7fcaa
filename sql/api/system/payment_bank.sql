-- Whose payment a line of a bank statement is. A purpose gives several numbers that may be a
-- contract's; only if all that are one are the same contract, the line is sure.

-- `posted` and `kept`: this line came before, whatever is known now, so that a contract imported
-- meanwhile, or a person's decision, never makes a second payment of it. Else `one` (with the
-- contract's number), `none` or `several`.
create function api.payment_match_bank(key text, candidates jsonb)
returns table (verdict text, contract text)
language plpgsql stable security definer set search_path = payment, pg_temp as $$
declare
  numbers text[];
begin
  if exists (select from unmatched u where u.key = payment_match_bank.key) then
    return query select 'kept', null::text;
  elsif exists (select from payment p
                where p.provider = 'bank' and p.provider_id = payment_match_bank.key) then
    return query select 'posted', null::text;
  else
    select array_agg(found.number) into numbers from (
      select c.number from jsonb_array_elements_text(candidates) as said (number)
      join ledger.contract c on c.number = said.number
      union
      select c.number from jsonb_array_elements_text(candidates) as said (number)
      join payer_code k on k.code = said.number
      join ledger.contract c on c.id = k.contract_id) found;
    return query select
      case coalesce(cardinality(numbers), 0) when 0 then 'none' when 1 then 'one'
                                             else 'several' end,
      case cardinality(numbers) when 1 then numbers[1] end;
  end if;
end
$$;

grant execute on function api.payment_match_bank(text, jsonb) to fn_bank;
