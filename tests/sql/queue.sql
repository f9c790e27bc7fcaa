-- Rules of the outbox and of live channels. Run on a migrated database as its superuser:
-- psql -f tests/sql/queue.sql ; everything is rolled back.
begin;
\ir words.sql

-- cast: Anna and Boris, each with a session
insert into identity.client (id, login, dek_wrapped) values
  ('a0000000-0000-4000-8000-000000000001', 'Q-ANNA', '\x00'),
  ('b0000000-0000-4000-8000-000000000002', 'Q-BORIS', '\x00');
insert into identity.session
  (id, token_hash, client_id, level, network, user_agent, expires_at) values
  ('a0000000-0000-4000-8000-00000000000a', sha256('anna'),
   'a0000000-0000-4000-8000-000000000001', 'client',
   '127.0.0.0/24', 'test', now() + interval '12 hours'),
  ('b0000000-0000-4000-8000-00000000000b', sha256('boris'),
   'b0000000-0000-4000-8000-000000000002', 'client',
   '127.0.0.0/24', 'test', now() + interval '12 hours');
-- whatever waits already stays out of the way
update queue.outbox set due_at = now() + interval '1 day' where done_at is null;

-- putting
select test.ok('a job with a new key is made',
  queue.put('sms', 'q-1', '{"purpose":"otp"}', '\x0102') is not null);
select test.ok('the same topic and key make no second job',
  queue.put('sms', 'q-1', '{"purpose":"otp"}', '\x0102') is null
  and (select count(*) = 1 from queue.outbox where key = 'q-1'));
select test.ok('the same key in another topic is another job',
  queue.put('live', 'q-1', '{"client":"x"}') is not null);
select test.ok('jobs without a key are never taken for duplicates',
  queue.put('live', null, '{"client":"x"}') <> queue.put('live', null, '{"client":"x"}'));
select test.refuses('job_topic_is_declared', $$select queue.put('letters', null, '{}')$$);
select test.refuses('job_payload_is_an_object', $$select queue.put('sms', null, '[]')$$);
select test.refuses('job_says_something', $$select queue.put('sms', null, null)$$);
select test.refuses('job_key_is_short', $$select queue.put('sms', repeat('k', 201), '{}')$$);
select test.refuses('topic_is_a_word',
  $$insert into queue.topic values ('Bad Topic', 'fn_x', '0')$$);
select test.refuses('topic_is_declared_once',
  $$insert into queue.topic values ('sms', 'fn_x', '0')$$);
select test.refuses('topic_keeps_no_negative_time',
  $$insert into queue.topic values ('x', 'fn_x', '-1 day')$$);
select test.refuses('topic_tries_are_few',
  $$insert into queue.topic values ('x', 'fn_x', '0', 0)$$);

-- taking
create temp table t on commit drop as select * from api.queue_take_jobs('sms', 10, 60);
select test.ok('a due job is taken with its first try counted, not spent',
  (select count(*) = 1 and min(tries) = 1 and not bool_or(spent) from t));
select test.ok('a taken job is hidden from the next taker',
  (select count(*) = 0 from api.queue_take_jobs('sms', 10, 60)));
select test.ok('another topic is not touched', (select count(*) = 3
  from queue.outbox where topic = 'live' and done_at is null and tries = 0
    and due_at <= now()));

-- a worker that died: its lease ends
update queue.outbox set due_at = now(), taken_until = now() - interval '1 second' where key = 'q-1'
  and topic = 'sms';
create temp table t2 on commit drop as select * from api.queue_take_jobs('sms', 10, 70);
select test.ok('a job whose lease is over is taken again, its second try counted',
  (select tries = 2 from t2));
select test.ok('the worker that comes back too late ends nothing',
  (select not api.queue_finish_job(id, lease) from t)
  and (select api.queue_retry_job(id, lease, 'x', null) = 'lost' from t)
  and (select not api.queue_release_job(id, lease) from t)
  and (select not api.queue_record_delivery(id, lease, 'p', 'accepted', null, 5) from t)
);
select test.ok('... and the job is as it was',
  (select o.done_at is null and o.provider_id is null from queue.outbox o join t2 using (id)));

-- putting off
select test.ok('a failure puts the job off and keeps the reason',
  (select api.queue_retry_job(id, lease, 'the provider is silent', null) = 'again' from t2));
select test.ok('... its second one for ten seconds', (select o.due_at between now() + interval '7
    seconds' and now() + interval '13 seconds'
         and o.last_error = 'the provider is silent' and o.taken_until is null
       from queue.outbox o join t2 using (id)));
