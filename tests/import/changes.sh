# shellcheck shell=bash disable=SC2154
# A second export of the same month with rows changed: named by field, never written over; and a
# dry run that shows the one balance that would change. Sourced by run; goes on from portfolio.sh.
mkdir "$work/changed"
changed=$work/changed
sed '3s/;+7994/;+7995/; 4s/^\([^;]*\);[^;]*/\1;Иванова/; 4s/@example/@other.example/' \
    "$uci/clients.csv" > "$changed/clients.csv"
sed '2s/20000.00/20000.01/; 3s/Кредитная линия/Заём/' "$uci/contracts.csv" \
    > "$changed/contracts.csv"
{
    sed '2s/689.00/698.00/; 4s/payment/credit/; 5s/;2026-[0-9]*-/;2026-01-/' "$uci/operations.csv"
    echo 'NEW-1;UCI-000007;2026-10-01;payment;10.50;'
} > "$work/changed/operations.csv"
before=$(balances)

import "$work/changed" --dry-run --report "$work/report"
ok "a dry run names the only balance that would change" \
    "$(awk -F';' '$1 == "UCI-000007" { printf "%s;%.2f;%.2f", $1, $2, $2 - 10.5 }' \
        "$uci/expected.csv")" \
    "$(grep balance_changes "$work/report" | cut -d';' -f6-8)"
ok "a dry run counts changed rows and answers 1" \
    "1 clients 0 198 2 0 contracts 0 198 2 0 operations 1 2003 3 0" \
    "$code $(counts | xargs)"
ok "balances stay after a dry run" "$before" "$(balances)"
import "$work/changed" --dry-run
ok "without a report file the balances stand on the screen" \
    1 \
    "$(grep -c '^UCI-000007: .* -> ' "$work/out")"

wanted='clients.csv;3;phone;changed
clients.csv;4;last_name;changed
clients.csv;4;email;changed
contracts.csv;2;principal;changed
contracts.csv;3;product;changed
operations.csv;2;amount;changed
operations.csv;4;kind;changed
operations.csv;5;posted_on;changed'
import "$work/changed" --report "$work/report"
ok "a changed row is named with the fields that differ" "$wanted" "$(faults)"
ok "changed rows answer 1, the new one loads" "1 operations 1 2003 3 0" "$code $(counts | tail -1)"
ok "all contracts but theirs are confirmed" \
    $((200 - $({ sed -n '2p;3p' "$uci/contracts.csv" | cut -d';' -f1
        sed -n '2p;4p;5p' "$uci/operations.csv" | cut -d';' -f2; } | sort -u | wc -l))) \
    "$(confirmed)"
mkdir "$work/cut"
cp "$uci"/{clients,contracts}.csv "$work/cut"
head -c 5000 "$uci/operations.csv" > "$work/cut/operations.csv"
import "$work/cut"
ok "a line that is cut may be of any contract, so none is confirmed" "1 0" "$code $(confirmed)"
ok "nothing that was there is written over" \
    "$(grep -v UCI-000007 <<< "$before")" \
    "$(balances | grep -v UCI-000007)"
ok "the new operation lowers its contract's balance" 1050 \
    $(($(sed -n 's/^UCI-000007;//p' <<< "$before") - $(balances | sed -n 's/^UCI-000007;//p')))
env LC_ALL=ru_RU.UTF-8 "$program" "$work/changed" > "$work/out" 2> "$work/err" || true
ok "reasons are Russian for a Russian" \
    8 \
    "$(grep -c 'отличается от загруженного ранее' "$work/err")"
ok "no value of a cell stands in a report" \
    0 \
    "$(cat "$work/err" "$work/report" | grep -cE 'Иванова|\+799|698|example' || true)"

import "$uci" --source 'Other house'
ok "another source has operations of its own" "0 operations 2006 0 0 0" "$code $(counts | tail -1)"

# Two add a date each to one schedule: the second waits for the first and adds up both.
date_of() {
    echo "select api.ledger_import_schedule('two', '[{\"row\": 2, \"contract\": \"UCI-000007\",
        \"due_on\": \"$1\", \"component\": \"principal\", \"amount_kopecks\": 100}]');"
}
exec 8> >(psql -X -q -h "$pg" -U kabinet_admin -d "$db" > "$work/first" 2>&1)
printf '%s\n' "begin; $(date_of 2190-02-01)" '\echo added' >&8
until grep -q added "$work/first"; do sleep 0.05; done
admin "$db" "$(date_of 2190-01-01)" > "$work/second" &
second=$!
waiting="select count(*) from pg_locks where not granted"
until [ "$(admin "$db" "$waiting")" != 0 ] || ! kill -0 $second 2> /dev/null; do sleep 0.05; done
echo 'commit;' >&8
exec 8>&-
wait $second
ok "two who add to one schedule at once add up both dates" \
    $'1 100\n2 200' \
    "$(admin "$db" "select extract(month from d.due_on) || ' ' || d.upto_kopecks from ledger.due d
        join ledger.contract c on c.id = d.contract_id
        where c.number = 'UCI-000007' and d.due_on > '2190-01-01'::date - 1 order by d.due_on")"

# The rehearsal has done its operations and waits, for a lock that only schedules take.
mkdir "$work/rehearsed"
cp "$uci"/{clients,contracts}.csv "$work/rehearsed"
{
    cat "$uci/operations.csv"
    echo 'NEW-2;UCI-000007;2026-10-02;charge;10.50;'
} > "$work/rehearsed/operations.csv"
printf '%s\n' 'contract_no;due_on;component;amount' 'UCI-000007;2190-03-01;fee;1.00' \
    > "$work/rehearsed/schedule.csv"
before=$(balances | sed -n 's/^UCI-000007;//p')
exec 8> >(psql -X -q -h "$pg" -U kabinet_admin -d "$db" > "$work/first" 2>&1)
printf '%s\n' "begin; select pg_advisory_xact_lock(hashtext('ledger.schedule'));" '\echo held' >&8
until grep -q held "$work/first"; do sleep 0.05; done
import "$work/rehearsed" --dry-run &
rehearsal=$!
until [ "$(admin "$db" "$waiting")" != 0 ] || ! kill -0 $rehearsal 2> /dev/null; do sleep 0.05; done
ok "a payment does not wait for a dry run" ok "$(admin "$db" "set lock_timeout = '1s';
    select verdict from api.payment_post_terminal('osmp', '1', 'UCI-000007', 500, 'today')" 2>&1)"
ok "... which has done its operations by then" 1 "$(admin "$db" "$waiting")"
echo 'commit;' >&8
exec 8>&-
wait $rehearsal
ok "... and lists what would change beside what was paid meanwhile" \
    "$(awk -v b="$before" 'BEGIN {
        printf "UCI-000007: %.2f -> %.2f", (b - 500) / 100, (b - 500 + 1050) / 100 }')" \
    "$(grep '^UCI-000007: ' "$work/out")"
ok "... while the payment alone moves the balance" $((before - 500)) \
    "$(balances | sed -n 's/^UCI-000007;//p')"
