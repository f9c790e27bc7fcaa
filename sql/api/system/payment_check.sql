-- Counting again: what payments say, what the ledger says and what the acquirer's registry says
-- must be one. Every difference is an alarm with a name; none is repaired silently.

-- Differences between payments and ledger; with the ledger's own count (ledger_check). Raises an
-- alarm for each and returns how many it found.
create function api.payment_check() returns json
language plpgsql volatile security definer set search_path = payment, pg_temp as $$
declare
  ledger_says json := api.ledger_check();
  one record;
  found bigint := 0;
begin
  if not (ledger_says ->> 'ok')::boolean then
    found := found + 1;
    perform api.payment_raise_alarm('ledger_does_not_agree', 'ledger', ledger_says::jsonb);
  end if;
  for one in
    -- a succeeded payment without its lines, or lines without a succeeded payment
    select 'payment_is_not_allocated' as kind, p.id::text as key,
           jsonb_build_object('amount_kopecks', p.amount_kopecks) as detail
    from payment p
    where (p.state = 'succeeded') is distinct from (p.amount_kopecks is not distinct from (
      select sum(a.amount_kopecks)::bigint from allocation a where a.payment_id = p.id))
    union all
    -- the lines of an item are not what its transfer did, component by component
    select 'allocation_is_not_posted', i.payment_id || '/' || i.seq,
           jsonb_build_object('amount_kopecks', i.amount_kopecks)
    from item i join payment p on p.id = i.payment_id and p.state = 'succeeded'
    left join (
      select s.payment_id, s.item_seq, max(s.transfer_id) as transfer_id,
             sum(s.amount_kopecks) as amount, count(distinct s.transfer_id) as transfers,
             jsonb_object_agg(s.component, s.amount_kopecks) as components
      from (select a.payment_id, a.item_seq, a.component, max(a.transfer_id) as transfer_id,
                   sum(a.amount_kopecks) as amount_kopecks
            from allocation a group by a.payment_id, a.item_seq, a.component) s
      group by s.payment_id, s.item_seq) said on said.payment_id = i.payment_id
        and said.item_seq = i.seq
    left join ledger.transfer t on t.id = said.transfer_id
    left join lateral (
      select jsonb_object_agg(c.component, -o.amount_kopecks) as components
      from ledger.posting o
      join ledger.account c on c.id = o.account_id and c.contract_id = i.contract_id
      where o.transfer_id = said.transfer_id) did on true
    where said.amount is distinct from i.amount_kopecks or said.transfers <> 1
       or -t.effect_kopecks is distinct from i.amount_kopecks
       or said.components is distinct from did.components
    union all
    select 'refund_is_not_posted', p.id::text,
           jsonb_build_object('refunded_kopecks', p.refunded_kopecks)
    from payment p
    where p.refunded_kopecks <> coalesce((select sum(r.amount_kopecks) from refund r
                                          where r.payment_id = p.id and r.state = 'succeeded'), 0)
       or (select coalesce(sum(r.amount_kopecks), 0) from refund r
           where r.payment_id = p.id and r.state = 'succeeded'
             and r.reason is distinct from 'not_posted') <> coalesce((
            select sum(t.effect_kopecks) from ledger.transfer t
            where t.corrects in (select a.transfer_id from allocation a
                                 where a.payment_id = p.id) and t.source = 'refund'), 0)
    union all
    -- a refund that settle does not dare to begin again, or that never comes to an end: T-Bank has
    -- neither a key nor a state of its own for a part of an SBP payment that went back
    select 'refund_never_ended', r.id::text, '{}'
    from refund r where r.finished_at is null and r.created_at < now() - interval '1 day'
    union all
    -- a payer code that is another contract's number: neither takes money at a terminal
    select 'payer_code_is_ambiguous', k.code, '{}'
    from payer_code k join ledger.contract c on c.number = k.code and c.id <> k.contract_id
    union all
    -- money that the ledger holds of a payment nobody knows
    select 'transfer_without_payment', t.id::text, '{}'
    from ledger.transfer t
    where t.source in ('portal', 'terminal', 'bank') and t.kind = 'payment'
      and not exists (select from allocation a where a.transfer_id = t.id)
  loop
    found := found + 1;
    perform api.payment_raise_alarm(one.kind, one.key, one.detail);
  end loop;
  return json_build_object('differences', found, 'ledger', ledger_says,
    'payments', (select count(*) from payment),
    'open_alarms', (select count(*) from alarm where closed_at is null));
end
$$;

