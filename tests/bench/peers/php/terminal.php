<?php
// GET /terminal?command=pay as fast as PHP goes: a kept connection, one named statement that is
// prepared once for it, one round trip. Of the network's commands only the one that is timed.
const COMMENTS = [
    0 => 'OK',
    1 => 'Временная ошибка, повторите позже',
    4 => 'Неверный формат номера договора или кода плательщика',
    5 => 'Договор или код плательщика не найден',
    241 => 'Сумма слишком мала',
    242 => 'Сумма слишком велика',
    300 => 'Запрос не принят',
];
const RESULTS = ['ok' => 0, 'repeated' => 0, 'unknown' => 5, 'too_small' => 241, 'too_large' => 242];

function parameter(string $name): string
{
    $value = $_GET[$name] ?? '';
    return is_string($value) ? $value : '';
}

function day_of(string $text): ?string
{
    if (!preg_match('/^([2-9]\d{3})(\d\d)(\d\d)\d{6}$/D', $text, $found)) {
        return null;
    }
    [, $year, $month, $day] = $found;
    return checkdate((int) $month, (int) $day, (int) $year) ? "$year-$month-$day" : null;
}

// What is to be paid, or with a `fault` why nothing is.
function read_command(): array
{
    $paid = ['txn' => parameter('txn_id'), 'account' => parameter('account')];
    if (parameter('command') !== 'pay' || !preg_match('/^\d{1,20}$/D', $paid['txn'])) {
        return ['txn' => '', 'fault' => 300];
    }
    if (!preg_match('/^[^\p{Cc}]{1,64}$/uD', $paid['account'])) {
        return ['fault' => 4] + $paid;
    }
    if (!preg_match('/^(\d{1,12})(?:\.(\d{1,2}))?$/D', parameter('sum'), $found)) {
        return ['fault' => 300] + $paid;
    }
    $paid['kopecks'] = (int) ($found[1] . str_pad($found[2] ?? '', 2, '0'));
    if ($paid['kopecks'] === 0) {
        return ['fault' => 241] + $paid;
    }
    $paid['day'] = day_of(parameter('txn_date'));
    return $paid['day'] === null ? ['fault' => 300] + $paid : $paid;
}

function take(array $paid): array
{
    if (isset($paid['fault'])) {
        return [$paid['fault'], null];
    }
    $database = pg_pconnect('host=' . getenv('BENCH_DATABASE') . ' dbname=kabinet user=fn_terminal');
    $values = ['osmp', $paid['txn'], $paid['account'], $paid['kopecks'], $paid['day']];
    $result = @pg_execute($database, 'pay', $values);
    if ($result === false && str_contains(pg_last_error($database), '"pay" does not exist')) {
        pg_prepare($database, 'pay', 'select * from api.payment_post_terminal($1,$2,$3,$4,$5)');
        $result = @pg_execute($database, 'pay', $values);
    }
    if ($result === false) {
        error_log(pg_last_error($database));
        return [1, null];
    }
    [$verdict, $number] = pg_fetch_row($result);
    return [RESULTS[$verdict] ?? 300, $number];
}

if (!in_array($_SERVER['REMOTE_ADDR'], ['127.0.0.1', '::1'], true)) {
    http_response_code(401);
    header('Content-Type: application/json; charset=utf-8');
    exit(json_encode(['code' => 'terminal_is_ours']));
}
$paid = read_command();
[$result, $number] = take($paid);
header('Content-Type: text/xml; charset=utf-8');
header('Cache-Control: no-store');
echo "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<response>\n";
if ($paid['txn'] !== '') {
    echo "<osmp_txn_id>{$paid['txn']}</osmp_txn_id>\n";
}
if ($result === 0) {
    echo "<prv_txn>$number</prv_txn>\n";
    printf("<sum>%d.%02d</sum>\n", intdiv($paid['kopecks'], 100), $paid['kopecks'] % 100);
}
echo "<result>$result</result>\n<comment>" . COMMENTS[$result] . "</comment>\n</response>\n";
