-- Where the money of a payment goes: the policy that fits the contract, the plan line by line, the
-- transfer that carries it out, and its way back when it is refunded. Nobody outside this schema
-- calls anything here.

-- What is owed of each component, split at the schedule. Overdue of a component is what its past
-- dates asked for, less what was paid on it, and never more than is owed. Without a schedule all is
-- overdue once the contract's last day is past.
create function api.payment_split_debt(contract uuid)
returns table (component text, overdue_kopecks bigint, current_kopecks bigint)
language plpgsql stable security definer set search_path = ledger, pg_temp as $$
declare
  today date := today();
begin
  return query
  select b.component, s.overdue, b.amount_kopecks - s.overdue
  from contract c
  join owed b on b.contract_id = c.id
  cross join lateral (
    select sum(h.amount_kopecks) filter (where h.component = b.component and h.due_on < today)
             as due, count(*) > 0 as is_scheduled
    from schedule h where h.contract_id = c.id) h
  -- What was paid is what was charged (less what corrections took back of it) less what is left of
  -- it: charges are few, and a payment need not read all that were made before it.
  cross join lateral (
    select coalesce(sum(t.effect_kopecks), 0) - b.amount_kopecks as kopecks
    from transfer t
    where t.contract_id = c.id and t.component = b.component
      and (t.kind = 'charge' or t.kind = 'correction' and t.effect_kopecks < 0)) paid
  cross join lateral (
    select case
      when h.is_scheduled
        then least(b.amount_kopecks, greatest(0, coalesce(h.due, 0) - paid.kopecks))
      when c.due_on < today then b.amount_kopecks
      else 0 end::bigint as overdue) s
  where c.id = payment_split_debt.contract and b.component <> 'overpayment'
    and b.amount_kopecks > 0;
end
$$;

-- The lines of a payment of this sum, in the policy's order; what is left is the client's credit.
create function api.payment_plan_allocation(contract uuid, sum_kopecks bigint)
returns table (line bigint, step text, component text, amount_kopecks bigint, policy_id bigint)
language plpgsql stable security definer set search_path = payment, pg_temp as $$
begin
  return query
  with policy as (
    select p.id, p.steps from allocation_policy p, ledger.contract c
    where c.id = payment_plan_allocation.contract and c.product ilike p.product_like
      and p.opened_from <= greatest(c.opened_on, date '1950-01-01')
    order by length(p.product_like) desc, p.opened_from desc, p.id limit 1),
  debt as materialized (
    select * from api.payment_split_debt(payment_plan_allocation.contract)),
  steps as (
    select s.step, regexp_replace(s.step, '^(overdue|current)_', '') as component,
           min(s.place) as place
    from policy p cross join unnest(p.steps) with ordinality as s (step, place) group by s.step),
  owed as (
    select s.step, s.component, s.place, case
        when s.step like 'overdue\_%' then d.overdue_kopecks
        when s.step like 'current\_%' then d.current_kopecks
        else d.overdue_kopecks + d.current_kopecks end as owed
    from steps s join debt d on d.component = s.component),
  lines as (
    select o.step, o.component, o.place,
           least(o.owed, greatest(0, sum_kopecks - (sum(o.owed) over (order by o.place) - o.owed)))
             ::bigint as part
    from owed o),
  spent as (
    select l.step, l.component, l.place, l.part from lines l where l.part > 0
    union all
    select 'overpayment', 'overpayment', 1000,
           sum_kopecks - coalesce((select sum(l.part) from lines l), 0)::bigint)
  select row_number() over (order by s.place), s.step, s.component, s.part, p.id
  from spent s cross join policy p where s.part > 0;
end
$$;

-- How much of a payment goes elsewhere before this sum of it has come to the scheduled components.
create function api.payment_sum_ahead(contract uuid, wanted_kopecks bigint, scheduled text[])
returns bigint
language plpgsql stable security definer set search_path = payment, pg_temp as $$
begin
  return coalesce((
    select max(l.elsewhere) from (
      select l.component = any (scheduled) as is_scheduled,
             sum(l.amount_kopecks) filter (where l.component = any (scheduled)) over before
               as scheduled_before,
             coalesce(sum(l.amount_kopecks) filter (where not l.component = any (scheduled))
                        over before, 0) as elsewhere
      from api.payment_plan_allocation(contract, 100000000000000) l
      window before as (order by l.line rows between unbounded preceding and 1 preceding)) l
    where l.is_scheduled and coalesce(l.scheduled_before, 0) < wanted_kopecks), 0)::bigint;
end
$$;

-- One item into the ledger: the transfer, its postings and the lines that explain them.
create function api.payment_post_item(one payment.item, paid_on date, words text, from_source text)
returns void
language plpgsql volatile security definer set search_path = payment, pg_temp as $$
declare
  lines jsonb;
  made bigint;
