-- Payments: what was asked to be paid, what the outside world says became of it, and which part of
-- the debt each kopeck covered. The browser mints a payment's id and it is the primary key for
-- ever, so that one wish is one row however often it is sent. Only a succeeded payment touches the
-- ledger, in the transaction that makes it succeed.

-- A payment may cover several components at once, and what is left over is the client's credit.
alter table ledger.transfer drop constraint transfer_component_is_known;
alter table ledger.transfer add constraint transfer_component_is_known check
  (component in ('principal', 'interest', 'fee', 'penalty', 'overpayment', 'several'));

create schema payment;
grant usage on schema payment to kabinet_client, kabinet_system;

-- One row of what an installation may choose. Limits count payments that did not succeed: whoever
-- pays is never stopped (docs/decisions/0007).
create table payment.setting (
  id boolean primary key default true constraint payment_has_one_setting check (id),
  unpaid_per_minute int not null default 20
    constraint unpaid_per_minute_is_above_zero check (unpaid_per_minute > 0),
  unpaid_per_day int not null default 100
    constraint unpaid_per_day_is_above_zero check (unpaid_per_day > 0)
);
insert into payment.setting default values;

-- Ways to pay and what each costs the payer. 353-ФЗ wants a free way, so nothing costs by default.
create table payment.method (
  method text constraint method_is_declared_once primary key
    constraint method_is_known check (method in ('card', 'sbp', 'terminal', 'bank')),
  fee_percent numeric(6, 3) not null default 0
    constraint fee_percent_is_small check (fee_percent between 0 and 10),
  fee_min_kopecks bigint not null default 0
    constraint fee_min_is_small check (fee_min_kopecks between 0 and 100000),
  min_kopecks bigint not null,
  max_kopecks bigint not null,
  constraint method_limits_are_in_order check (0 < min_kopecks and min_kopecks <= max_kopecks),
  minutes int not null default 60
    constraint method_minutes_are_few check (minutes between 1 and 10080)
);
insert into payment.method (method, min_kopecks, max_kopecks) values
  ('card', 100, 100000000), ('sbp', 1000, 100000000), ('terminal', 100, 1500000000),
  ('bank', 1, 100000000000000);

-- In which order a payment covers a debt. The longest pattern that fits the contract's product
-- counts, and of its rows the last one from before the contract was opened. `interest` and
-- `principal` are the whole component; overdue_ and current_ split it at the schedule.
create table payment.allocation_policy (
  id bigint generated always as identity constraint policy_has_an_id primary key,
  product_like text not null
    constraint policy_names_a_product check (length(product_like) between 1 and 200),
  opened_from date not null,
  steps text[] not null,
  law text not null constraint policy_names_its_law check (length(law) between 1 and 300),
  constraint policy_is_dated_once unique (product_like, opened_from),
  constraint policy_steps_are_known check (steps <@ array['overdue_interest', 'overdue_principal',
    'current_interest', 'current_principal', 'interest', 'principal', 'penalty', 'fee']),
  constraint policy_covers_every_component check (
    (steps @> array['interest'] or steps @> array['overdue_interest', 'current_interest'])
    and (steps @> array['principal'] or steps @> array['overdue_principal', 'current_principal'])
    and steps @> array['penalty', 'fee']
    and not (steps @> array['interest'] and steps && array['overdue_interest', 'current_interest'])
    and not (steps @> array['principal']
             and steps && array['overdue_principal', 'current_principal']))
);
insert into payment.allocation_policy (product_like, opened_from, steps, law) values
  ('%', '1950-01-01', array['fee', 'interest', 'principal', 'penalty'], 'ГК РФ, статья 319');
insert into payment.allocation_policy (product_like, opened_from, steps, law)
select product, version.opened_from, version.steps, version.law
from unnest(array['%заём%', '%займ%', '%заем%', '%кредит%', '%loan%', '%credit%']) as product
cross join (values
  (date '1950-01-01', array['overdue_interest', 'overdue_principal', 'penalty',
    'current_interest', 'current_principal', 'fee'],
   '353-ФЗ, статья 5, часть 20, до 01.07.2024'),
  (date '2024-07-01', array['overdue_interest', 'overdue_principal', 'current_interest',
    'current_principal', 'penalty', 'fee'],
   '353-ФЗ, статья 5, часть 20, с 01.07.2024')) as version (opened_from, steps, law);

