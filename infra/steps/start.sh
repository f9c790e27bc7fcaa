# shellcheck shell=bash
# Starts what does not run and replaces what has changed; each may be repeated at will. Sourced
# after the other steps, which made what is started here.
set -euo pipefail

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
    as_owner "$VAR/bin/supervise" -c "$VAR/supervisor/supervisord.conf"
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
            for fn in $(functions) import bank; do echo "kabinet $user fn_$fn"; done
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
    if rpc getProcessInfo sandbox | grep -qx RUNNING; then
        grep -qw sandbox "$VAR/scale/.changed" || return 0
        rpc stopProcess sandbox true
    fi
    rpc startProcess sandbox true
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
