-- What is owed, by double entry: integer kopecks, append-only, every transfer sums to zero and
-- every balance is the sum of its postings. A debt has components, each an account of its own, so
-- that payments, accruals and plans, which come later, only add kinds of transfers.

-- One row: what an installation may choose. "Today" is a date of this zone, by the database's
-- clock, for every figure that speaks of being late.
create table ledger.setting (
  id boolean primary key default true constraint ledger_has_one_setting check (id),
  time_zone text not null default 'Europe/Moscow'
    constraint time_zone_is_known check (now() at time zone time_zone is not null)
);
insert into ledger.setting default values;

create function ledger.today() returns date
language plpgsql stable set search_path = ledger, pg_temp as $$
begin
  return (now() at time zone (select time_zone from setting))::date;
end
$$;

create table ledger.contract (
  id uuid constraint contract_has_an_id primary key default gen_random_uuid(),
  client_id uuid not null
    constraint contract_client_is_known references identity.client (id),
  number text not null
    constraint contract_number_is_short check (number = btrim(number)
      and length(number) between 1 and 64),
  creditor text not null
    constraint contract_creditor_is_named check (length(creditor) between 1 and 200),
  product text not null
    constraint contract_product_is_named check (length(product) between 1 and 200),
  opened_on date not null,
  due_on date constraint contract_ends_after_it_opens check (due_on >= opened_on),
  principal_kopecks bigint not null
    constraint contract_principal_is_a_sum check (principal_kopecks between 0 and 100000000000000),
  annual_rate numeric(9, 4) not null
    constraint contract_rate_is_not_negative check (annual_rate between 0 and 10000),
  currency text not null default 'RUB'
    constraint contract_is_in_roubles check (currency = 'RUB'),
  source text not null
    constraint contract_source_is_named check (length(source) between 1 and 60),
  imported_at timestamptz not null default now(),
  -- When its source last said all of it again, and nothing else.
  confirmed_at timestamptz,
  constraint contract_number_is_unique unique (number),
  -- Serves the policy's equality, and lets the tables below prove that their client_id is right.
  constraint contract_has_one_client unique (client_id, id)
);

create table ledger.account (
  id bigint generated always as identity constraint account_has_an_id primary key,
  contract_id uuid,
  client_id uuid,
  component text not null,
  constraint account_is_of_a_contract_or_of_the_house check (
    case when contract_id is null then client_id is null
           and component in ('accrued', 'money_in', 'credited', 'adjusted')
         else client_id is not null
           and component in ('principal', 'interest', 'fee', 'penalty', 'overpayment') end),
  constraint account_component_is_unique unique nulls not distinct (contract_id, component),
  constraint account_contract_is_known foreign key (client_id, contract_id)
    references ledger.contract (client_id, id)
);
create index account_of_client on ledger.account (client_id);
insert into ledger.account (component)
  values ('accrued'), ('money_in'), ('credited'), ('adjusted');

-- What a contract owes, beside its accounts: one row, so that a page reads one and a payment locks
-- one. Only the trigger below moves it, and infra/ledger-check counts it anew.
create table ledger.balance (
  contract_id uuid constraint balance_is_of_one_contract primary key,
  client_id uuid not null,
  principal_kopecks bigint not null default 0,
  interest_kopecks bigint not null default 0,
  fee_kopecks bigint not null default 0,
  penalty_kopecks bigint not null default 0,
  overpayment_kopecks bigint not null default 0,
  outstanding_kopecks bigint not null generated always as
    (principal_kopecks + interest_kopecks + fee_kopecks + penalty_kopecks + overpayment_kopecks)
    stored,
  -- The components that the contract's schedule asks for, and what was paid on them (payments and
  -- credits, less what corrections took back): this covers the schedule. A fee that no schedule
  -- names is paid beside it.
  scheduled text[] not null default '{}',
  paid_kopecks bigint not null default 0,
  moved_at timestamptz,
  -- Everybody who moved it, by name.
  sources text[] not null default '{}',
  constraint balance_contract_is_known foreign key (client_id, contract_id)
    references ledger.contract (client_id, id)
) with (fillfactor = 70);