do $$
declare
  n int; job bigint; wait double precision; want double precision;
begin
  select id into job from queue.outbox where key = 'q-1' and topic = 'sms';
  for n in 1..19 loop
    update queue.outbox set tries = n, taken_until = now() + interval '1 minute' where id = job;
    perform api.queue_retry_job(job, now() + interval '1 minute', 'x', null);
    select extract(epoch from due_at - now()) into wait from queue.outbox where id = job;
    want := least(900, 5 * 2 ^ (n - 1));
    perform test.ok('try ' || n || ' waits ' || wait, wait between 0.749 * want and 1.251 * want);
  end loop;
end $$;
select 'ok - the wait doubles from 5 seconds up to 15 minutes, a quarter more or less';
update queue.outbox set tries = 1, taken_until = now() + interval '1 minute'
  where key = 'q-1' and topic = 'sms';
select test.ok('a party that names its wait is obeyed',
  (select api.queue_retry_job(id, taken_until, 'busy', 60) = 'again' from queue.outbox
   where key = 'q-1' and topic = 'sms'));
select test.ok('... a quarter more or less', (select due_at - now() between interval '45 seconds'
  and interval '75 seconds' from queue.outbox where key = 'q-1' and topic = 'sms'));

-- the end of patience
update queue.outbox set tries = 19, due_at = now(), taken_until = null
  where key = 'q-1' and topic = 'sms';
create temp table t3 on commit drop as select * from api.queue_take_jobs('sms', 10, 60);
select test.ok('the twentieth failure makes a dead letter that keeps its text',
  (select tries = 20 and not spent and api.queue_retry_job(id, lease, 'still silent', null) = 'dead'
   from t3));
select test.ok('... for people to look at', (select o.dead_at is not null and o.sealed is not
    null from queue.outbox o join t3 using (id)));
update queue.outbox set due_at = now() where key = 'q-1' and topic = 'sms';
select test.ok('a dead letter is not taken any more',
  (select count(*) = 0 from api.queue_take_jobs('sms', 10, 60)));
select test.ok('the backlog counts it',
  (select dead >= 1 from api.queue_read_backlog() where topic = 'sms'));
select test.ok('it is listed with its last error, and nothing else is',
  (select l.tries = 20 and l.topic = 'sms' and l.error = 'still silent' and l.since = now()
   from api.queue_list_dead() l join t3 using (id))
  and (select count(*) from api.queue_list_dead())
    = (select count(*) from queue.outbox where dead_at is not null));
set local session authorization fn_publish;
select test.denied('select * from api.queue_list_dead()');
select test.denied('select api.queue_revive_job(1)');
reset session authorization;
select test.ok('a dead letter may try again', (select api.queue_revive_job(id) from t3));
select test.ok('... once, until it is dead again', (select not api.queue_revive_job(id) from t3));
select test.ok('... and what is not there is not revived', not api.queue_revive_job(-1));
select test.ok('... its tries counted anew, but as one that may have arrived',
  (select tries = 2 and not spent and sealed = '\x0102' and key = 'q-1'
   from api.queue_take_jobs('sms', 10, 60)));
update queue.outbox set done_at = now(), sealed = null where key = 'q-1' and topic = 'sms';
select queue.put('sms', 'q-2', '{"purpose":"otp"}', '\x0102') > 0;
update queue.outbox set tries = 20 where key = 'q-2';
select test.ok('a job whose workers always die is handed out as spent',
  (select spent and tries = 21 from api.queue_take_jobs('sms', 10, 60)));

-- giving back, finishing
select queue.put('sms', 'q-3', '{"purpose":"otp"}', '\x0102') > 0;
create temp table t4 on commit drop as select * from api.queue_take_jobs('sms', 10, 60);
select test.ok('a released job is due at once and its try is not counted',
  (select api.queue_release_job(id, lease) from t4));
select test.ok('... and lies as if never taken', (select due_at <= now() and tries = 0 from
    queue.outbox where key = 'q-3'));
create temp table t5 on commit drop as select * from api.queue_take_jobs('sms', 10, 60);
select test.ok('what the provider says is appended, and the job comes back to ask',
  (select api.queue_record_delivery(id, lease, 'p-1', 'accepted', null, 5) from t5));
select test.ok('... in five seconds, its tries counted anew', (select delivery = 'accepted' and
    provider_id = 'p-1' and done_at is null and tries = 0
         and due_at > now() and sealed is not null from queue.outbox where key = 'q-3'));
