# shellcheck shell=bash
# nginx's and the supervisor's configuration with this copy's paths and ports in place of the words
# between @ signs. Sourced after lib.sh and copy.sh.
set -euo pipefail

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