-- The same as rows, a component each.
create view ledger.owed with (security_invoker) as
select b.contract_id, k.component, k.amount_kopecks
from ledger.balance b
cross join lateral (values
  ('principal', b.principal_kopecks), ('interest', b.interest_kopecks), ('fee', b.fee_kopecks),
  ('penalty', b.penalty_kopecks), ('overpayment', b.overpayment_kopecks))
  as k (component, amount_kopecks);

create table ledger.transfer (
  id bigint generated always as identity constraint transfer_has_an_id primary key,
  contract_id uuid not null,
  client_id uuid not null,
  source text not null
    constraint transfer_source_is_named check (length(source) between 1 and 60),
  operation_no text not null
    constraint operation_no_is_short check (operation_no = btrim(operation_no)
      and length(operation_no) between 1 and 64),
  kind text not null,
  component text not null constraint transfer_component_is_known
    check (component in ('principal', 'interest', 'fee', 'penalty')),
  amount_kopecks bigint not null
    constraint transfer_amount_is_above_zero check (amount_kopecks between 1 and 100000000000000),
  -- What the operation does to the debt: + raises it. Kept so that a running balance is one
  -- window over one index, and compared with the postings by the trigger below.
  effect_kopecks bigint not null,
  posted_on date not null
    constraint transfer_date_is_in_reason check (posted_on between '1950-01-01' and '2199-12-31'),
  description text not null default ''
    constraint transfer_description_is_short check (length(description) <= 500),
  corrects bigint,
  recorded_at timestamptz not null default now(),
  constraint operation_no_is_unique unique (source, operation_no),
  constraint transfer_effect_follows_its_kind check (
    case kind when 'charge' then effect_kopecks = amount_kopecks and corrects is null
              when 'payment' then effect_kopecks = -amount_kopecks and corrects is null
              when 'credit' then effect_kopecks = -amount_kopecks and corrects is null
              when 'correction' then abs(effect_kopecks) = amount_kopecks
                and corrects is not null
              else false end),
  constraint transfer_contract_is_known foreign key (client_id, contract_id)
    references ledger.contract (client_id, id)
);
create index transfer_of_contract on ledger.transfer (contract_id, posted_on, id);
create index transfer_by_record on ledger.transfer using brin (recorded_at)
  with (pages_per_range = 16);
create index transfer_by_corrected on ledger.transfer (corrects) where corrects is not null;

-- Transfers and accounts are never deleted or renumbered, so that a posting's two references need
-- to hold only when it is made. The trigger below checks them for a whole batch at once; foreign
-- keys, row by row, were 40 % of an import's time.
create table ledger.posting (
  transfer_id bigint not null,
  seq smallint not null constraint posting_seq_is_small check (seq between 1 and 100),
  account_id bigint not null,
  amount_kopecks bigint not null constraint posting_amount_is_not_zero check (amount_kopecks <> 0),
  constraint posting_has_its_place primary key (transfer_id, seq)
);

-- What a contract's payments are expected to be, by the creditor's word.
create table ledger.schedule (
  contract_id uuid not null,
  client_id uuid not null,
  due_on date not null
    constraint schedule_date_is_in_reason check (due_on between '1950-01-01' and '2199-12-31'),
  component text not null constraint schedule_component_is_known
    check (component in ('principal', 'interest', 'fee', 'penalty')),
  amount_kopecks bigint not null
    constraint schedule_amount_is_above_zero check (amount_kopecks between 1 and 100000000000000),
  source text not null
    constraint schedule_source_is_named check (length(source) between 1 and 60),
  imported_at timestamptz not null default now(),
  constraint schedule_row_is_unique primary key (contract_id, due_on, component),
  constraint schedule_contract_is_known foreign key (client_id, contract_id)
    references ledger.contract (client_id, id)
);

