# shellcheck shell=bash disable=SC2154
# A real portfolio: every balance to the kopeck, a second run changes nothing, other spellings of
# the same files are the same files. Sourced by run.
fresh
import "$uci" --dry-run --report "$work/report"
ok "a dry run answers 0 and counts what it would load" \
    "0 clients 200 0 0 0 contracts 200 0 0 0 operations 2006 0 0 0" \
    "$code $(counts | xargs)"
ok "a dry run loads nothing" "0 0 0 0" "$(rows)"
ok "a dry run shows every balance that would change, before and after" \
    "$(wanted_balances | grep -v ';0$' | sed 's/;/;0;/')" \
    "$(tail -n +2 "$work/report" | cut -d';' -f6-8 | tr -d . |
        sed 's/;0*\([0-9]\)/;\1/; s/;\(-\?\)0*\([0-9]\+\)$/;\1\2/')"

import "$uci"
ok "a good portfolio answers 0" 0 "$code"
ok "outstanding of every contract is the source's own, to the kopeck" \
    "$(wanted_balances)" \
    "$(balances)"
ok "operations are as many as the source counts" "200 200 2006 4012" "$(rows)"

# Contracts that the last run has confirmed.
confirmed() {
    admin "$db" "select count(*) from ledger.contract
        where confirmed_at = (select max(finished_at) from registry.run)"
}

import "$uci" --report "$work/report"
ok "a second run finds all rows the same" \
    "0 clients 0 200 0 0 contracts 0 200 0 0 operations 0 2006 0 0" \
    "$code $(counts | xargs)"
ok "a second run changes nothing" "$(wanted_balances) 200 200 2006 4012" "$(balances) $(rows)"
ok "a second run has nothing to report" "" "$(faults)"
ok "what it has found the same is known to be true from then on" 200 "$(confirmed)"

mkdir "$work/cp1251" "$work/halfway"
for name in clients contracts operations; do
    iconv -f UTF-8 -t CP1251 "$uci/$name.csv" > "$work/$name"
    sed 's/$/\r/' "$work/$name" | gzip > "$work/cp1251/$name.csv.gz"
    { head -100 "$uci/$name.csv" && tail -n +101 "$work/$name"; } > "$work/halfway/$name.csv"
done
import "$work/cp1251"
ok "Windows-1251 with CRLF in gzip is the same portfolio" \
    "0 clients 0 200 0 0 contracts 0 200 0 0 operations 0 2006 0 0" \
    "$code $(counts | xargs)"
import "$work/halfway"
ok "an encoding that changes halfway is the same portfolio" \
    "0 clients 0 200 0 0 contracts 0 200 0 0 operations 0 2006 0 0" \
    "$code $(counts | xargs)"
ok "the line where the encoding changes is named" \
    3 \
    "$(grep -c 'csv:101: the encoding changes here' "$work/err")"

mkdir "$work/spelling"
awk -F';' 'BEGIN { OFS = ";" } NR > 1 {
    split($3, d, "-"); $3 = d[3] "." d[2] "." d[1]; sub(/\./, ",", $5)
    if (length($5) > 6) $5 = substr($5, 1, length($5) - 6) " " substr($5, length($5) - 5) }
    { print $5, $6, "", $1, $4, $3, $2 }' "$uci/operations.csv" |
    sed '1s/.*/amount;description;component;operation_no;kind;posted_on;contract_no/' \
        > "$work/spelling/operations.csv"
cp "$uci"/{clients,contracts}.csv "$work/spelling"
import "$work/spelling"
ok "other columns' order, dates, decimal commas and thousands are the same portfolio" \
    "0 operations 0 2006 0 0" \
    "$code $(counts | tail -1)"
ok "the ledger's own check finds nothing" \
    t \
    "$(admin "$db" "select (api.ledger_check() ->> 'ok')::boolean")"
ok "each run is on record with its counts" "5 5" \
    "$(admin "$db" "select count(*) || ' ' || count(finished_at) from registry.run")"
ok "numbers of a run are forgotten at its end" \
    0 \
    "$(admin "$db" 'select count(*) from registry.used_number')"
