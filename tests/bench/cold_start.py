#!/usr/bin/env python3
# From exec to the first whole answer, the database connection included; median of ten, one line of
# JSON. cold_start.py VAR RUN DIR TOKEN: the worker, php-cgi and node each answer GET /api/contracts.
import json
import os
import socket
import statistics
import struct
import subprocess
import sys
import time

var, run, directory, token = sys.argv[1:5]
environment = dict(os.environ, BENCH_DATABASE=run)
cookie = "__Host-sid=" + token


def record(kind, body):
    return struct.pack(">BBHHBx", 1, kind, 1, len(body), 0) + body


def request(script):
    params = {"REQUEST_METHOD": "GET", "SCRIPT_NAME": "/api/contracts", "QUERY_STRING": "",
              "HTTP_HOST": "localhost", "HTTP_COOKIE": cookie, "REMOTE_ADDR": "127.0.0.1",
              "REQUEST_SCHEME": "http", "REQUEST_ID": "0" * 32, "SCRIPT_FILENAME": script,
              "REDIRECT_STATUS": "200", "GATEWAY_INTERFACE": "CGI/1.1"}
    body = b""
    for name, value in params.items():
        body += struct.pack(">II", len(name) | 1 << 31, len(value) | 1 << 31)
        body += name.encode() + value.encode()
    begin = record(1, struct.pack(">HB5x", 1, 0))
    return begin + record(4, body) + record(4, b"") + record(5, b"")


def fastcgi(command, script=""):
    listener = socket.socket(socket.AF_UNIX)
    path = f"{directory}/cold.sock"
    if os.path.exists(path):
        os.unlink(path)
    listener.bind(path)
    listener.listen()
    caller = socket.socket(socket.AF_UNIX)
    caller.connect(path)
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdin=listener, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, env=environment)
    caller.sendall(request(script))
    answer = b""
    while b'"contracts"' not in answer:
        part = caller.recv(65536)
        if not part:
            sys.exit(f"{command[0]} said {answer!r}")
        answer += part
    spent = time.perf_counter() - begun
    process.kill()
    process.wait()
    return spent * 1000


def node():
    path = f"{directory}/cold-node.sock"
    if os.path.exists(path):
        os.unlink(path)
    begun = time.perf_counter()
    process = subprocess.Popen(["node", f"{directory}/peers/node/server.js", path, run],
                               env=environment)
    caller = socket.socket(socket.AF_UNIX)
    while True:
        try:
            caller.connect(path)
            break
        except OSError:
            time.sleep(0.0005)
    caller.sendall(f"GET /api/contracts HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\n\r\n".encode())
    answer = b""
    while b'"contracts"' not in answer:
        part = caller.recv(65536)
        if not part:
            sys.exit(f"node said {answer!r}")
        answer += part
    spent = time.perf_counter() - begun
    process.kill()
    process.wait()
    return spent * 1000


def median(measure, *arguments):
    return statistics.median(measure(*arguments) for _ in range(10))


print(json.dumps({
    "kabinet": median(fastcgi, [f"{var}/bin/statement"]),
    "php-cgi": median(fastcgi, ["php-cgi8.2"], f"{directory}/peers/php/named.php"),
    "node": median(node),
}))
