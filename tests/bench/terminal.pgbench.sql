-- The limit: what a payment costs the database when nothing stands before it. The one statement
-- that the function `terminal` sends, as its role; the division ends the run at any verdict but ok.
\set made :made + 1
\set txn :start * 1000000 + :made * :clients + :client_id
-- A payer code is nine digits from 100000001 on and their Luhn digit (payment.luhn_digit).
\set place 100000000 + random(1, :codes)
\set even :place / 10 % 10 + :place / 1000 % 10 + :place / 100000 % 10
\set a :place % 10 * 2
\set b :place / 100 % 10 * 2
\set c :place / 10000 % 10 * 2
\set odd 2 + :a / 10 + :a % 10 + :b / 10 + :b % 10 + :c / 10 + :c % 10
\set account :place * 10 + (10 - (:even + :odd) % 10) % 10
\set kopecks random(1000, 50099)
select verdict, number, 1 / (verdict = 'ok')::int
from api.payment_post_terminal('osmp', :txn, :account, :kopecks, :day);
