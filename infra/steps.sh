# shellcheck shell=bash
# The steps of infra/up, in its order. Each may be repeated at will, and each leaves what is right
# alone. Sourced after lib.sh; uses PORT, HOST, SANDBOX_PORT, URL, CERTIFICATE… of infra/up.

now_ms() { date +%s%3N; }
seconds_since() { awk -v ms=$(($(now_ms) - $1)) 'BEGIN { printf "%.1f", ms / 1000 }'; }

# Prints the step's name, runs it with its output kept, then its time; shows the output if it fails.
step() {
    local name=$1 start out failed
    start=$(now_ms)
    out=$(mktemp)
    shift
    printf '  %-32s' "$name"
    set +e # a command that is a condition would go on after its first failure
    (set -e && "$@") > "$out" 2>&1 < /dev/null
    failed=$?
    set -e
    if [ $failed != 0 ]; then
        printf 'failed\n'
        tail -n 40 "$out" >&2
        rm -f "$out"
        exit 1
    fi
    printf '%6s s\n' "$(seconds_since "$start")"
    rm -f "$out"
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
    id kabinet > /dev/null 2>&1 ||
        useradd --system --user-group --home-dir /nonexistent --shell /usr/sbin/nologin kabinet
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
    [ -f "$VAR/secrets/sms.password" ] ||
        (umask 077 && head -c 18 /dev/urandom | base64 | tr -d '\n' > "$VAR/secrets/sms.password")
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

give_to_owner() {
    [ "$OWNER" != kabinet ] || chown -R kabinet: "$@"
}

# infra/site.json holds what an organisation chooses; the rest follows from where this copy lies.
write_site() {
    jq --arg run "$RUN" --arg var "$VAR" --arg url "$URL" --arg host "$HOST" \
        --arg sms "$SANDBOX_PORT" '
        .database = {host: $run, name: "kabinet"} | .keys = "\($var)/secrets/master.key"
        | .url = $url | .host_name = $host | .publish = "\($run)/publish.sock"
        | .sms = ({url: "http://127.0.0.1:\($sms)/sys/send.php", login: "kabinet",
                   password_file: "\($var)/secrets/sms.password", sender: "KABINET"} + (.sms // {}))
    ' "$ROOT/infra/site.json"
}

# A clean tree whose sources did not change costs ninja a third of a second.
build_functions() {
    cd "$ROOT" || return
    [ -f "build/$PRESET/build.ninja" ] || cmake --preset "$PRESET"
    cmake --build "build/$PRESET"
}

# What `npm ci` leaves hangs on the lock alone.
install_modules() {
    cd "$ROOT/web" || return
    local lock
    lock=$(sha256sum package-lock.json | cut -c1-64)
    if [ "$(cat node_modules/.kabinet 2> /dev/null)" != "$lock" ]; then
        npm ci --no-audit --no-fund
        echo "$lock" > node_modules/.kabinet
    fi
}

# Everything the pages are made of, in one number.
build_web() {
    install_modules
    local sources
    sources=$(find . \( -name node_modules -o -name dist \) -prune -o -type f -print0 |
        sort -z | xargs -0 sha256sum | sha256sum | cut -c1-64)
    if [ "$(cat dist/.kabinet 2> /dev/null)" != "$sources" ]; then
        npm run build
        find dist -type f -regex '.*\.\(js\|css\|html\|svg\|json\)' -exec gzip -9kfn {} +
        echo "$sources" > dist/.kabinet
    fi
    # New names first, the page that names them last, and the old assets stay for open pages.
    cmp -s dist/.kabinet "$VAR/web/.kabinet" || {
        cp -r dist/. "$VAR/web/"
        give_to_owner "$VAR/web"
    }
    jq '{organisation, languages}' "$VAR/site.json" > "$VAR/web/site.json"
    chmod -R a+rX "$VAR/web"
}

render() {
    local hosts="localhost 127.0.0.1 [::1]"
    [[ " $hosts " == *" $HOST "* ]] || hosts="$HOST $hosts"
    sed -e "s|@VAR@|$VAR|g; s|@RUN@|$RUN|g; s|@PORT@|$PORT|g; s|@HOSTS@|$hosts|g" \
        -e "s|@SANDBOX_PORT@|$SANDBOX_PORT|g; s|@PG_BIN@|$PG_BIN|g; s|@TLS_LISTEN@|$TLS_LISTEN|g" \
        -e "s|@CERTIFICATE@|$CERTIFICATE|g; s|@CERTIFICATE_KEY@|$CERTIFICATE_KEY|g" "$1" > "$2"
}

render_all() {
    local file to=$VAR/nginx
    rm -rf "${to:?}"/{snippets,generated,enabled}
    mkdir -p "$to"/{snippets,generated/routes,enabled/site,enabled/default,tmp}
    (cd "$ROOT/nginx" && find . -name '*.conf') | while read -r file; do
        render "$ROOT/nginx/$file" "$to/$file"
    done
    # A machine without IPv6 cannot listen on ::1.
    grep -q '^0\{31\}1 ' /proc/net/if_inet6 2> /dev/null ||
        sed -i '/\[::1\]:/d' "$to"/snippets/listen*.conf
    if [ -n "$CERTIFICATE" ]; then
        mv "$to/snippets/tls.conf" "$to/enabled/site/"
        mv "$to/snippets/tls.default.conf" "$to/enabled/default/"
    fi
    rm -f "$VAR"/supervisor/functions/*
    render "$ROOT/infra/supervisor/supervisord.conf" "$VAR/supervisor/supervisord.conf"
    for file in "$ROOT"/infra/generated/supervisor/*.conf; do
        render "$file" "$VAR/supervisor/functions/${file##*/}"
    done
    give_to_owner "$to" "$VAR/supervisor"
}

# Puts a program under its name in one step: whoever runs the old one keeps it until the end.
install_program() {
    cmp -s "$1" "$VAR/bin/$2" && return 1
    install -m 0755 "$1" "$VAR/bin/$2.new"
    mv -f "$VAR/bin/$2.new" "$VAR/bin/$2"
}

install_programs() {
    local fn changed=""
    for fn in worker front; do
        install_program "$ROOT/infra/supervisor/$fn" $fn || true
    done
    for fn in sandbox import; do
        [ ! -f "$ROOT/build/$PRESET/bin/$fn" ] ||
            install_program "$ROOT/build/$PRESET/bin/$fn" $fn || true
    done
    for fn in $(functions); do
        install_program "$ROOT/build/$PRESET/bin/$fn" "$fn" && changed+="$fn "
    done
    # Workers read the settings once, so other settings are as good as another program.
    [ ! -e "$VAR/scale/.site" ] || changed=$(functions | xargs)
    rm -f "$VAR/scale/.site"
    echo "$changed" > "$VAR/scale/.changed"
    give_to_owner "$VAR/bin" "$VAR/scale"
}

start_supervisor() {
    if ! supervised; then
        "$ROOT/infra/down" # what a killed supervisor left behind would hold ports and locks
    else
        local line
        # New functions are added, gone ones removed; a changed section takes hold when it is idle.
        as_owner supervisorctl -c "$VAR/supervisor/supervisord.conf" reread | while read -r line; do
            case $line in
                *": available") rpc addProcessGroup "${line%%:*}" ;;
                *": changed")
                    rpc stopProcessGroup "${line%%:*}"
                    rpc removeProcessGroup "${line%%:*}"
                    rpc addProcessGroup "${line%%:*}"
                    ;;
            esac
        done
        return
    fi
    ulimit -c 0
    ulimit -n "$(ulimit -Hn)"
    as_owner supervisord -c "$VAR/supervisor/supervisord.conf"
    until supervised; do sleep 0.05; done
}

