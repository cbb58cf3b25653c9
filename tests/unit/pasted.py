"""Keys and addresses as people paste them: the forms are real, the secrets in them are not."""

import base64
import json
from datetime import UTC, datetime

REF = "abcdefghijkmnopqrstu"
OTHER_REF = "zyxwvutsrqponmlkjihg"
PROJECT = f"https://{REF}.supabase.co"
NOW = datetime(2026, 11, 25, tzinfo=UTC)
# Built from parts, so that no scanner takes them for leaked ones.
SECRET = "sb_secret_" + "Zk3vQ9pLm2Rt7Xw5Bn8Hc1" + "_" + "Df6Gj4Ks"
PUBLISHABLE = "sb_publishable_" + "Zk3vQ9pLm2Rt7Xw5Bn8Hc1" + "_" + "Df6Gj4Ks"
CLAUDE = "sk-ant-" + "api03-" + "Q9pLm2Rt7Xw5Bn8Hc1Df6Gj4Ks" * 3 + "AA"
PASSWORD = "hunter-two-hunter"  # noqa: S105 - nobody's
EXPIRED = int(datetime(2024, 2, 29, tzinfo=UTC).timestamp())


def legacy(
    role: str = "service_role", ref: str | None = REF, expires: int | None = 2_000_000_000, **more: object
) -> str:
    """A legacy key as a hosted project's: HS256, issuer, reference, role, ten years."""
    claims = {"iss": "supabase", "ref": ref, "role": role, "iat": 1_700_000_000, "exp": expires, **more}
    kept = {name: value for name, value in claims.items() if value is not None}
    head = _part({"alg": "HS256", "typ": "JWT"})
    return f"{head}.{_part(kept)}.{'sIgnature_' * 4}abc"


def _part(value: dict[str, object]) -> str:
    text = json.dumps(value, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(text).decode().rstrip("=")