-- An acquirer's list of refunds: [{"id", "payment"}], ids of its own. A payment of which one is not
-- ours is asked about (payment_compare_refunded).
create function api.payment_match_refunds(of_provider text, listed jsonb) returns bigint
language sql volatile security definer set search_path = payment, pg_temp as $$
  with asked as (
    update payment p set next_ask_at = now()
    from jsonb_to_recordset(listed) as l (id text, payment text)
    where p.provider = of_provider and p.provider_id = l.payment and p.state = 'succeeded'
      and p.next_ask_at is null
      and not exists (select from refund r where r.payment_id = p.id and r.provider_id = l.id)
    returning p.id)
  select count(*) from asked;
$$;

-- An acquirer's list of payments beside ours: [{"id", "own_id", "paid", "kopecks", "refunded"}].
-- What it has paid and we have not is asked about at once; what it has and we never had, the other
-- way round, or a refund that only one of us knows, is an alarm. `since`: the list holds everything
-- made after it; `begun`: when it began to be read, so that nothing that changed later is judged.
create function api.payment_match_registry(of_provider text, since timestamptz, begun timestamptz,
                                           listed jsonb)
returns json
language plpgsql volatile security definer set search_path = payment, pg_temp as $$
declare
  settled timestamptz := begun - interval '1 minute';
  one record;
  asked bigint := 0;
  strange bigint := 0;
begin
  for one in
    select l.id, l.own_id, l.kopecks, l.refunded, p.id as ours, p.state, p.refunded_kopecks,
           p.amount_kopecks + p.fee_kopecks as asked_kopecks
    from jsonb_to_recordset(listed) as l (id text, own_id text, paid boolean, kopecks bigint,
                                          refunded bigint)
    left join payment p on p.provider = of_provider
      and (p.provider_id = l.id or p.provider_id is null and p.id::text = l.own_id)
    where l.paid and (p.id is null or p.state <> 'succeeded'
                      or p.amount_kopecks + p.fee_kopecks <> l.kopecks
                      or p.refunded_kopecks <> l.refunded and not exists (
                        select from refund r where r.payment_id = p.id
                          and coalesce(r.finished_at > settled, true)))
  loop
    if one.ours is not null and one.state <> 'succeeded' then
      asked := asked + 1;
      update payment p set next_ask_at = now() where p.id = one.ours;
    else
      strange := strange + 1;
      perform api.payment_raise_alarm(case when one.ours is null then 'paid_but_unknown'
        when one.asked_kopecks <> one.kopecks then 'registry_sum_differs'
        else 'registry_refund_differs' end, of_provider || ' ' || one.id,
        jsonb_build_object('own_id', left(one.own_id, 100), 'kopecks', one.kopecks,
                           'refunded_kopecks', one.refunded, 'ours', one.refunded_kopecks));
    end if;
  end loop;
  for one in
    select p.id, p.amount_kopecks from payment p
    where p.provider = of_provider and p.state = 'succeeded'
      and p.created_at >= since and p.finished_at < settled
      and not exists (select from jsonb_to_recordset(listed) as l (id text, paid boolean)
                      where l.paid and l.id = p.provider_id)
  loop
    strange := strange + 1;
    perform api.payment_raise_alarm('succeeded_but_not_listed', one.id::text,
      jsonb_build_object('amount_kopecks', one.amount_kopecks));
  end loop;
  return json_build_object('asked', asked, 'strange', strange);
end
$$;

-- Nothing could be counted for several turns: too much for its time, or a database that cannot.
create function api.payment_miss_count() returns void
language plpgsql volatile security definer set search_path = payment, pg_temp as $$
begin
  perform api.payment_raise_alarm('ledger_is_not_counted', 'ledger', '{}');
end
$$;

-- The list of an acquirer that has one could not be read for several turns.
create function api.payment_miss_registry(of_provider text) returns void
language plpgsql volatile security definer set search_path = payment, pg_temp as $$
begin
  perform api.payment_raise_alarm('registry_is_unreadable', of_provider, '{}');
end
$$;

create function api.payment_list_alarms() returns json
language sql stable security definer set search_path = payment, pg_temp as $$
  select coalesce(json_agg(a), '[]') from (
    select x.id, x.kind, x.key, x.detail, api.ledger_write_instant(x.raised_at) as raised_at
    from alarm x where x.closed_at is null order by x.id) a;
$$;

create function api.payment_close_alarm(of_id bigint) returns boolean
language sql volatile security definer set search_path = payment, pg_temp as $$
  update alarm set closed_at = now() where id = of_id and closed_at is null returning true;
$$;