-- The dates of a schedule, each with all that is asked up to it: a page looks for the first date
-- that what was paid does not cover, and would otherwise add up the whole schedule each time.
create table ledger.due (
  contract_id uuid not null,
  client_id uuid not null,
  due_on date not null,
  total_kopecks bigint not null,
  upto_kopecks bigint not null,
  constraint due_date_is_unique primary key (contract_id, due_on),
  constraint due_contract_is_known foreign key (client_id, contract_id)
    references ledger.contract (client_id, id)
);

-- Append-only. Grants already withhold update and delete from every role that can log in; these
-- triggers stop the owner's own slip as well.
create function ledger.refuse_change() returns trigger
language plpgsql as $$
begin
  raise exception '% of %.% is refused: the ledger only grows', tg_op, tg_table_schema,
    tg_table_name using errcode = 'check_violation', constraint = tg_table_name || '_only_grows';
end
$$;
create trigger transfer_only_grows before update or delete or truncate on ledger.transfer
  for each statement execute function ledger.refuse_change();
create trigger posting_only_grows before update or delete or truncate on ledger.posting
  for each statement execute function ledger.refuse_change();
create trigger account_only_grows before update or delete or truncate on ledger.account
  for each statement execute function ledger.refuse_change();

-- A correction takes back at most what it corrects, on the same contract and component, and
-- what it names exists (transfers are never deleted, so this needs no foreign key).
create function ledger.check_correction() returns trigger
language plpgsql set search_path = ledger, pg_temp as $$
declare
  corrected transfer;
  taken_back numeric;
begin
  -- One correction of one transfer at a time: a row lock would need the right to update.
  perform pg_advisory_xact_lock(hashtextextended('ledger.correction', new.corrects));
  select * into corrected from transfer where id = new.corrects;
  select coalesce(sum(amount_kopecks), 0) into taken_back from transfer
    where corrects = new.corrects;
  if corrected.id is null or corrected.kind = 'correction'
     or corrected.contract_id <> new.contract_id or corrected.component <> new.component
     or sign(corrected.effect_kopecks) = sign(new.effect_kopecks)
     or taken_back + new.amount_kopecks > corrected.amount_kopecks then
    raise exception 'transfer % cannot be corrected so', new.corrects
      using errcode = 'check_violation', constraint = 'correction_fits_what_it_corrects';
  end if;
  return new;
end
$$;
create trigger correction_fits_what_it_corrects before insert on ledger.transfer
  for each row when (new.kind = 'correction') execute function ledger.check_correction();

-- A contract is born with its balance.
create function ledger.open_balance() returns trigger
language plpgsql security definer set search_path = ledger, pg_temp as $$
begin
  insert into balance (contract_id, client_id) select id, client_id from born;
  return null;
end
$$;
create trigger contract_has_a_balance after insert on ledger.contract
  referencing new table as born
  for each statement execute function ledger.open_balance();

-- A dry run of an import: one long transaction that looks and rolls back. A row here says that this
-- transaction is one. It cannot be committed, so nobody sees another's and whoever sees a row is
-- himself rehearsing: then balances neither move nor are locked, and payments wait for nothing.
create table ledger.rehearsal (
  begun_at timestamptz not null default now()
);
create function ledger.refuse_rehearsal() returns trigger
language plpgsql as $$
begin
  raise exception 'a rehearsal leaves balances unmoved, so nothing of it may stay'
    using errcode = 'check_violation', constraint = 'rehearsal_is_never_kept';
end
$$;
create constraint trigger rehearsal_is_never_kept after insert on ledger.rehearsal
  deferrable initially deferred for each row execute function ledger.refuse_rehearsal();

