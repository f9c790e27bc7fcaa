# shellcheck shell=bash
# Programs and pages: built where their sources changed, installed under VAR where they differ.
# Sourced after lib.sh and copy.sh.
set -euo pipefail

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

# Puts a program under its name in one step: whoever runs the old one keeps it until the end.
install_program() {
    cmp -s "$1" "$VAR/bin/$2" && return 1
    install -m 0755 "$1" "$VAR/bin/$2.new"
    mv -f "$VAR/bin/$2.new" "$VAR/bin/$2"
}

install_programs() {
    local fn changed="" stand_in=""
    for fn in worker front supervise; do
        install_program "$ROOT/infra/supervisor/$fn" $fn || true
    done
    for fn in import bank-import terminal-registry; do
        install_program "$ROOT/build/$PRESET/bin/$fn" $fn || true
    done
    # A production tree has no stand-ins.
    [ ! -f "$ROOT/build/$PRESET/bin/sandbox" ] || stand_in=sandbox
    for fn in $(functions) $stand_in; do
        install_program "$ROOT/build/$PRESET/bin/$fn" "$fn" && changed+="$fn "
    done
    # Workers read the settings once, so other settings are as good as another program.
    [ ! -e "$VAR/scale/.site" ] || changed=$(functions | xargs)
    rm -f "$VAR/scale/.site"
    echo "$changed" > "$VAR/scale/.changed"
    give_to_owner "$VAR/bin" "$VAR/scale"
}
