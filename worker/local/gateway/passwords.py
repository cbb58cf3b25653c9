"""Hashes passwords for the local sign-in service: scrypt from the standard library, no bcrypt package needed.

Hosted Supabase stores bcrypt; nobody but this service reads the column. Tested in
tests/integration/test_auth_users.py.
"""

import base64
import hashlib
import hmac
import secrets
from typing import Final

_N: Final = 2**14
_R: Final = 8
_P: Final = 1
"""OWASP's smallest advised scrypt for interactive sign-in (16 MiB, some 40 ms)."""
_SALT_BYTES: Final = 16


def hash_password(password: str) -> str:
    """The text to store: `$scrypt$salt$hash`, both in base64."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return f"$scrypt${_text(salt)}${_text(_derive(password, salt))}"


def check_password(password: str, stored: str | None) -> bool:
    """Whether the password is the stored one's; a missing or foreign hash is never matched.

    Takes as long for an unknown user as for a wrong password.
    """
    parts = (stored or "").split("$")
    known = parts[1:2] == ["scrypt"]
    salt = base64.b64decode(parts[2]) if known else bytes(_SALT_BYTES)
    derived = _text(_derive(password, salt))
    return known and hmac.compare_digest(derived, parts[3])


def _derive(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode("utf-8", "surrogatepass"), salt=salt, n=_N, r=_R, p=_P)


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()