create table payment.payment (
  id uuid constraint payment_has_an_id primary key,
  number bigint generated always as identity constraint payment_number_is_unique unique,
  client_id uuid not null
    constraint payment_client_is_known references identity.client (id),
  method text not null
    constraint payment_method_is_declared references payment.method (method),
  provider text not null
    constraint payment_provider_is_a_word check (provider ~ '^[a-z][a-z0-9_]{0,30}$'),
  provider_id text
    constraint payment_provider_id_is_short check (length(provider_id) between 1 and 100),
  -- BLAKE2b-256 of the request: the same id with another wish is refused.
  fingerprint bytea not null
    constraint payment_fingerprint_is_a_hash check (octet_length(fingerprint) = 32),
  amount_kopecks bigint not null
    constraint payment_amount_is_above_zero check (amount_kopecks between 1 and 100000000000000),
  fee_kopecks bigint not null default 0
    -- The least fee of a method (100000 at most) may be more than a small payment.
    constraint payment_fee_is_not_negative
    check (fee_kopecks between 0 and greatest(amount_kopecks, 100000)),
  refunded_kopecks bigint not null default 0,
  language text not null default 'ru'
    constraint payment_language_is_known check (language in ('ru', 'en')),
  state text not null default 'created' constraint payment_state_is_known check (state in
    ('created', 'submitted', 'processing', 'succeeded', 'canceled', 'failed')),
  confirmation_type text
    constraint payment_confirmation_is_known check (confirmation_type in ('redirect', 'qr')),
  confirmation text
    constraint payment_confirmation_is_short check (length(confirmation) between 1 and 2048),
  reason text constraint payment_reason_is_a_word check (reason ~ '^[a-z0-9_]{1,60}$'),
  -- What the browser was answered first: the same request is answered with the same bytes.
  answer text,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  finished_at timestamptz,
  -- When settle asks the provider next; null when there is nothing left to ask.
  next_ask_at timestamptz,
  asked_at timestamptz,
  asks int not null default 0,
  constraint payment_is_known_to_its_provider_once unique (provider, provider_id),
  constraint payment_has_one_client unique (client_id, id),
  constraint refund_is_within_payment check (refunded_kopecks between 0 and amount_kopecks),
  constraint payment_ends_with_a_time check
    ((state in ('succeeded', 'canceled', 'failed')) = (finished_at is not null)),
  constraint payment_confirmation_is_whole check
    ((confirmation is null) = (confirmation_type is null))
);
create index payment_of_client on payment.payment (client_id, created_at desc, id desc);
create index payment_to_ask on payment.payment (next_ask_at) where next_ask_at is not null;
create index payment_unpaid on payment.payment (client_id, created_at)
  where state <> 'succeeded';
alter table payment.payment set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);

-- Which moves there are. Steps may be skipped, never taken back; a proof that money was taken
-- counts even after we had given a payment up.
create table payment.transition (
  from_state text not null,
  to_state text not null,
  constraint transition_is_declared_once primary key (from_state, to_state)
);
insert into payment.transition values
  ('created', 'submitted'), ('created', 'processing'), ('created', 'succeeded'),
  ('created', 'canceled'), ('created', 'failed'),
  ('submitted', 'processing'), ('submitted', 'succeeded'), ('submitted', 'canceled'),
  ('submitted', 'failed'),
  ('processing', 'submitted'), ('processing', 'succeeded'), ('processing', 'canceled'),
  ('processing', 'failed'),
  ('canceled', 'succeeded'), ('failed', 'succeeded');

create table payment.item (
  payment_id uuid not null,
  seq smallint not null constraint item_seq_is_small check (seq between 1 and 20),
  contract_id uuid not null,
  client_id uuid not null,
  amount_kopecks bigint not null
    constraint item_amount_is_above_zero check (amount_kopecks > 0),
  constraint item_has_its_place primary key (payment_id, seq),
  constraint item_contract_stands_once unique (payment_id, contract_id),
  constraint item_payment_is_known foreign key (client_id, payment_id)
    references payment.payment (client_id, id),
  constraint item_contract_is_known foreign key (client_id, contract_id)
    references ledger.contract (client_id, id)
);
create index item_of_contract on payment.item (contract_id);

-- Where the money of an item went, line by line; written once, with the transfer that did it.
create table payment.allocation (
  payment_id uuid not null,
  item_seq smallint not null,
  line smallint not null constraint allocation_line_is_small check (line between 1 and 20),
  client_id uuid not null,
  step text not null constraint allocation_step_is_known check (step in ('overdue_interest',
    'overdue_principal', 'current_interest', 'current_principal', 'interest', 'principal',
    'penalty', 'fee', 'overpayment')),
  component text not null constraint allocation_component_is_known check (component in
    ('principal', 'interest', 'fee', 'penalty', 'overpayment')),
  amount_kopecks bigint not null
    constraint allocation_amount_is_above_zero check (amount_kopecks > 0),
  transfer_id bigint not null,
  policy_id bigint not null
    constraint allocation_policy_is_known references payment.allocation_policy (id),
  constraint allocation_has_its_place primary key (payment_id, item_seq, line),
  constraint allocation_item_is_known foreign key (payment_id, item_seq)
    references payment.item (payment_id, seq)
);