# Sum of what may connect, and room for a person and for migrations.
connections() {
    local fn sum=20
    for fn in $(functions); do sum=$((sum + $(workers_max "$fn") + 2)); done
    echo "$sum"
}

start_postgres() {
    if [ ! -f "$VAR/pg/PG_VERSION" ]; then
        as_owner "$PG_BIN/initdb" -D "$VAR/pg" -U kabinet_admin --data-checksums \
            --locale=C.UTF-8 --encoding=UTF8 --auth=reject --no-instructions
    fi
    local fn user
    render "$ROOT/infra/postgres/postgresql.conf" "$VAR/pg/kabinet.conf"
    echo "max_connections = $(connections)" >> "$VAR/pg/kabinet.conf"
    grep -q kabinet.conf "$VAR/pg/postgresql.conf" ||
        echo "include 'kabinet.conf'" >> "$VAR/pg/postgresql.conf"
    echo 'local all all peer map=kabinet' > "$VAR/pg/pg_hba.conf"
    {
        # Root can become anyone anyhow; this lets a developer run one function by hand.
        for user in $(printf '%s\n' "$OWNER" "$(id -un)" | sort -u); do
            echo "kabinet $user kabinet_admin"
            for fn in $(functions) import; do echo "kabinet $user fn_$fn"; done
        done
    } > "$VAR/pg/pg_ident.conf"
    give_to_owner "$VAR"/pg/{kabinet,pg_hba,pg_ident,postgresql}.conf
    if [ "$(rpc getProcessInfo postgres | grep -cx RUNNING)" = 0 ]; then
        rpc startProcess postgres true
    else
        as_owner "$PG_BIN/pg_ctl" -D "$VAR/pg" reload
    fi
    for _ in $(seq 200); do
        "$PG_BIN/pg_isready" -q -U kabinet_admin -d postgres -h "$RUN" && break
        sleep 0.05
    done
    "$PG_BIN/psql" -X -q -U kabinet_admin -h "$RUN" -d postgres -Atc \
        "select 1 from pg_database where datname = 'kabinet'" | grep -q 1 ||
        "$PG_BIN/createdb" -U kabinet_admin -h "$RUN" kabinet
}

