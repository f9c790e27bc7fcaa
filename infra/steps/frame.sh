# shellcheck shell=bash
# How a step is shown: its name, its time, and what it said if it failed. Used by infra/up and,
# for the times, by infra/test.
set -euo pipefail

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
