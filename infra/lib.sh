# shellcheck shell=bash
# What the entry points of infra/ share: where things lie, as whom they run, the supervisor's ear.
# Sourced by them, never run. It starts nothing by itself.
set -euo pipefail
unset "${!PG@}"
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
VAR=${VAR:-$ROOT/var}
PRESET=${PRESET:-release}
# shellcheck disable=SC2034 # the steps and test use it
PG_BIN=/usr/lib/postgresql/15/bin
OWNER=$(id -un)
[ "$(id -u)" != 0 ] || OWNER=kabinet # PostgreSQL refuses root, and nothing else of ours needs it

# A fresh machine does not know the owner yet.
make_owner() {
    [ "$OWNER" = kabinet ] || return 0
    id kabinet > /dev/null 2>&1 ||
        useradd --system --user-group --home-dir /nonexistent --shell /usr/sbin/nologin kabinet
}

die() {
    printf '%s: %s\n' "${0##*/}" "$1" >&2
    exit 1
}

case $VAR in
    /*) ;;
    *) VAR=$PWD/$VAR ;;
esac
[[ $VAR =~ ^[A-Za-z0-9/._+-]+$ ]] || die "VAR must be a plain path without spaces: $VAR"

hash_of() { printf %s "$1" | sha256sum | cut -c1-12; }

# A unix socket's path holds 107 bytes at most, so a deep VAR keeps its sockets elsewhere. VAR may
# be a link (see place_copy): everything below speaks of where it leads.
find_places() {
    [ ! -L "$VAR" ] || VAR=$(readlink -f "$VAR")
    RUN=$VAR/run
    [ ${#RUN} -gt 72 ] || return 0
    RUN=/tmp/kabinet-$(id -u)-$(hash_of "$VAR")
    [ "$(id -u)" != 0 ] || RUN=/run/kabinet-$(hash_of "$VAR")
}
find_places

# Runs a command as the owner of everything under VAR, with nothing of our environment and without
# the lock, which a daemon would keep for ever.
as_owner() {
    local clean=(env -i PATH="$PATH" LANG=C.UTF-8 HOME="$VAR" KABINET_SITE="$VAR/site.json")
    if [ "$(id -u)" = 0 ]; then
        (cd / && setpriv --reuid="$OWNER" --regid="$OWNER" --init-groups "${clean[@]}" "$@") 9>&-
    else
        "${clean[@]}" "$@" 9>&-
    fi
}

# One XML-RPC call to the supervisor: call method [argument…]; booleans are told apart from names
# by their look. Prints the answer as it is; rpc prints its values, one a line, and fails on a
# fault.
call() {
    local body="" argument method="<methodName>supervisor.$1</methodName>"
    shift
    for argument in "$@"; do
        case $argument in
            true) body+='<param><value><boolean>1</boolean></value></param>' ;;
            false) body+='<param><value><boolean>0</boolean></value></param>' ;;
            *) body+="<param><value><string>$argument</string></value></param>" ;;
        esac
    done
    curl -sS --max-time 90 --unix-socket "$RUN/supervisor.sock" \
        -H 'Content-Type: text/xml' http://supervisor/RPC2 --data-binary \
        "<?xml version='1.0'?><methodCall>$method<params>$body</params></methodCall>" \
        2> /dev/null
}
rpc() {
    local answer
    answer=$(call "$@") || return 1
    sed -n 's/.*<\(string\|int\|boolean\)>\(.*\)<\/\1>.*/\2/p' <<< "$answer"
    [[ $answer != *'<fault>'* ]]
}

supervised() { [ -S "$RUN/supervisor.sock" ] && rpc getState > /dev/null; }
need_running() { supervised || die "nothing runs under $VAR; start it with infra/up"; }