-- Adds up the schedules that grew, each from its first new date on. One at a time, so that the
-- second sees what the first has added; payments need not wait: a schedule moves no balance. Only
-- where it asks for a component it did not ask for before, other payments count as paid.
create function ledger.add_up_schedules() returns trigger
language plpgsql security definer set search_path = ledger, pg_temp
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
declare
  widened uuid[];
begin
  perform pg_advisory_xact_lock(hashtext('ledger.schedule'));
  insert into due (contract_id, client_id, due_on, total_kopecks, upto_kopecks)
  select s.contract_id, s.client_id, s.due_on, sum(s.amount_kopecks)::bigint,
         (g.base + sum(sum(s.amount_kopecks)) over (partition by s.contract_id
                                                    order by s.due_on))::bigint
  from (select f.contract_id, f.first_on, coalesce((
                 select d.upto_kopecks from due d
                 where d.contract_id = f.contract_id and d.due_on < f.first_on
                 order by d.due_on desc limit 1), 0) as base
        from (select contract_id, min(due_on) as first_on from born group by contract_id) f
        offset 0) g
  join schedule s on s.contract_id = g.contract_id and s.due_on >= g.first_on
  group by s.contract_id, s.client_id, s.due_on, g.base
  on conflict on constraint due_date_is_unique do update
    set total_kopecks = excluded.total_kopecks, upto_kopecks = excluded.upto_kopecks;
  select array_agg(b.contract_id) into widened
  from balance b
  join (select contract_id, array_agg(distinct component) as components from born
        group by contract_id) n on n.contract_id = b.contract_id
  where not n.components <@ b.scheduled;
  if widened is null or exists (select from rehearsal) then return null; end if;
  perform lock_contracts(widened);
  update balance b
  set scheduled = s.components, paid_kopecks = (
    select coalesce(-sum(p.amount_kopecks), 0)
    from transfer t
    join posting p on p.transfer_id = t.id
    join account a on a.id = p.account_id and a.contract_id = t.contract_id
    where t.contract_id = b.contract_id and pays(t.kind, t.effect_kopecks)
      and a.component = any (s.components))
  from (select contract_id, array_agg(distinct component order by component) as components
        from schedule where contract_id = any (widened) group by contract_id) s
  where b.contract_id = s.contract_id;
  return null;
end
$$;
create trigger schedule_is_added_up after insert on ledger.schedule
  referencing new table as born
  for each statement execute function ledger.add_up_schedules();

-- The balances of some contracts, locked in their order: whoever plans an allocation sees a debt
-- that nobody else moves, and two payments of the same contracts never wait in a circle.
create function ledger.lock_contracts(contracts uuid[]) returns void
language plpgsql volatile security definer set search_path = ledger, pg_temp as $$
begin
  perform from balance where contract_id = any (contracts) order by contract_id for update;
end
$$;

-- Whether a transfer counts as paid, or takes back what was: it covers a schedule.
create function ledger.pays(kind text, effect_kopecks bigint) returns boolean
language sql immutable
return kind in ('payment', 'credit') or kind = 'correction' and effect_kopecks > 0;

-- The postings of a transfer come in one statement, numbered from 1: a second statement would
-- need number 1 again, and the primary key refuses it. So a recorded transfer takes no more
-- postings, and the check at commit below sees all there will ever be. Balances move with them.
-- Only nested loops over indexes: a plan made while the tables were empty is kept for a session,
-- and a whole import would then scan them for each batch.
create function ledger.take_postings() returns trigger
language plpgsql security definer set search_path = ledger, pg_temp
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
declare
  are_whole boolean;
  moved uuid[];
