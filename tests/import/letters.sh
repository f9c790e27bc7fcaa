# shellcheck shell=bash disable=SC2154
# Letters for clients who cannot sign in yet, and what the importer's role may not do. Sourced by
# run.
fresh
import "$uci" --letters "$work/letters.csv"
ok "letters beside a good import answer 0" 0 "$code"
ok "every client without a password gets a letter" 201 "$(wc -l < "$work/letters.csv")"
ok "letters are read by their owner alone" 600 "$(stat -c %a "$work/letters.csv")"
ok "the header of the letters is fixed" \
    "client_no;code;last_name;first_name;middle_name;valid_until;url" \
    "$(head -1 "$work/letters.csv")"
ok "a letter carries the client's name and our address" \
    "C0000001;Антонова;Алёна;Фёдоровна;$(date -u -d +13days +%F);https://lk.example.com/activate" \
    "$(sed -n 2p "$work/letters.csv" | cut -d';' -f1,3-)"
ok "codes are ten characters without look-alikes, each its own" 200 \
    "$(cut -d';' -f2 "$work/letters.csv" | grep -E '^[A-HJKMNP-Z2-9]{10}$' | sort -u | wc -l)"
ok "the database keeps no code in the clear" 0 "$(pg_dump -h "$pg" -U kabinet_admin "$db" |
    grep -cFf <(tail -n +2 "$work/letters.csv" | cut -d';' -f2) || true)"
import "$uci" --letters "$work/letters.csv"
ok "letters that exist are not written over" "2 201" "$code $(wc -l < "$work/letters.csv")"
import "$uci" --letters "$work/again.csv"
ok "a client with a live letter gets no second one" "0 1" "$code $(wc -l < "$work/again.csv")"
admin "$db" "update identity.activation set expires_at = now() - interval '1 day' where client_id in
    (select id from identity.client where login <= 'C0000003');
    update identity.client set activated_at = now(), password_sealed = 'x'
        where login = 'C0000002'" > /dev/null
import "$uci" --letters "$work/third.csv"
ok "a letter that is over is written anew, but not for who has a password" "C0000001 C0000003" \
    "$(tail -n +2 "$work/third.csv" | cut -d';' -f1 | xargs)"

mkdir "$work/formula"
sed '2s/^\([^;]*\);[^;]*;[^;]*/\1;=cmd;@sum/; s/^C0/F0/' "$uci/clients.csv" \
    > "$work/formula/clients.csv"
cp "$data/hostile/base/operations.csv" "$work/formula"
sed 's/;C\([12]\);/;F000000\1;/' "$data/hostile/base/contracts.csv" > "$work/formula/contracts.csv"
import "$work/formula" --letters "$work/formula.csv"
ok "a name that is a formula leaves as text" \
    "'=cmd;'@sum" \
    "$(grep '^F0000001;' "$work/formula.csv" | cut -d';' -f3,4)"

denied() {
    psql -X -q -h "$pg" -U fn_import -d "$db" -c "$1" 2>&1 | grep -c 'permission denied' || true
}
ok "the importer's role reads no table" "1 1 1" \
    "$(for table in identity.client ledger.transfer registry.run; do
        denied "select * from $table"
    done | xargs)"
ok "the importer's role writes no table" \
    $'1\n1' \
    "$(denied 'update ledger.balance set paid_kopecks = 0'
        denied 'delete from ledger.transfer')"
ok "the importer's role may correct nothing" 1 \
    "$(denied "select api.ledger_correct_operation('a','b','c','d',1,'2026-01-01','')")"

exec 7> >(psql -X -q -h "$pg" -U kabinet_admin -d "$db" > "$work/locked" 2>&1)
printf '%s\n' "select api.registry_start_run('held'); \\echo held" >&7
until grep -q held "$work/locked"; do sleep 0.05; done
import "$uci"
ok "two imports do not run at once" "2 1" "$code $(grep -c 'another import runs' "$work/err")"
exec 7>&-
wait
