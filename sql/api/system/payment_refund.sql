-- Money back to the payer: begun by an operator, carried out by settle, and only what the acquirer
-- has really given back leaves the ledger.

-- `expected_kopecks` is what the operator believes is left to refund: two at once, or a stale
-- screen, refund nothing twice. The same id again is the same refund.
create function api.payment_begin_refund(new_id uuid, of_payment uuid, sum_kopecks bigint,
                                         expected_kopecks bigint, who text) returns text
language plpgsql volatile security definer set search_path = payment, pg_temp as $$
declare
  p payment;
  known refund;
  rest bigint;
begin
  select x.* into p from payment x where x.id = of_payment for no key update;
  select r.* into known from refund r where r.id = new_id;
  if known.id is not null then
    if (known.payment_id, known.amount_kopecks) is distinct from (of_payment, sum_kopecks) then
      raise exception 'this id names another refund'
        using errcode = 'check_violation', constraint = 'refund_is_the_same_request';
    end if;
    return known.state;
  end if;
  rest := p.amount_kopecks - coalesce((select sum(r.amount_kopecks) from refund r
    where r.payment_id = of_payment and r.state <> 'canceled'), 0);
  if p.state is distinct from 'succeeded' or p.method not in ('card', 'sbp')
     or rest <> expected_kopecks or sum_kopecks > rest then
    raise exception 'this payment has not that much to refund'
      using errcode = 'check_violation', constraint = 'refund_fits_what_is_left';
  end if;
  insert into refund (id, payment_id, client_id, amount_kopecks, asked_by)
  values (new_id, of_payment, p.client_id, sum_kopecks, who);
  -- The last item first, of each what no other refund gives back.
  insert into refund_item (refund_id, payment_id, item_seq, client_id, amount_kopecks)
  select new_id, of_payment, s.seq, p.client_id, s.kopecks
  from (
    select i.seq, least(i.kopecks, sum_kopecks - (sum(i.kopecks) over (order by i.seq desc)
                                                  - i.kopecks))::bigint as kopecks
    from (
      select x.seq, x.amount_kopecks - coalesce((
          select sum(g.amount_kopecks) from refund_item g join refund r on r.id = g.refund_id
          where g.payment_id = x.payment_id and g.item_seq = x.seq and r.state <> 'canceled'), 0)
          as kopecks
      from item x where x.payment_id = of_payment) i) s
  where s.kopecks > 0;
  return 'created';
end
$$;

-- Money that went back without us, in the acquirer's own cabinet: begun and ended at once, under
-- the id that the acquirer gave it. For infra/refund.
create function api.payment_record_refund(of_payment uuid, sum_kopecks bigint, said_id text,
                                          who text) returns text
language plpgsql volatile security definer set search_path = payment, pg_temp as $$
declare
  made uuid := gen_random_uuid();
begin
  if exists (select from refund r join payment p on p.id = r.payment_id
             join payment q on q.id = of_payment and q.provider = p.provider
             where r.provider_id = said_id) then
    raise exception 'a refund with this id is known'
      using errcode = 'check_violation', constraint = 'refund_is_recorded_once';
  end if;
  perform api.payment_begin_refund(made, of_payment, sum_kopecks, (
    select p.amount_kopecks - coalesce(sum(r.amount_kopecks), 0)
    from payment p left join refund r on r.payment_id = p.id and r.state <> 'canceled'
    where p.id = of_payment group by p.id)::bigint, who);
  return api.payment_settle_refund(made, 'done', said_id, sum_kopecks, 'closed_by_hand');
end
$$;

-- An acquirer remembers our key for a day: a refund that was asked for and never answered is not
-- asked for again after it, or the payer might get his money twice (payment_check raises an alarm).
-- The items and the phone are for the fiscal receipt (54-ФЗ).
create function api.payment_take_due_refunds(row_limit bigint)
returns table (id uuid, payment_id uuid, provider text, provider_payment_id text,
               provider_id text, method text, amount_kopecks bigint, asks int, language text,
               items json, client_id uuid, dek_wrapped bytea, phone_sealed bytea)