begin
  select bool_and(is_whole), array_agg(distinct contract_id) into are_whole, moved
  from (
    select t.contract_id,
           t.id is not null and min(b.seq) = 1 and max(b.seq) = count(*)
             and count(a.id) = count(*)
             and bool_and(a.contract_id is null or a.contract_id = t.contract_id)
             and sum(b.amount_kopecks) filter (where a.contract_id is not null)
                 is not distinct from t.effect_kopecks as is_whole
    from born b
    left join transfer t on t.id = b.transfer_id
    left join account a on a.id = b.account_id
    group by b.transfer_id, t.id) each;
  if not are_whole then
    raise exception 'postings do not say what their transfer says'
      using errcode = 'check_violation', constraint = 'transfer_is_posted_whole';
  end if;
  if exists (select from rehearsal) then return null; end if;
  -- Before the sums are made: a schedule that grows at the same time changes what counts as paid.
  perform lock_contracts(moved);
  update balance b
  set principal_kopecks = b.principal_kopecks + m.principal,
      interest_kopecks = b.interest_kopecks + m.interest,
      fee_kopecks = b.fee_kopecks + m.fee,
      penalty_kopecks = b.penalty_kopecks + m.penalty,
      overpayment_kopecks = b.overpayment_kopecks + m.overpayment,
      paid_kopecks = b.paid_kopecks + m.paid,
      moved_at = greatest(b.moved_at, now()),  -- who began later may have committed before
      sources = case
        when m.first_source <> m.last_source
          then array(select unnest(b.sources) union
                     select t.source from born p join transfer t on t.id = p.transfer_id
                     where t.contract_id = b.contract_id order by 1)
        when m.first_source = any (b.sources) then b.sources
        else array(select unnest(b.sources || m.first_source) order by 1) end
  from (
    select t.contract_id,
           coalesce(sum(p.amount_kopecks) filter (where a.component = 'principal'), 0) as principal,
           coalesce(sum(p.amount_kopecks) filter (where a.component = 'interest'), 0) as interest,
           coalesce(sum(p.amount_kopecks) filter (where a.component = 'fee'), 0) as fee,
           coalesce(sum(p.amount_kopecks) filter (where a.component = 'penalty'), 0) as penalty,
           coalesce(sum(p.amount_kopecks) filter (where a.component = 'overpayment'), 0)
             as overpayment,
           coalesce(-sum(p.amount_kopecks) filter (where pays(t.kind, t.effect_kopecks)
                                                     and a.component = any (k.scheduled)), 0)
             as paid,
           min(t.source) as first_source, max(t.source) as last_source
    from born p
    join transfer t on t.id = p.transfer_id
    join account a on a.id = p.account_id
    join balance k on k.contract_id = t.contract_id
    where a.contract_id is not null
    group by t.contract_id) m
  where b.contract_id = m.contract_id;
  return null;
end
$$;
create trigger transfer_is_posted_whole after insert on ledger.posting
  referencing new table as born
  for each statement execute function ledger.take_postings();

-- At commit every transfer has postings and they sum to zero. (No sequential scans: as above.)
create function ledger.check_transfer() returns trigger
language plpgsql security definer set search_path = ledger, pg_temp set enable_seqscan = off as $$
begin
  if (select sum(amount_kopecks) from posting where transfer_id = new.id) is distinct from 0 then
    raise exception 'the postings of transfer % do not sum to zero', new.id
      using errcode = 'check_violation', constraint = 'transfer_is_balanced';
  end if;
  return null;
end
$$;
create constraint trigger transfer_is_balanced after insert on ledger.transfer
  deferrable initially deferred for each row execute function ledger.check_transfer();

-- Where a page of operations ended: date and id, under a MAC that binds them to the contract, so
-- that a cursor cannot be made up or carried to another contract.
create table ledger.cursor_secret (
  id boolean primary key default true constraint cursor_has_one_secret check (id),
  mac_key bytea not null
);
insert into ledger.cursor_secret (mac_key) values (ext.gen_random_bytes(32));

create function ledger.cursor_mac(contract uuid, place bytea) returns bytea
language plpgsql stable security definer set search_path = ledger, pg_temp as $$
begin
  return substring(ext.hmac(uuid_send(contract) || place, (select mac_key from cursor_secret),
                            'sha256') for 9);
