"""The secrets of one local stack: made once per data folder, kept in a file only its owner reads.

Random for each folder, so that a page in a browser cannot guess the way into somebody's local stack. The API
keys come in both forms Supabase knows. Tested in tests/unit/test_local_keys.py.
"""

import json
import os
import secrets
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Final

from worker.local.binaries import LocalStackError
from worker.local.gateway.tokens import Verifier, sign
from worker.local.postgres import new_password

_NAME: Final = "keys.json"
_ISSUED: Final = 1_767_225_600
_EXPIRES: Final = 2_082_758_400
"""2026-01-01 and 2036-01-01: API keys outlive the clone they were made for, as hosted ones do."""


@dataclass(frozen=True)
class Keys:
    """What opens one stack. Never logged: repr shows none of it.

    Attributes:
        jwt_secret: signs every token of the stack (HS256).
        anon_key, service_role_key: the API keys as JWTs.
        publishable_key, secret_key: the same two in the newer form.
        admin_password, postgres_password, authenticator_password, auth_admin_password: of the database roles
            supabase_admin, postgres, authenticator and supabase_auth_admin.
        demo_password: of the demo manager.
    """

    jwt_secret: str = field(repr=False)
    anon_key: str = field(repr=False)
    service_role_key: str = field(repr=False)
    publishable_key: str = field(repr=False)
    secret_key: str = field(repr=False)
    admin_password: str = field(repr=False)
    postgres_password: str = field(repr=False)
    authenticator_password: str = field(repr=False)
    auth_admin_password: str = field(repr=False)
    demo_password: str = field(repr=False)

    @property
    def role_passwords(self) -> dict[str, str]:
        """By database role that signs in, but for the superuser."""
        return {
            "postgres": self.postgres_password,
            "authenticator": self.authenticator_password,
            "supabase_auth_admin": self.auth_admin_password,
        }

    def verifier(self) -> Verifier:
        """What checks the keys and tokens of requests to this stack."""
        return Verifier(
            self.jwt_secret,
            anon_key=self.anon_key,
            service_role_key=self.service_role_key,
            publishable_key=self.publishable_key,
            secret_key=self.secret_key,
        )


def make_keys() -> Keys:
    """Fresh random keys."""
    jwt_secret = secrets.token_urlsafe(40)
    claims = {"iss": "supabase", "ref": "rapport-local", "iat": _ISSUED, "exp": _EXPIRES}
    return Keys(
        jwt_secret=jwt_secret,
        anon_key=sign({**claims, "role": "anon"}, jwt_secret),
        service_role_key=sign({**claims, "role": "service_role"}, jwt_secret),
        publishable_key=f"sb_publishable_{secrets.token_urlsafe(24)}",
        secret_key=f"sb_secret_{secrets.token_urlsafe(24)}",
        admin_password=new_password(),
        postgres_password=new_password(),
        authenticator_password=new_password(),
        auth_admin_password=new_password(),
        demo_password=secrets.token_urlsafe(12),
    )


def load_keys(folder: Path) -> Keys | None:
    """The keys of a data folder, None when it has none yet. Raises LocalStackError for a damaged file."""
    path = folder / _NAME
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return Keys(**{each.name: str(found[each.name]) for each in fields(Keys)})
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise LocalStackError(
            f"{path} may not be read by this user.",
            hint="It was made by another account: use that one, or another --data-dir.",
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise LocalStackError(
            f"{path} is damaged, and with it the way into the local database.",
            hint="Begin anew: rapport local --reset",
        ) from error


def save_keys(folder: Path, keys: Keys) -> None:
    """Write the keys, whole or not at all, for the owner's eyes only (mode 0600)."""
    path = folder / _NAME
    making = folder / f"{_NAME}.making"
    making.unlink(missing_ok=True)
    with os.fdopen(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
        json.dump(asdict(keys), handle, indent=1)
    making.rename(path)