# "group:process STATE pid" for every process the supervisor knows.
processes() {
    call getAllProcessInfo | awk '
        match($0, /<name>[a-z]+<\/name>/) { key = substr($0, RSTART + 6, RLENGTH - 13) }
        match($0, /<value><[a-z0-9]+>[^<]*/) {
            value = substr($0, RSTART + 7, RLENGTH - 7)
            sub(/^<[a-z0-9]+>/, "", value)
            info[key] = value }
        /<\/struct>/ { print info["group"] ":" info["name"], info["statename"], info["pid"] }'
}

functions() {
    find "$ROOT/functions" -mindepth 2 -maxdepth 2 -name function.json -printf '%h\n' |
        sed 's|.*/||' | sort
}
manifest() { jq -r "$2" "$ROOT/functions/$1/function.json"; }
need_function() {
    [ -f "$ROOT/functions/$1/function.json" ] ||
        die "no function '$1'; there are: $(functions | xargs)"
}
# Workers wanted at the start, and at most (the slots the supervisor holds).
workers_min() { manifest "$1" '.workers // 1'; }
workers_max() { manifest "$1" '.workers_max // ([(.workers // 1) * 4, 4] | max)'; }
wanted() { cat "$VAR/scale/$1" 2> /dev/null || workers_min "$1"; }
worker() { printf '%s:%s_%02d' "$1" "$1" "$2"; }

# Numbers of the function's workers that run now; with `serving` only those past their first second.
running() {
    local number
    processes | awk -v f="$1:$1_" -v only="${2:-}" '
        index($1, f) == 1 && ($2 == "RUNNING" || $2 == "STARTING" && only == "") {
        print substr($1, length(f) + 1) }' | while read -r number; do
        [ "$number" = 00 ] || echo $((10#$number))
    done
}

# Brings the number of workers to $2: starts what is missing first, then drains what is too many.
set_workers() {
    local fn=$1 count=$2 number now
    now=" $(running "$fn" | xargs) "
    [ "$(manifest "$fn" .trigger)" = queue ] || [ "$(manifest "$fn" .trigger)" = timer ] ||
        rpc startProcess "$(worker "$fn" 0)" false > /dev/null || true # the keeper of the socket
    for ((number = 1; number <= count; number++)); do
        [[ $now == *" $number "* ]] ||
            rpc startProcess "$(worker "$fn" "$number")" false > /dev/null || true
    done
    for number in $now; do
        [ "$number" -le "$count" ] ||
            rpc stopProcess "$(worker "$fn" "$number")" true > /dev/null || true
    done
}

# New workers for old, one after another: at least one serves at any time, and requests that find
# none free wait in the socket. Fails as soon as a new worker does not stay up for its first second.
replace_workers() {
    local fn=$1 number extra=0 numbers
    numbers=$(running "$fn" | xargs)
    if [ "$(wc -w <<< "$numbers")" = 1 ] && [ "$(workers_max "$fn")" -gt 1 ]; then
        extra=$((numbers % 2 + 1))
        rpc startProcess "$(worker "$fn" "$extra")" true > /dev/null || return 1
    fi
    for number in $numbers; do
        rpc stopProcess "$(worker "$fn" "$number")" true > /dev/null || true
        rpc startProcess "$(worker "$fn" "$number")" true > /dev/null || return 1
    done
    [ "$extra" = 0 ] || rpc stopProcess "$(worker "$fn" "$extra")" true > /dev/null
}

# Starts anew each wanted worker that is not serving: those of a program that did not stay up.
restore_workers() {
    local fn=$1 number now
    now=" $(running "$fn" serving | xargs) "
    for ((number = 1; number <= $(wanted "$fn"); number++)); do
        [[ $now == *" $number "* ]] && continue
        rpc stopProcess "$(worker "$fn" "$number")" true > /dev/null || true
        rpc startProcess "$(worker "$fn" "$number")" true > /dev/null || return 1
    done
}

# One change of the running copy at a time.
locked() {
    exec 9> "$VAR/lock"
    flock -w 120 9 || die "another infra command still works on $VAR"
}