end
$$;

create function ledger.seal_cursor(contract uuid, posted_on date, transfer bigint) returns text
language plpgsql stable set search_path = ledger, pg_temp as $$
declare
  place bytea := int4send(posted_on - date '2000-01-01') || int8send(transfer);
begin
  return translate(encode(place || cursor_mac(contract, place), 'base64'), '+/', '-_');
end
$$;

create function ledger.open_cursor(contract uuid, sealed text, out posted_on date,
                                   out transfer bigint)
language plpgsql stable set search_path = ledger, pg_temp as $$
declare
  bytes bytea;
begin
  if sealed ~ '^[A-Za-z0-9_-]{28}$' then
    bytes := decode(translate(sealed, '-_', '+/'), 'base64');
    if cursor_mac(contract, substring(bytes for 12)) = substring(bytes from 13) then
      posted_on := date '2000-01-01' + ('x' || encode(substring(bytes for 4), 'hex'))::bit(32)::int;
      transfer := ('x' || encode(substring(bytes from 5 for 8), 'hex'))::bit(64)::bigint;
      return;
    end if;
  end if;
  raise exception 'this cursor was not given out for this contract'
    using errcode = 'check_violation', constraint = 'cursor_is_ours';
end
$$;

-- Who sees what. The owner's policies serve the triggers above: nobody signs in as the owner.
do $$
declare
  name text;
begin
  foreach name in array array['contract', 'account', 'balance', 'transfer', 'posting', 'schedule',
                             'due', 'rehearsal']
  loop
    execute format('alter table ledger.%I enable row level security', name);
    execute format('alter table ledger.%I force row level security', name);
    execute format('create policy %I on ledger.%I to kabinet_system using (true)',
                   name || '_is_open_to_the_system', name);
    execute format('create policy %I on ledger.%I to kabinet_owner using (true)',
                   name || '_is_open_to_its_triggers', name);
    if name not in ('posting', 'rehearsal') then
      execute format('create policy %I on ledger.%I for select to kabinet_client
                      using (client_id = (select auth.client()))', name || '_is_yours', name);
    end if;
  end loop;
end
$$;
create policy posting_is_yours on ledger.posting for select to kabinet_client
  using (account_id in (select id from ledger.account where client_id = (select auth.client())));

revoke all on all tables in schema ledger from public;
revoke all on all functions in schema ledger from public;
grant select on ledger.setting to kabinet_client, kabinet_system;
grant select on ledger.contract, ledger.account, ledger.balance, ledger.transfer, ledger.posting,
  ledger.schedule, ledger.due to kabinet_client, kabinet_system;
grant select on ledger.owed to kabinet_system;
grant select, insert on ledger.rehearsal to kabinet_system;
grant insert on ledger.account, ledger.posting to kabinet_system;
-- Ids and times are the database's own, so they are not among the columns that may be given.
grant insert (client_id, number, creditor, product, opened_on, due_on, principal_kopecks,
  annual_rate, currency, source) on ledger.contract to kabinet_system;
grant update (confirmed_at) on ledger.contract to kabinet_system;
grant insert (contract_id, client_id, source, operation_no, kind, component, amount_kopecks,
  effect_kopecks, posted_on, description, corrects) on ledger.transfer to kabinet_system;
grant insert (contract_id, client_id, due_on, component, amount_kopecks, source)
  on ledger.schedule to kabinet_system;
grant execute on function ledger.today(), ledger.pays(text, bigint)
  to kabinet_client, kabinet_system;
grant execute on function ledger.lock_contracts(uuid[]) to kabinet_system;
grant execute on function ledger.cursor_mac(uuid, bytea),
  ledger.seal_cursor(uuid, date, bigint), ledger.open_cursor(uuid, text) to kabinet_client;