create table payment.event (
  id bigint generated always as identity constraint payment_event_has_an_id primary key,
  payment_id uuid not null
    constraint payment_event_is_of_a_payment references payment.payment (id),
  at timestamptz not null default now(),
  from_state text,
  to_state text not null,
  why text not null constraint payment_event_is_explained check (length(why) between 1 and 200)
);
create index payment_event_of_payment on payment.event (payment_id);

-- Money back to the payer. The operator names what he believes is left to refund: two who refund
-- the same payment at once do not refund it twice.
create table payment.refund (
  id uuid constraint refund_has_an_id primary key,
  payment_id uuid not null,
  client_id uuid not null,
  amount_kopecks bigint not null
    constraint refund_amount_is_above_zero check (amount_kopecks > 0),
  state text not null default 'created' constraint refund_state_is_known check
    (state in ('created', 'pending', 'succeeded', 'canceled')),
  provider_id text
    constraint refund_provider_id_is_short check (length(provider_id) between 1 and 100),
  reason text constraint refund_reason_is_a_word check (reason ~ '^[a-z0-9_]{1,60}$'),
  asked_by text not null
    constraint refund_names_who_asked check (length(asked_by) between 1 and 100),
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  next_ask_at timestamptz default now(),
  asks int not null default 0,
  constraint refund_payment_is_known foreign key (client_id, payment_id)
    references payment.payment (client_id, id),
  constraint refund_ends_with_a_time check
    ((state in ('succeeded', 'canceled')) = (finished_at is not null))
);
create index refund_to_ask on payment.refund (next_ask_at) where next_ask_at is not null;
create index refund_of_payment on payment.refund (payment_id);

-- Which items a refund gives back, decided when it begins: its fiscal receipt (54-ФЗ) names them,
-- and they leave the ledger as the receipt said, whatever became of other refunds meanwhile.
create table payment.refund_item (
  refund_id uuid not null constraint refund_item_is_of_a_refund references payment.refund (id),
  payment_id uuid not null,
  item_seq smallint not null,
  client_id uuid not null,
  amount_kopecks bigint not null
    constraint refund_item_amount_is_above_zero check (amount_kopecks > 0),
  constraint refund_item_has_its_place primary key (refund_id, item_seq),
  constraint refund_item_is_of_an_item foreign key (payment_id, item_seq)
    references payment.item (payment_id, seq)
);

-- Money that arrived and that nobody could be found for. The words of the bank hold names, so they
-- are sealed with a key of the row's own.
create table payment.unmatched (
  id bigint generated always as identity constraint unmatched_has_an_id primary key,
  key text not null constraint unmatched_key_is_unique unique
    constraint unmatched_key_is_short check (length(key) between 1 and 100),
  kind text not null constraint unmatched_kind_is_known
    check (kind in ('bank', 'terminal', 'acquirer')),
  amount_kopecks bigint not null
    constraint unmatched_amount_is_above_zero check (amount_kopecks > 0),
  paid_on date not null,
  dek_wrapped bytea not null,
  words_sealed bytea not null,
  why text not null constraint unmatched_is_explained check (why ~ '^[a-z_]{1,60}$'),
  created_at timestamptz not null default now(),
  payment_id uuid constraint unmatched_payment_is_known references payment.payment (id)
);

-- What a person has to look at. A key says "this once" while it is open.
create table payment.alarm (
  id bigint generated always as identity constraint alarm_has_an_id primary key,
  kind text not null constraint alarm_kind_is_a_word check (kind ~ '^[a-z_]{1,60}$'),
  key text not null constraint alarm_key_is_short check (length(key) between 1 and 120),
  detail jsonb not null default '{}',
  raised_at timestamptz not null default now(),
  closed_at timestamptz
);
create unique index alarm_is_raised_once on payment.alarm (kind, key) where closed_at is null;

