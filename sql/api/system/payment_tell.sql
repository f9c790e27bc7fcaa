-- What settle asks an acquirer with, and what the client is told of a payment by SMS. The words are
-- made in C++, where the phone is opened and sealed again; here is what they are made of.

create function api.payment_read_due_attempt(of_payment uuid)
returns table (id uuid, number bigint, total_kopecks bigint, fee_kopecks bigint, method text,
               language text, contract_numbers text, items json, client_id uuid,
               dek_wrapped bytea, phone_sealed bytea, pay_until text)
language sql stable security definer set search_path = payment, pg_temp as $$
  select * from api.payment_read_attempt(of_payment);
$$;

create function api.payment_read_news(of_payment uuid, of_refund uuid)
returns table (client_id uuid, dek_wrapped bytea, phone_sealed bytea, language text,
               number bigint, method text, amount_kopecks bigint, contract_numbers text)
language sql stable security definer set search_path = payment, pg_temp as $$
  select k.id, k.dek_wrapped, k.phone_sealed, k.language, p.number, p.method,
         coalesce((select r.amount_kopecks from refund r where r.id = of_refund),
                  p.amount_kopecks),
         (select string_agg(c.number, ', ' order by i.seq) from item i
          join ledger.contract c on c.id = i.contract_id where i.payment_id = p.id)
  from payment p join identity.client k on k.id = p.client_id where p.id = of_payment;
$$;

-- Once for each event, however often the job is worked on.
create function api.payment_tell(of_client uuid, news_key text, sms_sealed bytea) returns void
language sql volatile security definer set search_path = payment, pg_temp as $$
  select queue.put('sms', 'payment ' || news_key,
                   jsonb_build_object('purpose', 'payment', 'client', of_client), sms_sealed);
$$;
