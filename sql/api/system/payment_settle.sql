-- What the acquirer says of payments and refunds, and what follows from it. A notice only makes us
-- ask sooner; what counts is the answer to our own question, compared with what we asked for.

-- Something a person has to look at; once while it stands open.
create function api.payment_raise_alarm(of_kind text, of_key text, of_detail jsonb) returns void
language sql volatile security definer set search_path = payment, pg_temp as $$
  insert into alarm (kind, key, detail) values (of_kind, left(of_key, 120), of_detail)
  on conflict (kind, key) where closed_at is null do nothing;
$$;

-- Asked often while somebody may be looking, then ever more seldom; a lost notice is made good
-- within 45 seconds. After a week a person is told, and we go on asking once a day.
create function api.payment_pause(age interval) returns interval
language sql immutable
return case when age < interval '2 hours'
              then make_interval(secs => least(45, greatest(1, extract(epoch from age) / 4)))
            when age < interval '1 day' then interval '5 minutes'
            when age < interval '7 days' then interval '1 hour'
            else interval '1 day' end;

-- One move of the state machine, with its trace. The caller holds the row.
create function api.payment_move(of_payment uuid, next_state text, because text) returns void
language plpgsql volatile security definer set search_path = payment, pg_temp as $$
declare
  was text;
begin
  select p.state into was from payment p where p.id = of_payment;
  if was = next_state then return; end if;
  update payment p set state = next_state,
    finished_at = case when next_state in ('succeeded', 'canceled', 'failed') then now() end
  where p.id = of_payment;
  insert into event (payment_id, from_state, to_state, why)
  values (of_payment, was, next_state, because);
  -- Who sees a refusal on his screen needs no message of it; who was told to wait does.
  if next_state = 'succeeded' or was = 'processing' and next_state in ('canceled', 'failed') then
    perform queue.put('payment', next_state || ' ' || of_payment,
                      jsonb_build_object('payment', of_payment, 'event', next_state));
  end if;
end
$$;

-- Money was taken. Only exactly the sum we asked for counts; anything else is a person's business.
create function api.payment_believe_paid(p payment.payment, said_kopecks bigint,
                                         said_currency text) returns void
language plpgsql volatile security definer set search_path = payment, pg_temp as $$
begin
  if said_kopecks is distinct from p.amount_kopecks + p.fee_kopecks
     or said_currency is distinct from 'RUB' then
    perform api.payment_raise_alarm('paid_sum_differs', p.id::text, jsonb_build_object(
      'asked_kopecks', p.amount_kopecks + p.fee_kopecks, 'said_kopecks', said_kopecks,
      'said_currency', left(said_currency, 10)));
    update payment x set next_ask_at = now() + interval '10 minutes' where x.id = p.id;
    return;
  end if;
  perform api.payment_credit(p.id, ledger.today(), case p.method when 'sbp'
    then 'Оплата через СБП' else 'Оплата картой' end, 'portal');
  perform api.payment_move(p.id, 'succeeded', 'the acquirer says paid');
  update payment x set next_ask_at = null, reason = null where x.id = p.id;
end
$$;

-- When to ask about a payment that the acquirer has ended: never, but at T-Bank, where the payer
-- may try another card on the bank's form until the form's own end (RedirectDueDate); an hour more
-- for clocks that differ.
create function api.payment_ask_after_end(p payment.payment) returns timestamptz
language sql stable
return case when p.provider = 'tbank' and now() < p.expires_at + interval '1 hour'
            then now() + api.payment_pause(now() - p.created_at) end;

-- truth: pending, held, paid, dead, absent, unclear (shared/provider/acquirer.hpp) or `refused`:
-- the acquirer does not take the payment. Returns the state afterwards, null for no payment.
create function api.payment_settle(of_payment uuid, truth text, said_id text, said_kopecks bigint,
                                   said_currency text, said_reason text, said_type text,
                                   said_confirmation text, said_expires_s bigint) returns text
language plpgsql volatile security definer set search_path = payment, pg_temp as $$
declare
  p payment;
  word text := coalesce(substring(lower(said_reason) from '^[a-z0-9_]{1,60}$'), 'general_decline');
begin
  select x.* into p from payment x where x.id = of_payment for no key update;
  if p.id is null or p.state = 'succeeded' then return p.state; end if;
  if said_id <> coalesce(p.provider_id, said_id) then
    perform api.payment_raise_alarm('provider_id_differs', p.id::text,
      jsonb_build_object('ours', p.provider_id, 'said', left(said_id, 100)));
    return p.state;
  end if;
  update payment x set
    provider_id = coalesce(p.provider_id, said_id),
    confirmation_type = coalesce(said_type, p.confirmation_type),
    confirmation = coalesce(said_confirmation, p.confirmation),
    expires_at = coalesce(p.created_at + make_interval(secs => said_expires_s), p.expires_at),
    next_ask_at = now() + api.payment_pause(now() - p.created_at)
  where x.id = of_payment returning x.* into p;
  if truth = 'paid' then
    perform api.payment_believe_paid(p, said_kopecks, said_currency);
  elsif p.finished_at is not null then
    update payment x set next_ask_at = api.payment_ask_after_end(p) where x.id = of_payment;
  elsif truth = 'dead' then
    update payment x set reason = word, next_ask_at = api.payment_ask_after_end(p)
    where x.id = of_payment;
    perform api.payment_move(of_payment, 'canceled', 'the acquirer says ' || word);
  elsif truth = 'refused' and p.provider_id is null then
    update payment x set reason = word, next_ask_at = null where x.id = of_payment;
    perform api.payment_move(of_payment, 'failed', 'the acquirer does not take it: ' || word);
  elsif truth = 'held' then
    perform api.payment_move(of_payment, 'processing', 'the acquirer holds the sum');
  elsif truth = 'pending' and p.confirmation is not null then
    perform api.payment_move(of_payment, 'submitted', 'the acquirer waits for the payer');
  elsif p.state = 'created' then
    perform api.payment_move(of_payment, 'processing', 'the acquirer has not answered yet');
  end if;
  if p.created_at < now() - interval '7 days' then
    perform api.payment_raise_alarm('payment_never_ended', of_payment::text, '{}');
  end if;
  return (select x.state from payment x where x.id = of_payment);