-- What a client dictates at a terminal: nine digits and a Luhn check digit. Not secret, but not
-- the contract's number either, which may hold letters.
create table payment.payer_code (
  contract_id uuid constraint payer_code_is_of_one_contract primary key,
  client_id uuid not null,
  place bigint generated always as identity (start with 100000001 maxvalue 999999999),
  code text constraint payer_code_is_unique unique
    constraint payer_code_has_ten_digits check (code ~ '^[0-9]{10}$'),
  constraint payer_code_contract_is_known foreign key (client_id, contract_id)
    references ledger.contract (client_id, id)
);

create function payment.luhn_digit(digits text) returns text
language sql immutable
return (select ((10 - sum(case when place % 2 = 1 then (d * 2) / 10 + (d * 2) % 10 else d end) % 10)
                % 10)::text
        from (select substr(digits, length(digits) + 1 - place, 1)::int as d, place
              from generate_series(1, length(digits)) as place) as each_digit);

-- A code that is somebody's contract number is passed over: at a terminal either may be typed.
create function payment.write_code() returns trigger
language plpgsql security definer set search_path = payment, pg_temp as $$
begin
  loop
    new.code := new.place::text || luhn_digit(new.place::text);
    exit when not exists (select from ledger.contract c where c.number = new.code);
    new.place := nextval(pg_get_serial_sequence('payment.payer_code', 'place'));
  end loop;
  return new;
end
$$;
create trigger payer_code_has_its_check_digit before insert on payment.payer_code
  for each row execute function payment.write_code();

create function payment.give_codes() returns trigger
language plpgsql security definer set search_path = payment, pg_temp as $$
begin
  insert into payer_code (contract_id, client_id) select id, client_id from born;
  return null;
end
$$;
-- For infra/payer-code alone: no role but the owner's may call it. Null for an unknown number.
create function payment.give_another_code(of_number text) returns text
language plpgsql security definer set search_path = payment, pg_temp as $$
declare
  gone payer_code;
  given text;
begin
  delete from payer_code k using ledger.contract c
  where c.number = of_number and k.contract_id = c.id returning k.* into gone;
  if gone.contract_id is null then return null; end if;
  insert into payer_code (contract_id, client_id) values (gone.contract_id, gone.client_id)
  returning code into given;
  return given;
end
$$;
create trigger contract_has_a_payer_code after insert on ledger.contract
  referencing new table as born for each statement execute function payment.give_codes();
insert into payment.payer_code (contract_id, client_id) select id, client_id from ledger.contract;

-- A state moves only along a declared transition, and what a payment is does not change.
create function payment.check_move() returns trigger
language plpgsql set search_path = payment, pg_temp as $$
begin
  if new.state <> old.state and not exists (
      select from transition t where t.from_state = old.state and t.to_state = new.state) then
    raise exception 'a payment does not go from % to %', old.state, new.state
      using errcode = 'check_violation', constraint = 'payment_moves_as_declared';
  end if;
  if (new.id, new.client_id, new.method, new.provider, new.fingerprint, new.amount_kopecks,
      new.fee_kopecks, new.created_at, coalesce(old.provider_id, new.provider_id))
     is distinct from (old.id, old.client_id, old.method, old.provider, old.fingerprint,
      old.amount_kopecks, old.fee_kopecks, old.created_at, new.provider_id)
     or new.refunded_kopecks < old.refunded_kopecks then
    raise exception 'what a payment is does not change'
      using errcode = 'check_violation', constraint = 'payment_stays_what_it_is';
  end if;
  return new;
end
$$;
create trigger payment_moves_as_declared before update on payment.payment
  for each row execute function payment.check_move();

-- At commit a payment is the sum of its items, and a succeeded one is allocated to the kopeck.
create function payment.check_whole() returns trigger
language plpgsql security definer set search_path = payment, pg_temp as $$
begin
  if (select sum(amount_kopecks) from item where payment_id = new.id)
     is distinct from new.amount_kopecks then
    raise exception 'payment % is not the sum of its items', new.id
      using errcode = 'check_violation', constraint = 'payment_is_the_sum_of_its_items';
  end if;
  if new.state = 'succeeded' and (select sum(amount_kopecks) from allocation
      where payment_id = new.id) is distinct from new.amount_kopecks then
    raise exception 'payment % is not allocated whole', new.id
      using errcode = 'check_violation', constraint = 'payment_is_allocated_whole';
  end if;
  return null;
end
$$;
create constraint trigger payment_is_whole after insert or update of state on payment.payment
  deferrable initially deferred for each row execute function payment.check_whole();