update queue.outbox set due_at = now() where key = 'q-3';
create temp table t6 on commit drop as select * from api.queue_take_jobs('sms', 10, 60);
select test.ok('the last word ends the job and wipes its text',
  (select provider_id = 'p-1' and delivery = 'accepted'
     and api.queue_record_delivery(id, lease, null, 'delivered', null, null) from t6));
select test.ok('... and keeps what the provider called it', (select done_at is not null and
    sealed is null and provider_id = 'p-1'
       from queue.outbox where key = 'q-3'));
select test.ok('every status stands in its order',
  (select array_agg(d.status order by d.id) = array['accepted', 'delivered']
   from queue.delivery d join queue.outbox o on o.id = d.job_id where o.key = 'q-3'));
create temp table t7 on commit drop as select * from api.queue_take_jobs('live', 2, 60);
select test.ok('taking is bounded and starts with the longest wait', (select count(*) = 2 from t7));
select test.ok('a finished event is forgotten',
  (select bool_and(api.queue_finish_job(id, lease)) from t7));
select test.ok('... its row is gone', (select count(*) = 0 from queue.outbox join t7 using (id)));
update queue.outbox set done_at = now() - interval '31 days' where key = 'q-3';
select test.ok('a message is forgotten a month after its end, its statuses with it',
  api.queue_remove_leftovers('sms') >= 1);
select test.ok('... which leaves no trace', not exists (select from queue.outbox where key =
    'q-3'));

-- who may
set local session authorization fn_publish;
select test.refuses('topic_is_yours', $$select api.queue_take_jobs('sms', 1, 60)$$);
select test.denied('select * from queue.outbox');
select test.denied($$select queue.put('sms', null, '{}')$$);
reset session authorization;
set local session authorization fn_notify;
select test.refuses('topic_is_yours', $$select api.queue_take_jobs('live', 1, 60)$$);
select test.denied('update queue.outbox set done_at = now()');
reset session authorization;

-- live channels
select test.refuses('channel_is_too_long_to_guess', $$insert into queue.channel
  (id, session_id, client_id, expires_at) values ('\x01', 'a0000000-0000-4000-8000-00000000000a',
   'a0000000-0000-4000-8000-000000000001', now())$$);
select test.refuses('channel_is_short_lived', $$insert into queue.channel
  (id, session_id, client_id, expires_at) values (decode(repeat('01', 16), 'hex'),
   'a0000000-0000-4000-8000-00000000000a', 'a0000000-0000-4000-8000-000000000001',
   now() + interval '1 day')$$);
set local session authorization fn_live;
select auth.enter(sha256('anna'), 'client') is not null;
select api.queue_open_channel(decode(repeat('a1', 16), 'hex'), 600);
select api.queue_check_channel(decode(repeat('a1', 16), 'hex'));
select 'ok - a channel is its own session''s';
select auth.enter(sha256('boris'), 'client') is not null;
select test.refuses('live_channel_is_yours',
  $$select api.queue_check_channel(decode(repeat('a1', 16), 'hex'))$$);
select api.queue_open_channel(decode(repeat('b0', 15) || to_hex(16 + n), 'hex'), 600)
from generate_series(1, 9) n;
reset session authorization;
select test.ok('at most eight pages of a session listen',
  (select count(*) = 8 from queue.channel where client_id =
    'b0000000-0000-4000-8000-000000000002'));
select test.ok('an event goes to the client''s own channels only',
  (select count(*) = 1 and bool_and(channel = decode(repeat('a1', 16), 'hex'))
   from api.queue_list_channels('a0000000-0000-4000-8000-000000000001')));
update queue.channel set expires_at = now() - interval '1 second'
  where client_id = 'a0000000-0000-4000-8000-000000000001';
select test.ok('nothing is told to a channel whose time is over',
  (select count(*) = 0 from api.queue_list_channels('a0000000-0000-4000-8000-000000000001')));
set local session authorization fn_live;
select auth.enter(sha256('anna'), 'client') is not null;
select test.refuses('live_channel_is_yours',
  $$select api.queue_check_channel(decode(repeat('a1', 16), 'hex'))$$);
reset session authorization;
update identity.session set ended_at = now() where id = 'b0000000-0000-4000-8000-00000000000b';
select test.ok('the end of a session removes its channels and leaves word to cut them off',
  (select count(*) = 0 from queue.channel where client_id = 'b0000000-0000-4000-8000-000000000002')
  and (select jsonb_array_length(payload -> 'close') = 8 from queue.outbox
       where topic = 'live' and payload ? 'close' order by id desc limit 1));
rollback;
