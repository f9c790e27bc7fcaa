-- What a client does with payments: what he may pay and how, a new payment, what became of it. He
-- cannot say that anything was paid: that is learnt from the acquirer (system/payment_settle.sql).

-- The amounts a page offers for each contract, and the ways to pay with their price. Whoever pays
-- what is late expects to be late no more: what is settled before it, by the contract's order of
-- allocation, is added to the sum (`ahead` of what is due now).
create function api.payment_list_options() returns json
language plpgsql stable security definer set search_path = payment, pg_temp as $$
begin
  return (
    select row_to_json(a) from (
      select
        coalesce((select json_agg(l) from (
          select s.id, s.number, s.creditor, s.product, s.outstanding_kopecks, s.overdue_kopecks,
                 least(m.whole, s.overdue_kopecks + case when has_more and s.overdue_kopecks > 0
                   then api.payment_sum_ahead(s.id, s.overdue_kopecks::bigint, s.scheduled)
                   else 0 end) as pay_overdue_kopecks,
                 due.kopecks + ahead.kopecks as due_now_kopecks, ahead.kopecks as ahead_kopecks,
                 s.next_payment_on, greatest(-s.outstanding_kopecks, 0) as overpayment_kopecks
          from api.ledger_standing s
          cross join lateral (
            select s.is_scheduled and s.outstanding_kopecks > s.scheduled_debt_kopecks
                     as has_more, greatest(s.outstanding_kopecks, 0) as whole) m
          -- A schedule may go on where nothing is owed any more: paid before its time.
          cross join lateral (
            select least(m.whole, s.overdue_kopecks + coalesce(s.next_payment_kopecks, 0))
                     as kopecks) due
          cross join lateral (
            select case when has_more and due.kopecks > 0
                        then least(m.whole - due.kopecks,
                                   api.payment_sum_ahead(s.id, due.kopecks::bigint, s.scheduled))
                        else 0 end as kopecks) ahead
          order by (s.state = 'overdue') desc, (s.state = 'paid'), s.next_payment_on, s.number
        ) l), '[]') as contracts,
        (select json_agg(m) from (
          select w.method, trim_scale(w.fee_percent)::text as fee_percent, w.fee_min_kopecks,
                 w.min_kopecks, w.max_kopecks, w.minutes
          from method w where w.method in ('card', 'sbp') order by w.method) m) as methods,
        api.ledger_write_instant(now()) as as_of) a);
end
$$;

-- Percent of the amount, half a kopeck up; nothing where the way is free.
create function api.payment_price(way text, amount_kopecks bigint) returns bigint
language sql stable
begin atomic
  select case when w.fee_percent = 0 then 0
              else greatest(w.fee_min_kopecks, round($2 * w.fee_percent / 100)::bigint) end
  from payment.method w where w.method = $1;
end;

-- One payment as the browser gets it. With the caller's own rights: a client sees his only.
create function api.payment_write(payment uuid) returns json
language sql stable
begin atomic
  select row_to_json(a) from (
    select p.id, p.number::text as number, p.state, p.method, p.amount_kopecks, p.fee_kopecks,
      p.amount_kopecks + p.fee_kopecks as total_kopecks, p.refunded_kopecks,
      case when p.refunded_kopecks = p.amount_kopecks then 'whole'
           when exists (select from payment.refund r
                        where r.payment_id = p.id and r.finished_at is null) then 'pending'
           when p.refunded_kopecks > 0 then 'part' else 'none' end as refund_state,
      case when p.confirmation is not null and p.finished_at is null then json_build_object(
        'type', p.confirmation_type,
        'url', case p.confirmation_type when 'redirect' then p.confirmation end,
        'qr', case p.confirmation_type when 'qr' then p.confirmation end) end as confirmation,
      api.ledger_write_instant(p.expires_at) as expires_at, p.reason,
      api.ledger_write_instant(p.created_at) as created_at,
      api.ledger_write_instant(p.finished_at) as finished_at,
      (select json_agg(i) from (
         select t.contract_id, c.number as contract_number, c.creditor, t.amount_kopecks
         from payment.item t join ledger.contract c on c.id = t.contract_id
         where t.payment_id = p.id order by t.seq) i) as items,
      coalesce((select json_agg(l) from (
         select t.contract_id, c.number as contract_number, d.step, d.component, d.amount_kopecks
         from payment.allocation d
         join payment.item t on t.payment_id = d.payment_id and t.seq = d.item_seq
         join ledger.contract c on c.id = t.contract_id
         where d.payment_id = p.id order by d.item_seq, d.line) l), '[]') as allocation
    from payment.payment p where p.id = $1) a;
