-- What a payment slip says of a contract, and what a client dictates at a terminal. Whose contract
-- it is, row-level security knows.

create function api.payment_read_slip(contract uuid)
returns table (number text, payer_code text)
language plpgsql stable security definer set search_path = payment, pg_temp as $$
begin
  perform api.ledger_require_contract(contract);
  return query
    select c.number, k.code
    from ledger.contract c join payer_code k on k.contract_id = c.id
    where c.id = payment_read_slip.contract;
end
$$;

-- The code of every contract of the client's.
create function api.payment_list_codes() returns table (contract_number text, payer_code text)
language sql stable security definer set search_path = payment, pg_temp as $$
  select c.number, k.code
  from ledger.contract c join payer_code k on k.contract_id = c.id
  order by c.number;
$$;
