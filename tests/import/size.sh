# shellcheck shell=bash disable=SC2154
# Memory does not grow with the files: IMPORT_ROWS operations (and as long as rows may be) under a
# limit of 256 MiB of address space, which is more than what is resident. Sourced by run.
fresh
mkdir "$work/large"
cp "$data/hostile/base"/{clients,contracts}.csv "$work/large"
awk -v rows="${IMPORT_ROWS:-60000}" 'BEGIN {
    text = sprintf("%500s", ""); gsub(/ /, "Ж", text)
    print "operation_no;contract_no;posted_on;kind;amount;description"
    for (i = 1; i <= rows; i++)
        printf "L%d;K%d;2026-01-10;charge;0.01;%s\n", i, i % 2 + 1, text }' \
    > "$work/large/operations.csv"
(
    # A sanitizer's shadow needs terabytes of address space; such a build is not measured.
    grep -q __asan_init "$program" || ulimit -v 262144
    import "$work/large"
    cp "$work/out" "$work/large.out"
    exit "$code"
) && code=0 || code=$?
ok "a large file loads within 256 MiB" \
    "0 ${IMPORT_ROWS:-60000}" \
    "$code $(sed -nE 's/^operations +new ([0-9]+).*/\1/p' "$work/large.out")"
ok "a large file adds up" \
    "K1;$((${IMPORT_ROWS:-60000} / 2)) K2;$((${IMPORT_ROWS:-60000} / 2))" \
    "$(balances | xargs)"