begin
  select jsonb_agg(a order by a.line) into lines
  from api.payment_plan_allocation(one.contract_id, one.amount_kopecks) a;
  if lines @> '[{"component": "overpayment"}]' then
    insert into ledger.account (contract_id, client_id, component)
    values (one.contract_id, one.client_id, 'overpayment')
    on conflict on constraint account_component_is_unique do nothing;
  end if;
  insert into ledger.transfer (contract_id, client_id, source, operation_no, kind, component,
                               amount_kopecks, effect_kopecks, posted_on, description)
  values (one.contract_id, one.client_id, from_source,
          one.payment_id || case when one.seq > 1 then '/' || one.seq else '' end, 'payment',
          (select case when count(distinct l ->> 'component') = 1 then min(l ->> 'component')
                       else 'several' end from jsonb_array_elements(lines) l),
          one.amount_kopecks, -one.amount_kopecks, paid_on, words)
  returning id into made;
  insert into ledger.posting (transfer_id, seq, account_id, amount_kopecks)
  select made, row_number() over (order by g.account_id nulls last),
         coalesce(g.account_id, house.id),
         case when g.account_id is null then one.amount_kopecks else g.part end
  from (select a.id as account_id, -sum((l ->> 'amount_kopecks')::bigint)::bigint as part
        from jsonb_array_elements(lines) l
        join ledger.account a on a.contract_id = one.contract_id
          and a.component = l ->> 'component'
        group by a.id
        union all select null, null) g
  cross join (select a.id from ledger.account a
              where a.contract_id is null and a.component = 'money_in') house;
  insert into allocation (payment_id, item_seq, line, client_id, step, component, amount_kopecks,
                          transfer_id, policy_id)
  select one.payment_id, one.seq, l.line, one.client_id, l.step, l.component, l.amount_kopecks,
         made, l.policy_id
  from jsonb_to_recordset(lines) as l (line smallint, step text, component text,
                                       amount_kopecks bigint, policy_id bigint);
end
$$;

-- Puts every item of a payment into the ledger. The caller holds the payment's row.
create function api.payment_credit(payment uuid, paid_on date, words text, from_source text)
returns void
language plpgsql volatile security definer set search_path = payment, pg_temp as $$
declare
  one item;
  touched uuid[];
begin
  select array_agg(i.contract_id) into touched
  from item i where i.payment_id = payment_credit.payment;
  perform ledger.lock_contracts(touched);
  for one in select i.* from item i where i.payment_id = payment_credit.payment order by i.seq loop
    perform api.payment_post_item(one, paid_on, words, from_source);
  end loop;
  perform api.ledger_tell_clients(touched);
end
$$;

-- Takes a refunded sum back out of the ledger: a correction of the transfer of each item that the
-- refund gives back, the last line of an allocation first. The caller holds the payment's row.
create function api.payment_take_back(refund payment.refund) returns void
language plpgsql volatile security definer set search_path = payment, pg_temp as $$
declare
  was record;
  made bigint;
  touched uuid[];
begin
  select array_agg(i.contract_id) into touched
  from refund_item g join item i on i.payment_id = g.payment_id and i.seq = g.item_seq
  where g.refund_id = refund.id;
  perform ledger.lock_contracts(touched);
  for was in
    select t.*, g.item_seq, g.amount_kopecks as part, i.amount_kopecks as whole,
           -- Earlier refunds have taken the ends of the lines already.
           coalesce((select sum(e.amount_kopecks) from refund_item e
                     join refund r on r.id = e.refund_id and r.state = 'succeeded'
                     where e.payment_id = g.payment_id and e.item_seq = g.item_seq), 0)::bigint
             as spent
    from refund_item g
    join item i on i.payment_id = g.payment_id and i.seq = g.item_seq
    join ledger.transfer t on t.id = (select a.transfer_id from allocation a
      where a.payment_id = g.payment_id and a.item_seq = g.item_seq limit 1)
    where g.refund_id = refund.id order by g.item_seq desc
  loop
    if was.spent + was.part > was.whole then
      raise exception 'more is refunded than was paid'
        using errcode = 'check_violation', constraint = 'refund_is_within_payment';
    end if;
    insert into ledger.transfer (contract_id, client_id, source, operation_no, kind, component,
                                 amount_kopecks, effect_kopecks, posted_on, description, corrects)
    values (was.contract_id, was.client_id, 'refund', refund.id || '/' || was.item_seq,
            'correction', was.component, was.part, was.part, ledger.today(), 'Возврат платежа',
            was.id)
    returning id into made;
    perform api.payment_reverse_lines(made, refund.payment_id, was.item_seq, was.spent, was.part);
  end loop;
  perform api.ledger_tell_clients(touched);
end
$$;

-- The postings of one correction: the item's lines from their end, `skip` of them already back.
create function api.payment_reverse_lines(made bigint, of_payment uuid, of_seq smallint,
                                          skip bigint, part bigint) returns void
language sql volatile security definer set search_path = payment, pg_temp
begin atomic
  with lines as (
    select a.component, i.contract_id, a.amount_kopecks,
           sum(a.amount_kopecks) over (order by a.line desc) - a.amount_kopecks as before
    from payment.allocation a
    join payment.item i on i.payment_id = a.payment_id and i.seq = a.item_seq
    where a.payment_id = of_payment and a.item_seq = of_seq),
  back as (
    select c.id as account_id,
           sum(greatest(0, least(l.before + l.amount_kopecks, skip + part)
                           - greatest(l.before, skip)))::bigint as amount
    from lines l
    join ledger.account c on c.contract_id = l.contract_id and c.component = l.component
    group by c.id),
  all_of_it as (
    select account_id, amount from back where amount > 0
    union all
    select c.id, -part from ledger.account c
    where c.contract_id is null and c.component = 'money_in')
  insert into ledger.posting (transfer_id, seq, account_id, amount_kopecks)
  select made, row_number() over (order by amount < 0, account_id), account_id, amount
  from all_of_it;
end;

-- The client's side (api/client) asks it about contracts of his own.
grant execute on function api.payment_sum_ahead(uuid, bigint, text[]) to kabinet_client;