language sql volatile security definer set search_path = payment, pg_temp as $$
  with due as materialized (
    select r.id from refund r where r.next_ask_at <= now()
      and (r.provider_id is not null or r.asks = 0 or r.created_at > now() - interval '23 hours')
    order by r.next_ask_at limit row_limit for no key update skip locked)
  update refund r set next_ask_at = now() + interval '30 seconds', asks = r.asks + 1
  from due, payment p, identity.client k
  where r.id = due.id and p.id = r.payment_id and k.id = p.client_id
  returning r.id, r.payment_id, p.provider, p.provider_id, r.provider_id, p.method,
            r.amount_kopecks, r.asks, p.language,
            (select json_agg(json_build_object('number', c.number, 'kopecks', g.amount_kopecks)
                             order by g.item_seq)
             from refund_item g
             join item i on i.payment_id = g.payment_id and i.seq = g.item_seq
             join ledger.contract c on c.id = i.contract_id where g.refund_id = r.id),
            k.id, k.dek_wrapped, k.phone_sealed;
$$;

-- truth: pending, done, dead, absent, unclear. The reason `closed_by_hand` is a person's word.
create function api.payment_settle_refund(of_refund uuid, truth text, said_id text,
                                          said_kopecks bigint, said_reason text) returns text
language plpgsql volatile security definer set search_path = payment, pg_temp as $$
declare
  r refund;
  is_posted boolean := true;
  word text := coalesce(substring(lower(said_reason) from '^[a-z0-9_]{1,60}$'), 'general_decline');
begin
  -- The payment first, as everybody who refunds does.
  perform from payment p join refund x on x.payment_id = p.id where x.id = of_refund
    for no key update of p;
  select x.* into r from refund x where x.id = of_refund for no key update;
  if r.id is null or r.finished_at is not null then return r.state; end if;
  update refund x set provider_id = coalesce(x.provider_id, said_id),
    next_ask_at = now() + api.payment_pause(now() - x.created_at),
    state = case when said_id is not null then 'pending' else x.state end
  where x.id = of_refund;
  if truth = 'done' and said_kopecks is distinct from r.amount_kopecks then
    perform api.payment_raise_alarm('refunded_sum_differs', r.id::text, jsonb_build_object(
      'asked_kopecks', r.amount_kopecks, 'said_kopecks', said_kopecks));
  elsif truth = 'done' then
    begin
      perform api.payment_take_back(r);
    exception when check_violation then
      -- The payer has his money, and the ledger cannot show it: accounting has corrected the same
      -- operation meanwhile. A person who knows so ends it by hand; it stands without a transfer.
      is_posted := false;
      if said_reason is distinct from 'closed_by_hand' then
        perform api.payment_raise_alarm('refund_is_not_posted', r.id::text, jsonb_build_object(
          'payment', r.payment_id, 'amount_kopecks', r.amount_kopecks));
        return (select x.state from refund x where x.id = of_refund);
      end if;
    end;
    update refund x set state = 'succeeded', finished_at = now(), next_ask_at = null,
      reason = case when not is_posted then 'not_posted' end
    where x.id = of_refund;
    update payment p set refunded_kopecks = p.refunded_kopecks + r.amount_kopecks
    where p.id = r.payment_id;
    perform queue.put('payment', 'refunded ' || r.id, jsonb_build_object(
      'payment', r.payment_id, 'event', 'refunded', 'refund', r.id));
  elsif truth = 'dead' then
    update refund x set state = 'canceled', finished_at = now(), next_ask_at = null, reason = word
    where x.id = of_refund;
    perform api.payment_raise_alarm('refund_canceled', r.id::text,
                                    jsonb_build_object('reason', word));
  end if;
  return (select x.state from refund x where x.id = of_refund);
end
$$;
