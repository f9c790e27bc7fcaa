# shellcheck shell=bash disable=SC2154
# Folders of bad files: tests/data/hostile/<case> holds the files that replace those of `base`,
# and `expected`: exit code, every fault as file;line;field;code in order (* for a line that hangs
# on zlib's buffers), counts of what loaded. Sourced by run.
hostile() {
    local folder=$1 files=$work/hostile name got
    rm -rf "$files"
    mkdir "$files"
    for name in clients contracts operations; do
        [ -n "$(find "$folder" -name "$name.csv*")" ] || cp "$data/hostile/base/$name.csv" "$files"
    done
    find "$folder" -name '*.csv*' -exec cp {} "$files" \;
    [ ! -e "$folder/without" ] || (cd "$files" && xargs rm < "$folder/without")
    import "$files" --report "$work/report"
    got="exit $code
$(faults)
$(counts | awk '{ print $1 " new " $2 " bad " $5 }')"
    got=$(grep . <<< "$got")
    if grep -q ';\*;' "$folder/expected"; then
        got=$(sed -E 's/;[0-9]+;/;*;/' <<< "$got" | grep -v '^operations new')
    fi
    ok "hostile files: ${folder##*/}" "$(cat "$folder/expected")" "$got"
}

for folder in "$data"/hostile/*/; do
    fresh
    hostile "${folder%/}"
    case $folder in
        */injection/)
            ok "text that looks like code is kept as text" \
                "'); drop table ledger.transfer; --|{\"a\":1}\\u0000|=cmd|/c calc!A1|\\N|<script>" \
                "$(admin "$db" "select string_agg(description, '|' order by id)
                    from ledger.transfer")"
            ;;
        */friendly/)
            ok "friendly spellings are read exactly" \
                $'123450 ООО "Пример"; счёт|1234500 |700 две\nстроки' \
                "$(admin "$db" "select string_agg(concat_ws(' ', amount_kopecks, description), '|'
                    order by id) from ledger.transfer")"
            ;;
        */no_column/ | */missing_file/)
            ok "a folder that cannot be read whole loads nothing" "0 0 0 0" "$(rows)"
            ;;
        */cut_archive/)
            ok "what can be read of a cut archive is loaded" \
                t \
                "$(admin "$db" 'select count(*) between 1000 and 5999 from ledger.transfer')"
            ;;
    esac
done
import "$work/no-such-folder"
ok "a folder that is not there answers 2" 2 "$code"
import --dri-run "$data/uci-part"
ok "a mistyped option answers 2" 2 "$code"
KABINET_SITE=/nonexistent import "$data/uci-part"
ok "a missing site file answers 2" 2 "$code"
