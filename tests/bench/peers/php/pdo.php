<?php
// GET /api/contracts as PHP is usually written: a connection a request, PDO, prepared statements,
// a transaction around them.
$database = new PDO('pgsql:host=' . getenv('BENCH_DATABASE') . ';dbname=kabinet', 'fn_statement');
$database->setAttribute(PDO::ATTR_ERRMODE, PDO::ERRMODE_EXCEPTION);
$token = $_COOKIE['__Host-sid'] ?? '';
header('Content-Type: application/json; charset=utf-8');
header('Cache-Control: no-store');
try {
    $database->beginTransaction();
    $enter = $database->prepare('select auth.enter(:hash, :level)');
    $enter->bindValue(':hash', '\x' . bin2hex(sodium_crypto_generichash($token)));
    $enter->bindValue(':level', 'client');
    $enter->execute();
    $list = $database->prepare('select api.ledger_list_contracts()');
    $list->execute();
    $answer = $list->fetchColumn();
    $database->commit();
    echo $answer;
} catch (PDOException $trouble) {
    http_response_code(str_contains($trouble->getMessage(), 'no live session') ? 401 : 500);
    echo json_encode(['code' => 'session_required']);
}
