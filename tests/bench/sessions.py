#!/usr/bin/env python3
# 1,000 signed-in clients: their tokens (one a line) to the file named, and SQL on stdout. A second
# session each is for pgbench, which finds it by a number. A token's hash is BLAKE2b of 32 bytes.
# last_seen lies ahead, or whoever has the first turn of a minute would write a thousand of them.
import base64
import hashlib
import sys

tokens = [
    base64.urlsafe_b64encode(hashlib.sha256(b"bench %d" % number).digest()).rstrip(b"=")
    for number in range(1, 1001)
]
with open(sys.argv[1], "wb") as file:
    file.write(b"\n".join(tokens) + b"\n")

print("delete from identity.session where network = 'bench';")
print("insert into identity.session (token_hash, client_id, level, network, last_seen)")
print("select v.hash, c.id, 'client', 'bench', now() + interval '3 hours' from (values")
for number, token in enumerate(tokens, 1):
    digest = hashlib.blake2b(token, digest_size=32).hexdigest()
    print(f"  ({number}, '\\x{digest}'::bytea),")
    print(f"  ({number}, sha256('{number}'::bytea)){',' if number < 1000 else ''}")
print(") v (number, hash) join identity.client c on c.login = 'B' || lpad(v.number::text, 7, '0');")
print("analyze;")