-- At commit a refund is the sum of the items it gives back, and no item is given back twice.
create function payment.check_refund() returns trigger
language plpgsql security definer set search_path = payment, pg_temp as $$
begin
  if (select sum(amount_kopecks) from refund_item where refund_id = new.id)
     is distinct from new.amount_kopecks then
    raise exception 'refund % is not the sum of its items', new.id
      using errcode = 'check_violation', constraint = 'refund_is_the_sum_of_its_items';
  end if;
  if exists (select from item i where i.payment_id = new.payment_id and i.amount_kopecks < (
      select sum(g.amount_kopecks) from refund_item g join refund r on r.id = g.refund_id
      where g.payment_id = i.payment_id and g.item_seq = i.seq and r.state <> 'canceled')) then
    raise exception 'refund % gives back more of an item than was paid', new.id
      using errcode = 'check_violation', constraint = 'refund_is_within_its_items';
  end if;
  return null;
end
$$;
create constraint trigger refund_is_whole after insert on payment.refund
  deferrable initially deferred for each row execute function payment.check_refund();

create trigger item_only_grows before update or delete or truncate on payment.item
  for each statement execute function ledger.refuse_change();
create trigger allocation_only_grows before update or delete or truncate on payment.allocation
  for each statement execute function ledger.refuse_change();
create trigger refund_item_only_grows before update or delete or truncate on payment.refund_item
  for each statement execute function ledger.refuse_change();
create trigger event_only_grows before update or delete or truncate on payment.event
  for each statement execute function ledger.refuse_change();

-- Who sees what: the client his payments, where they went and his codes; machines all of it.
do $$
declare
  name text;
begin
  foreach name in array array['payment', 'item', 'allocation', 'event', 'refund', 'refund_item',
                              'unmatched', 'alarm', 'payer_code'] loop
    execute format('alter table payment.%I enable row level security', name);
    execute format('alter table payment.%I force row level security', name);
    execute format('create policy %I on payment.%I to kabinet_system using (true)',
                   name || '_is_open_to_the_system', name);
    execute format('create policy %I on payment.%I to kabinet_owner using (true)',
                   name || '_is_open_to_its_triggers', name);
  end loop;
  foreach name in array array['payment', 'item', 'allocation', 'refund', 'payer_code'] loop
    execute format('create policy %I on payment.%I to kabinet_client
                    using (client_id = (select auth.client()))', name || '_is_yours', name);
  end loop;
end
$$;

revoke all on all tables in schema payment from public;
revoke all on all functions in schema payment from public;
grant select on payment.setting, payment.method, payment.allocation_policy, payment.transition
  to kabinet_client, kabinet_system;
grant select on payment.payment, payment.item, payment.allocation, payment.refund,
  payment.payer_code to kabinet_client, kabinet_system;
grant insert (id, client_id, method, provider, fingerprint, amount_kopecks, fee_kopecks, language,
  next_ask_at, expires_at) on payment.payment to kabinet_client;
grant insert (payment_id, seq, contract_id, client_id, amount_kopecks)
  on payment.item to kabinet_client, kabinet_system;
grant insert (id, client_id, method, provider, provider_id, fingerprint, amount_kopecks, language)
  on payment.payment to kabinet_system;
grant update (state, provider_id, refunded_kopecks, confirmation_type, confirmation, reason,
  answer, expires_at, finished_at, next_ask_at, asked_at, asks) on payment.payment
  to kabinet_system;
grant insert on payment.allocation, payment.event, payment.refund_item to kabinet_system;
grant select on payment.event, payment.unmatched, payment.alarm, payment.refund_item
  to kabinet_system;
grant insert (id, payment_id, client_id, amount_kopecks, asked_by) on payment.refund
  to kabinet_system;
grant update (state, provider_id, reason, finished_at, next_ask_at, asks) on payment.refund
  to kabinet_system;
grant insert (key, kind, amount_kopecks, paid_on, dek_wrapped, words_sealed, why),
  update (payment_id) on payment.unmatched to kabinet_system;
grant insert (kind, key, detail), update (closed_at) on payment.alarm to kabinet_system;
grant execute on function payment.luhn_digit(text) to kabinet_system;

-- A succeeded, failed or refunded payment is told to its client (function receipt).
insert into queue.topic (topic, taker, kept) values ('payment', 'fn_receipt', interval '30 days');

-- Programs of the operator, as fn_import is: bank statements and terminals' registries.
reset role;
do $$
begin
  if not exists (select from pg_roles where rolname = 'fn_bank') then
    create role fn_bank login noinherit connection limit 2;
  end if;
exception when unique_violation or duplicate_object then null; -- another database was first
end
$$;
alter role fn_bank set statement_timeout = '120s';
alter role fn_bank set lock_timeout = '10s';
set role kabinet_owner;