end;

create function api.payment_read(payment uuid) returns json
language plpgsql stable security definer set search_path = payment, pg_temp as $$
declare
  answer json := api.payment_write(payment_read.payment);
begin
  if answer is null then
    raise exception 'no such payment of this client'
      using errcode = 'check_violation', constraint = 'payment_is_yours';
  end if;
  return answer;
end
$$;

create function api.payment_list(after_cursor text, row_limit bigint) returns json
language plpgsql stable security definer set search_path = payment, pg_temp as $$
declare
  me uuid := auth.client();
  below bigint;
begin
  if after_cursor is not null then
    select c.transfer into below from ledger.open_cursor(me, after_cursor) c;
  end if;
  return (
    with page as materialized (
      select p.*, row_number() over (order by p.number desc) as n
      from payment p where p.client_id = me and (below is null or p.number < below)
      order by p.number desc limit row_limit + 1)
    select row_to_json(a) from (
      select coalesce((select json_agg(l) from (
               select p.id, p.number::text as number, p.state, p.method, p.amount_kopecks,
                      p.fee_kopecks, p.amount_kopecks + p.fee_kopecks as total_kopecks,
                      p.refunded_kopecks,
                      api.payment_write(p.id) ->> 'refund_state' as refund_state,
                      api.ledger_write_instant(p.created_at) as created_at,
                      (select string_agg(c.number, ', ' order by i.seq) from item i
                       join ledger.contract c on c.id = i.contract_id
                       where i.payment_id = p.id) as contract_numbers
               from page p where p.n <= row_limit order by p.n) l), '[]') as payments,
             (select ledger.seal_cursor(me, p.created_at::date, p.number) from page p
              where p.n = row_limit and exists (select from page where n > row_limit))
               as next_cursor) a);
end
$$;

-- How long until this client may begin another payment; null if he may now. Only payments that
-- did not succeed count.
create function api.payment_wait_s() returns bigint
language plpgsql stable security definer set search_path = payment, pg_temp as $$
begin
  return (
    select max(wait) from (
      select case
        when count(*) filter (where p.created_at > now() - interval '1 minute')
             >= s.unpaid_per_minute then 60
        when count(*) >= s.unpaid_per_day then 3600 end as wait
      from setting s left join payment p on p.client_id = auth.client()
        and p.state <> 'succeeded' and p.created_at > now() - interval '1 day'
      group by s.unpaid_per_minute, s.unpaid_per_day) w);
end
$$;

-- A new payment, or the one that this id already names. `new`: ask the acquirer. `again`: the same
-- request came while the first is on its way; asking once more with the same id does no harm.
-- `answered`: here is what was answered. `limited`: wait. An id that another client or another
-- request has used is the same refusal. `provider` is the acquirer that the payment went to when it
-- was new, whichever one new payments go to now: asked for at another, it would exist twice.
create function api.payment_open(payment uuid, way text, acquirer text, asked bytea, wishes jsonb,
                                 speaks text)
returns table (verdict text, retry_after_s bigint, answer text, provider text)
language plpgsql volatile security definer set search_path = payment, pg_temp as $$
declare
  me uuid := auth.client();
  known payment;
  total numeric;
  wait bigint;