end
$$;

-- What an acquirer has given back of a payment that succeeded, beside what we know of: somebody may
-- have refunded in the acquirer's own cabinet. While a refund of ours is open, or has only just
-- ended, nothing can be said. T-Bank tells of a part that it is one, not how much; a payment that
-- it calls reversed has gone back whole (`dead`) or in part (`held`).
create function api.payment_compare_refunded(of_payment uuid, truth text, said_kopecks bigint,
                                             said_part boolean) returns boolean
language plpgsql volatile security definer set search_path = payment, pg_temp as $$
declare
  p payment;
  is_part boolean := said_part or truth = 'held';
  back bigint;
  is_clear boolean := truth in ('paid', 'held', 'dead');
  differs boolean;
begin
  select x.* into p from payment x where x.id = of_payment and x.state = 'succeeded'
    for no key update;
  if p.id is null then return false; end if;
  -- Asked in vain for a day and more: a person is told instead.
  if not is_clear and p.asks < 300 or exists (select from refund r where r.payment_id = p.id
       and coalesce(r.finished_at > now() - interval '1 minute', true)) then
    update payment x set next_ask_at = now() + interval '5 minutes' where x.id = p.id;
    return false;
  end if;
  update payment x set next_ask_at = null where x.id = p.id;
  back := case truth when 'dead' then p.amount_kopecks + p.fee_kopecks else said_kopecks end;
  differs := not is_clear or case when is_part then p.refunded_kopecks = 0
                                  else p.refunded_kopecks <> back end;
  if differs then
    perform api.payment_raise_alarm('registry_refund_differs', p.provider || ' ' || p.provider_id,
      jsonb_build_object('refunded_kopecks', case when is_clear and not is_part then back end,
                         'said', truth, 'ours', p.refunded_kopecks));
  end if;
  return differs;
end
$$;

-- The first answer of the acquirer, as the function `pay` heard it; it cannot say that anything
-- was paid. What the browser is answered is kept, so that the same request hears the same.
create function api.payment_record_created(of_payment uuid, heard text, said_id text,
                                           said_reason text, said_type text,
                                           said_confirmation text, said_expires_s bigint)
returns text
language plpgsql volatile security definer set search_path = payment, pg_temp as $$
declare
  p payment;
begin
  select x.* into p from payment x
  where x.id = of_payment and x.client_id = auth.client() for no key update;
  if p.id is null then
    raise exception 'no such payment of this client'
      using errcode = 'check_violation', constraint = 'payment_is_yours';
  end if;
  if p.answer is not null then return p.answer; end if;
  perform api.payment_settle(of_payment, case heard when 'taken' then 'pending'
    when 'refused' then 'refused' else 'unclear' end, said_id, null, null, said_reason,
    said_type, said_confirmation, said_expires_s);
  update payment x set answer = case when x.state in ('submitted', 'failed')
                                  then api.payment_write(of_payment)::text end
  where x.id = of_payment returning x.* into p;
  return coalesce(p.answer, api.payment_write(of_payment)::text);
end
$$;

-- A notice came in: ask now, and before all that are merely due. Whoever has just paid looks at his
-- screen; behind a queue of payments that were begun and left he would look for long. By the
-- acquirer's id or by ours; an unknown one is forgotten, and the answer to whoever sent it is the
-- same. A payment that has succeeded is asked about only where money went back. One that was asked
-- about just now waits for three seconds: anybody may send notices, and none may keep settle busy
-- with a few payments. A refund whose first answer is still on its way is left alone.
create function api.payment_ask_soon(of_provider text, said_id text, own_id text,
                                     is_refund boolean) returns void
language plpgsql volatile security definer set search_path = payment, pg_temp as $$
begin
  update payment p set next_ask_at = case
    when p.asked_at > now() - interval '3 seconds'
      then least(p.next_ask_at, now() + interval '3 seconds')
    else '-infinity' end
  where p.provider = of_provider and (p.state <> 'succeeded' or is_refund)
    and (p.provider_id = said_id
         or p.id = case when own_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                        then own_id::uuid end);
  update refund r set next_ask_at = '-infinity'
  from payment p where p.id = r.payment_id and p.provider = of_provider
    and p.provider_id = said_id and r.finished_at is null
    and (r.provider_id is not null or r.asks = 0);
end
$$;

-- Payments that settle has to ask about now, hidden from other workers for half a minute.
create function api.payment_take_due(row_limit bigint)
returns table (id uuid, provider text, provider_id text, state text)
language sql volatile security definer set search_path = payment, pg_temp as $$
  with due as materialized (
    select p.id from payment p where p.next_ask_at <= now()
    order by p.next_ask_at limit row_limit for no key update skip locked)
  update payment p set next_ask_at = now() + interval '30 seconds', asked_at = now(),
    asks = p.asks + 1
  from due where p.id = due.id
  returning p.id, p.provider, p.provider_id, p.state;
$$;
