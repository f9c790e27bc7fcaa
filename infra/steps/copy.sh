# shellcheck shell=bash
# The folders and settings of one copy under VAR: made, given to their owner, removed. Sourced after
# lib.sh; uses PORT, HOST, URL, CERTIFICATE… of infra/up.
set -euo pipefail

give_to_owner() {
    [ "$OWNER" != kabinet ] || chown -R kabinet: "$@"
}

remove_copy() {
    "$ROOT/infra/down"
    [ ! -e "$VAR" ] || [ -f "$VAR/settings" ] || [ -z "$(ls -A "$VAR")" ] ||
        die "$VAR is not a copy of Kabinet; it is left alone"
    rm -rf "$VAR" "$RUN"
}

# The owner must be able to walk to VAR (it cannot in /root); where it cannot, VAR becomes a link to
# a place where it can. Changes VAR and RUN, so it is no step.
place_copy() {
    [ "$OWNER" = kabinet ] || return 0
    make_owner
    local at place
    at=$(realpath -m "$(dirname "$VAR")")
    until [ -d "$at" ]; do at=$(dirname "$at"); done
    [ -e "$VAR" ] || as_owner test -x "$at" || {
        place=/var/lib/kabinet/$(hash_of "$VAR")
        mkdir -p "$place" "$(dirname "$VAR")"
        ln -s "$place" "$VAR"
        find_places
    }
}

make_folders() {
    mkdir -p "$VAR"/{bin,log,scale,secrets,web,nginx,supervisor/functions,demo,sandbox} "$RUN"
    [ "$RUN" = "$VAR/run" ] || ln -sfn "$RUN" "$VAR/run"
    chmod 0750 "$VAR" "$RUN"
    chmod 0700 "$VAR/secrets"
    [ -f "$VAR/secrets/master.key" ] ||
        (umask 077 && head -c 32 /dev/urandom > "$VAR/secrets/master.key")
    local secret
    for secret in sms.password yookassa.secret tbank.password terminal.password; do
        [ -f "$VAR/secrets/$secret" ] ||
            (umask 077 && head -c 18 /dev/urandom | base64 | tr -d '\n' > "$VAR/secrets/$secret")
    done
    write_site > "$VAR/site.json.new"
    cmp -s "$VAR/site.json.new" "$VAR/site.json" || touch "$VAR/scale/.site"
    mv "$VAR/site.json.new" "$VAR/site.json"
    printf '%s\n' "PORT=$PORT" "SANDBOX_PORT=$SANDBOX_PORT" "HOST=$HOST" \
        "CERTIFICATE=$CERTIFICATE" "CERTIFICATE_KEY=$CERTIFICATE_KEY" \
        "TLS_LISTEN=$TLS_LISTEN" > "$VAR/settings"
    give_to_owner "$VAR"/{bin,log,scale,secrets,web,nginx,supervisor,demo,sandbox} \
        "$VAR"/{site.json,settings} "$RUN"
    shorten_logs
    touch "$VAR/lock"
    [ "$OWNER" != kabinet ] || chown kabinet: "$(realpath "$VAR")" "$VAR/lock"
}

# A log that has grown large starts anew; its writers append, so they follow without being told.
shorten_logs() {
    local log
    find "$VAR/log" -name '*.log' -size +64M | while read -r log; do
        cp "$log" "$log.1"
        : > "$log"
    done
}

# infra/site.json holds what an organisation chooses; the rest follows from where this copy lies.
write_site() {
    jq --arg run "$RUN" --arg var "$VAR" --arg url "$URL" --arg host "$HOST" \
        --arg sms "$SANDBOX_PORT" --arg certificate "$CERTIFICATE" '
        .database = {host: $run, name: "kabinet"} | .keys = "\($var)/secrets/master.key"
        | .url = $url | .host_name = $host | .publish = "\($run)/publish.sock"
        | .sms = ({url: "http://127.0.0.1:\($sms)/sys/send.php", login: "kabinet",
                   password_file: "\($var)/secrets/sms.password", sender: "KABINET"} + (.sms // {}))
        | "http://127.0.0.1:\($sms)/bank" as $bank
        | .acquirer = ({card: "yookassa", sbp: "yookassa",
            yookassa: {url: "\($bank)/yookassa/v3", shop_id: "100500", tax_system_code: 1,
                vat_code: 1, secret_file: "\($var)/secrets/yookassa.secret"},
            tbank: {url: "\($bank)/tbank/v2", terminal_key: "1700000000001DEMO",
                password_file: "\($var)/secrets/tbank.password"}} * (.acquirer // {}))
        | .terminal = ({network: "osmp", login: "terminal",
            password_file: "\($var)/secrets/terminal.password",
            # Without HTTPS nginx listens on this machine alone, so a demo needs no password.
            addresses: (if $certificate == "" then ["127.0.0.1", "::1"] else [] end)}
            + (.terminal // {}))
    ' "$ROOT/infra/site.json"
}