start_sandbox() {
    [ -x "$VAR/bin/sandbox" ] || return 0
    rpc getProcessInfo sandbox | grep -qx RUNNING || rpc startProcess sandbox true
}

start_functions() {
    local fn changed
    changed=" $(cat "$VAR/scale/.changed") "
    local pids=() pid
    for fn in $(functions); do
        {
            [[ $changed != *" $fn "* ]] || replace_workers "$fn"
            set_workers "$fn" "$(wanted "$fn")"
        } &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do wait "$pid"; done
    rm -f "$VAR/scale/.changed"
}

start_nginx() {
    local nginx=(as_owner nginx -e "$VAR/log/nginx.error.log"
        -p "$VAR/nginx" -c "$VAR/nginx/nginx.conf")
    local is was=""
    is=$(find "$VAR/nginx" -name '*.conf' -print0 | sort -z | xargs -0 cat | sha256sum)
    was=$(cat "$VAR/nginx/.served" 2> /dev/null || true)
    "${nginx[@]}" -t
    if ! rpc getProcessInfo nginx | grep -qx RUNNING; then
        rpc startProcess nginx true
    elif [ "$is" != "$was" ]; then
        "${nginx[@]}" -s reload
    fi
    echo "$is" > "$VAR/nginx/.served"
    for _ in $(seq 100); do
        curl -s -o /dev/null "http://127.0.0.1:$PORT/" && return
        sleep 0.05
    done
    die "nginx does not answer on port $PORT"
}

load_demo() {
    "$ROOT/infra/demo/load" "$URL" "http://127.0.0.1:$PORT" "http://127.0.0.1:$SANDBOX_PORT"
}

write_empty_demo() {
    jq -n --arg url "$URL" --arg sandbox "http://127.0.0.1:$SANDBOX_PORT" \
        '{url: $url, sandbox_url: $sandbox, clients: [], letters: []}' > "$VAR/demo.json"
}
