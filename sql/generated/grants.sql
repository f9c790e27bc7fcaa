-- Derived by fnctl from functions/*/function.json; do not edit.
revoke all on all functions in schema api, auth from public;

-- What is no longer in a manifest goes first, for roles without a manifest as well. The operator's
-- programs are no functions: their grants stand beside their SQL.
do $$
declare one name;
begin
  for one in
    select rolname from pg_roles
    where rolname like 'fn\_%' and rolname not in ('fn_import', 'fn_bank')
  loop
    execute format('revoke all on all functions in schema api, auth from %I', one);
    execute format('revoke all on schema api, auth from %I', one);
  end loop;
end $$;

-- A manifest that names what is not there stops the deploy.
do $$
declare absent text;
begin
  select string_agg(format('functions/%s/function.json names api.%s', fn, called), '; ')
  into absent
  from (values
    ('activate', 'identity_begin_activation'),
    ('activate', 'identity_open_challenge'),
    ('activate', 'identity_read_session'),
    ('activate', 'identity_set_password'),
    ('audit', 'payment_check'),
    ('audit', 'payment_miss_count'),
    ('live', 'queue_check_channel'),
    ('live', 'queue_open_channel'),
    ('login', 'identity_begin_login'),
    ('login', 'identity_note_failure'),
    ('login', 'identity_open_challenge'),
    ('login', 'identity_rehash_password'),
    ('notice', 'payment_ask_soon'),
    ('notify', 'queue_finish_job'),
    ('notify', 'queue_record_delivery'),
    ('notify', 'queue_release_job'),
    ('notify', 'queue_remove_leftovers'),
    ('notify', 'queue_retry_job'),
    ('notify', 'queue_take_jobs'),
    ('otp', 'identity_confirm_code'),
    ('otp', 'identity_find_challenge'),
    ('otp', 'identity_resend_code'),
    ('pay', 'payment_list'),
    ('pay', 'payment_list_options'),
    ('pay', 'payment_open'),
    ('pay', 'payment_read'),
    ('pay', 'payment_read_own_attempt'),
    ('pay', 'payment_record_created'),
    ('publish', 'queue_finish_job'),
    ('publish', 'queue_list_channels'),
    ('publish', 'queue_record_delivery'),
    ('publish', 'queue_release_job'),
    ('publish', 'queue_remove_leftovers'),
    ('publish', 'queue_retry_job'),
    ('publish', 'queue_take_jobs'),
    ('receipt', 'payment_read_news'),
    ('receipt', 'payment_tell'),
    ('receipt', 'queue_finish_job'),
    ('receipt', 'queue_record_delivery'),
    ('receipt', 'queue_release_job'),
    ('receipt', 'queue_remove_leftovers'),
    ('receipt', 'queue_retry_job'),
    ('receipt', 'queue_take_jobs'),
    ('reconcile', 'payment_match_refunds'),
    ('reconcile', 'payment_match_registry'),
    ('reconcile', 'payment_miss_registry'),
    ('session', 'identity_end_session'),
    ('session', 'identity_end_sessions'),
    ('session', 'identity_list_sessions'),
    ('session', 'identity_read_session'),
    ('session', 'identity_sign_out'),
    ('settle', 'payment_compare_refunded'),
    ('settle', 'payment_read_due_attempt'),
    ('settle', 'payment_settle'),
    ('settle', 'payment_settle_refund'),
    ('settle', 'payment_take_due'),
    ('settle', 'payment_take_due_refunds'),
    ('slip', 'payment_list_codes'),
    ('slip', 'payment_read_slip'),
    ('statement', 'ledger_explain_contract'),
    ('statement', 'ledger_export_operations'),
    ('statement', 'ledger_list_contracts'),
    ('statement', 'ledger_list_operations'),
    ('statement', 'ledger_read_contract'),
    ('statement', 'ledger_read_number'),
    ('terminal', 'payment_post_terminal'),
    ('terminal', 'payment_terminal_check')
  ) as manifest (fn, called)
  where not exists (
    select from pg_proc
    where pronamespace = 'api'::regnamespace and proname = called);
  if absent is not null then
    raise exception 'absent in schema api: %', absent
      using hint = 'write the function in sql/api or correct the manifest';
  end if;
end $$;

grant usage on schema api, auth to fn_activate;
grant execute on function
  auth.enter,
  api.identity_begin_activation,
  api.identity_open_challenge,
  api.identity_read_session,
  api.identity_set_password
  to fn_activate;

grant usage on schema api to fn_audit;
grant execute on function
  api.payment_check,
  api.payment_miss_count
  to fn_audit;

grant usage on schema api, auth to fn_live;
grant execute on function
  auth.enter,
  api.queue_check_channel,
  api.queue_open_channel
  to fn_live;

grant usage on schema api to fn_login;
grant execute on function
  api.identity_begin_login,
  api.identity_note_failure,
  api.identity_open_challenge,
  api.identity_rehash_password
  to fn_login;

grant usage on schema api to fn_notice;
grant execute on function
  api.payment_ask_soon
  to fn_notice;

grant usage on schema api to fn_notify;
grant execute on function
  api.queue_finish_job,
  api.queue_record_delivery,
  api.queue_release_job,
  api.queue_remove_leftovers,
  api.queue_retry_job,
  api.queue_take_jobs
  to fn_notify;

grant usage on schema api to fn_otp;
grant execute on function
  api.identity_confirm_code,
  api.identity_find_challenge,
  api.identity_resend_code
  to fn_otp;

grant usage on schema api, auth to fn_pay;
grant execute on function
  auth.enter,
  api.payment_list,
  api.payment_list_options,
  api.payment_open,
  api.payment_read,
  api.payment_read_own_attempt,
  api.payment_record_created
  to fn_pay;

grant usage on schema api to fn_publish;
grant execute on function
  api.queue_finish_job,
  api.queue_list_channels,
  api.queue_record_delivery,
  api.queue_release_job,
  api.queue_remove_leftovers,
  api.queue_retry_job,
  api.queue_take_jobs
  to fn_publish;

grant usage on schema api to fn_receipt;
grant execute on function
  api.payment_read_news,
  api.payment_tell,
  api.queue_finish_job,
  api.queue_record_delivery,
  api.queue_release_job,
  api.queue_remove_leftovers,
  api.queue_retry_job,
  api.queue_take_jobs
  to fn_receipt;

grant usage on schema api to fn_reconcile;
grant execute on function
  api.payment_match_refunds,
  api.payment_match_registry,
  api.payment_miss_registry
  to fn_reconcile;

grant usage on schema api, auth to fn_session;
grant execute on function
  auth.enter,
  api.identity_end_session,
  api.identity_end_sessions,
  api.identity_list_sessions,
  api.identity_read_session,
  api.identity_sign_out
  to fn_session;

grant usage on schema api to fn_settle;
grant execute on function
  api.payment_compare_refunded,
  api.payment_read_due_attempt,
  api.payment_settle,
  api.payment_settle_refund,
  api.payment_take_due,
  api.payment_take_due_refunds
  to fn_settle;

grant usage on schema api, auth to fn_slip;
grant execute on function
  auth.enter,
  api.payment_list_codes,
  api.payment_read_slip
  to fn_slip;

grant usage on schema api, auth to fn_statement;
grant execute on function
  auth.enter,
  api.ledger_explain_contract,
  api.ledger_export_operations,
  api.ledger_list_contracts,
  api.ledger_list_operations,
  api.ledger_read_contract,
  api.ledger_read_number
  to fn_statement;

grant usage on schema api to fn_terminal;
grant execute on function
  api.payment_post_terminal,
  api.payment_terminal_check
  to fn_terminal;