begin
  select p.* into known from payment p where p.id = payment_open.payment;
  if known.id is null then
    wait := api.payment_wait_s();
    if wait is not null then
      return query select 'limited', wait, null::text, null::text;
      return;
    end if;
    if exists (select from jsonb_to_recordset(wishes) as w (contract_id uuid)
               where not exists (select from ledger.contract c where c.id = w.contract_id)) then
      raise exception 'no such contract of this client'
        using errcode = 'check_violation', constraint = 'contract_is_yours';
    end if;
    select sum(w.amount_kopecks) into total
    from jsonb_to_recordset(wishes) as w (amount_kopecks bigint);
    if not exists (select from method m where m.method = way
                   and total between m.min_kopecks and m.max_kopecks)
       or exists (select from jsonb_to_recordset(wishes) as w (amount_kopecks bigint)
                  where w.amount_kopecks <= 0) then
      raise exception 'the amount is outside what this way takes'
        using errcode = 'check_violation', constraint = 'amount_is_payable';
    end if;
    insert into payment (id, client_id, method, provider, fingerprint, amount_kopecks,
                         fee_kopecks, language, next_ask_at, expires_at)
    select payment_open.payment, me, way, acquirer, asked, total,
           api.payment_price(way, total::bigint), speaks, now() + interval '8 seconds',
           now() + make_interval(mins => m.minutes)
    from method m where m.method = way
    -- Any of its keys: two at once may meet at the one beside the id first.
    on conflict do nothing;
    if found then
      insert into item (payment_id, seq, contract_id, client_id, amount_kopecks)
      select payment_open.payment, w.place, w.contract_id, me, w.amount_kopecks
      from rows from (jsonb_to_recordset(wishes) as (contract_id uuid, amount_kopecks bigint))
        with ordinality as w (contract_id, amount_kopecks, place);
      return query select 'new', null::bigint, null::text, acquirer;
      return;
    end if;
    select p.* into known from payment p where p.id = payment_open.payment;
  end if;
  if known.id is null or known.fingerprint <> asked then
    raise exception 'this id names another request'
      using errcode = 'check_violation', constraint = 'payment_is_the_same_request';
  end if;
  return query select case when known.answer is null then 'again' else 'answered' end,
                      null::bigint, known.answer, known.provider;
end
$$;

-- What the acquirer must be told of a payment; the phone is for the fiscal receipt (54-ФЗ).
create function api.payment_read_attempt(payment uuid)
returns table (id uuid, number bigint, total_kopecks bigint, fee_kopecks bigint, method text,
               language text, contract_numbers text, items json, client_id uuid,
               dek_wrapped bytea, phone_sealed bytea, pay_until text)
language sql stable
begin atomic
  select p.id, p.number, p.amount_kopecks + p.fee_kopecks, p.fee_kopecks, p.method, p.language,
         (select string_agg(c.number, ', ' order by i.seq) from payment.item i
          join ledger.contract c on c.id = i.contract_id where i.payment_id = p.id),
         (select json_agg(json_build_object('number', c.number, 'kopecks', i.amount_kopecks)
                          order by i.seq)
          from payment.item i join ledger.contract c on c.id = i.contract_id
          where i.payment_id = p.id),
         k.id, k.dek_wrapped, k.phone_sealed,
         to_char(p.expires_at at time zone interval '03:00', 'YYYY-MM-DD"T"HH24:MI:SS"+03:00"')
  from payment.payment p join identity.client k on k.id = p.client_id where p.id = $1;
end;

create function api.payment_read_own_attempt(payment uuid)
returns table (id uuid, number bigint, total_kopecks bigint, fee_kopecks bigint, method text,
               language text, contract_numbers text, items json, client_id uuid,
               dek_wrapped bytea, phone_sealed bytea, pay_until text)
language sql stable security definer set search_path = payment, pg_temp as $$
  select * from api.payment_read_attempt(payment_read_own_attempt.payment);
$$;

-- The machines' side (sql/api/system) writes and reads the same shapes.
grant execute on function api.payment_write(uuid), api.payment_read_attempt(uuid),
  api.ledger_write_instant(timestamptz) to kabinet_system;
