# shellcheck shell=bash
# How infra/test runs a step and counts it: its last `N passed, N failed`, else its exit code. Needs
# frame.sh and LOGS; sourced without words, it sees those of infra/test: the wanted steps, or none
# for all.
chosen=" $* "
passed=0 failed=0
declare -A begun=()

is_chosen() { [ "$chosen" = "  " ] || [[ $chosen == *" $1 "* ]]; }

# NAME COMMAND…: the output goes to the step's log; code and time stay beside it.
run_step() {
    local name=$1 start code=0
    start=$(now_ms)
    shift
    set +e # a command that is a condition would go on after its first failure
    (set -e && "$@") > "$LOGS/$name.log" 2>&1 < /dev/null
    code=$?
    set -e
    echo "$code $(seconds_since "$start")" > "$LOGS/$name.end"
}

# A step that needs nothing of the others: it runs beside them until its turn, on what they leave of
# the processor while they wait. A group of its own, so that all of it ends with the run.
begin() {
    is_chosen "$1" || return 0
    set -m
    (renice -n 15 "$BASHPID" > /dev/null && run_step "$@") &
    set +m
    begun[$1]=$!
}
end_begun() {
    local group
    for group in "${begun[@]}"; do kill -- "-$group" 2> /dev/null || true; done
    wait "${begun[@]}" 2> /dev/null || true
}

check() {
    local name=$1 code time counts p f
    is_chosen "$name" || return 0
    printf '  %-22s' "$name"
    if [ -n "${begun[$name]:-}" ]; then
        renice -n 0 -g "${begun[$name]}" > /dev/null 2>&1 || true # its turn: nobody else is there
        wait "${begun[$name]}" || true
    else
        run_step "$@"
    fi
    read -r code time < "$LOGS/$name.end"
    counts=$(grep -aoE '[0-9]+ passed, [0-9]+ failed' "$LOGS/$name.log" | tail -1 || true)
    read -r p _ f _ <<< "${counts:-$((code == 0)) passed, $((code != 0)) failed}"
    [ "$code" = 0 ] || [ "$f" != 0 ] || f=1
    passed=$((passed + p)) failed=$((failed + f))
    printf '%6d passed, %3d failed %8s s\n' "$p" "$f" "$time"
    [ "$f" = 0 ] || tail -n 40 "$LOGS/$name.log" | sed 's/^/    | /'
}
