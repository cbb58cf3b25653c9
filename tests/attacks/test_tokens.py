"""Tokens that are not what they say: unsigned, forged, expired, of nobody, of another role or key."""

import base64
import json
from collections.abc import Mapping
from typing import Any

import httpx
import jwt
import pytest
from supabase import ClientOptions, create_client

from tests.attacks.rig import ACTING_ROLE, Actor, Scene, parsed
from tests.sql.world import rows, value
from worker.clock import SystemClock

READ = ("GET", "/training_conversations?select=conversation_id", None)
START = ("POST", "/generation_jobs", {"job_type": "process_all"})
FORGERS_KEY = "somebody-elses-secret-of-32-bytes-and-more"
BAD_TOKEN = (401, "PGRST301")
BAD_TIME = (401, "PGRST303")
NO_SUCH_ROLE = (403, "42501")


def _claims(scene: Scene, **more: Any) -> dict[str, Any]:
    """A manager's claims, as good as real."""
    now = int(SystemClock().now().timestamp())
    user = scene["manager"].user_id
    good = {"sub": user, "aud": "authenticated", "role": "authenticated", "iat": now, "exp": now + 3600}
    return {name: claim for name, claim in {**good, **more}.items() if claim is not ...}


def _part(content: Mapping[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


def _ask(scene: Scene, token: str, request: tuple[str, str, Any] = READ, **headers: str) -> httpx.Response:
    method, path, body = request
    return scene["anon"].ask(method, path, body, Authorization=f"Bearer {token}".strip(), **headers)


def _unsigned(scene: Scene) -> str:
    return f"{_part({'alg': 'none', 'typ': 'JWT'})}.{_part(_claims(scene))}."


def _borrowed_signature(scene: Scene) -> str:
    head, _, signature = scene["viewer"].token.split(".")
    return f"{head}.{_part(_claims(scene))}.{signature}"


def _own_key(scene: Scene) -> str:
    public = {"kty": "oct", "k": base64.urlsafe_b64encode(FORGERS_KEY.encode()).decode()}
    return jwt.encode(
        _claims(scene), FORGERS_KEY, "HS256", {"jwk": public, "kid": "../../dev/null", "jku": "http://x"}
    )


def _signed(scene: Scene, key: str | None = None, algorithm: str = "HS256", **claims: Any) -> str:
    return jwt.encode(_claims(scene, **claims), key or scene.stack.jwt_secret, algorithm)


PAST, FUTURE = 1_500_000_000, 4_000_000_000
FORGERIES: dict[str, tuple[Any, tuple[int, str]]] = {
    "alg none": (_unsigned, BAD_TOKEN),
    "alg None, with a signature": (lambda s: _unsigned(s).replace("none", "None") + "AAAA", BAD_TOKEN),
    "another's signature": (_borrowed_signature, BAD_TOKEN),
    "a key of its own in the header": (_own_key, BAD_TOKEN),
    "a wrong key": (lambda s: _signed(s, FORGERS_KEY), BAD_TOKEN),
    "an empty key": (lambda s: f"{_signed(s).rpartition('.')[0]}.", BAD_TOKEN),
    "another algorithm": (lambda s: _signed(s, s.stack.jwt_secret * 2, "HS512"), BAD_TOKEN),
    "service_role by a wrong key": (lambda s: _signed(s, FORGERS_KEY, role="service_role"), BAD_TOKEN),
    "expired": (lambda s: _signed(s, exp=PAST), BAD_TIME),
    "not yet": (lambda s: _signed(s, nbf=FUTURE), BAD_TIME),
    "issued tomorrow": (lambda s: _signed(s, iat=FUTURE), BAD_TIME),
    "an expiry that is text": (lambda s: _signed(s, exp="never"), BAD_TIME),
    "role postgres": (lambda s: _signed(s, role="postgres"), NO_SUCH_ROLE),
    "role supabase_admin": (lambda s: _signed(s, role="supabase_admin"), NO_SUCH_ROLE),
    "a role nobody has": (lambda s: _signed(s, role="manager"), NO_SUCH_ROLE),
    "a role with a quote": (lambda s: _signed(s, role='anon"; reset role; --'), NO_SUCH_ROLE),
    "no token": (lambda _s: "", BAD_TOKEN),
    "no JWT": (lambda _s: "letmein", BAD_TOKEN),
    "four parts": (lambda s: _signed(s) + ".x", BAD_TOKEN),
    "a secret key of no project": (lambda _s: "sb_secret_0123456789", BAD_TOKEN),
}  # fmt: skip


@pytest.mark.parametrize("what", FORGERIES)
def test_a_forged_token_is_refused(scene: Scene, what: str) -> None:
    """Reading and starting a job alike: 401 for a token, 403 for a role; nothing of the key in the answer."""
    forge, expected = FORGERIES[what]
    with scene.unchanged():
        for request in (READ, START):
            answer = _ask(scene, forge(scene), request)
            found = answer.json()
            scene.tells_nothing(answer.text)
            assert (answer.status_code, found["code"]) == expected
            assert answer.headers["www-authenticate"].startswith("Bearer")


def test_the_same_token_well_made_is_taken(scene: Scene) -> None:
    """The control: it is the forgery that was refused, not the claims."""
    assert len(parsed(_ask(scene, _signed(scene)))) > 4


NOBODY: dict[str, dict[str, Any]] = {
    "no subject": {"sub": ...},
    "an empty subject": {"sub": ""},
    "another's metadata": {
        "sub": ...,
        "user_metadata": {"role": "manager"},
        "app_metadata": {"role": "manager"},
    },
    "no role": {"role": ...},
    "an anonymous sign-in of a manager's id": {"is_anonymous": True},
    "an anonymous sign-in that says so in words": {"is_anonymous": "true"},
}


@pytest.mark.parametrize("what", NOBODY)
def test_a_token_of_nobody_sees_and_starts_nothing(scene: Scene, what: str) -> None:
    """No row is shown, no job is taken; the refusal is 42501, or 400 where a claim is no user id."""
    with scene.unchanged():
        token = _signed(scene, **NOBODY[what])
        read = _ask(scene, token)
        assert not read.is_success or read.json() == []
        start = _ask(scene, token, START)
        status, code = scene.refusal(start)
        assert (status, code) in {(401, "42501"), (403, "42501"), (400, "22P02")}


@pytest.mark.parametrize("subject", ["' or true --", "x" * 5_000, "00000000-0000-4000-8000-00000000000g"])
def test_a_subject_that_is_no_id_is_refused(scene: Scene, subject: str) -> None:
    """A signed claim is still data: 400, and the row stays unseen."""
    for request in (READ, START):
        answer = _ask(scene, _signed(scene, sub=subject), request)
        assert scene.refusal(answer)[0] in {400, 403}
        assert "fp_1" not in answer.text


METADATA: dict[str, dict[str, Any]] = {
    "user_metadata": {"user_metadata": {"role": "manager", "member_role": "manager", "is_admin": True}},
    "app_metadata": {"app_metadata": {"role": "service_role", "provider": "email", "member_role": "manager"}},
    "claims of its own": {"member_role": "manager", "email": "boss@example.org", "is_super_admin": True},
    "a role in another's words": {
        "user_role": "service_role",
        "https://hasura.io/jwt/claims": {"x-role": "admin"},
    },
}


@pytest.mark.parametrize("who", ["stranger", "viewer"])
@pytest.mark.parametrize("what", METADATA)
def test_metadata_makes_nobody_more(scene: Scene, who: str, what: str) -> None:
    """Policies ask training_members alone: what a user may write about themselves is not a role."""
    token = scene.stack.token(scene[who].user_id or "", **METADATA[what])
    with scene.unchanged():
        assert (len(parsed(_ask(scene, token))) > 0) is (who == "viewer")
        assert scene.refusal(_ask(scene, token, START)) == (403, "42501")


def test_signing_up_as_a_manager_gives_nothing(scene: Scene) -> None:
    """The real sign-up with metadata that claims everything, and an anonymous sign-in: no row, no job."""
    with scene.stack.client() as client:
        claimed = {"role": "manager", "app_metadata": {"role": "service_role"}}
        client.auth.sign_up(
            {"email": "climber@example.org", "password": "a-long-password-9", "options": {"data": claimed}}
        )
        assert client.table("training_conversations").select("*").execute().data == []
        client.auth.update_user({"data": {"role": "service_role"}})
        session = client.auth.refresh_session().session
        assert session is not None
        assert scene.refusal(_ask(scene, session.access_token, START)) == (403, "42501")
        user = value(scene.owner, "select role from auth.users where email = 'climber@example.org'")
        assert user == "authenticated"
    with scene.stack.client() as client:
        session = client.auth.sign_in_anonymously().session
        assert session is not None
        assert parsed(_ask(scene, session.access_token)) == []
        assert scene.refusal(_ask(scene, session.access_token, START)) == (403, "42501")


def test_who_is_removed_is_out_with_the_same_token(scene: Scene) -> None:
    """Membership is looked up at each request: no token has to expire first."""
    leaver = scene.user("leaver", "manager")
    assert len(parsed(leaver.ask(*READ))) > 0
    rows(scene.owner, "delete from public.training_members where user_id = %s", leaver.user_id)
    assert parsed(leaver.ask(*READ)) == []
    assert scene.refusal(leaver.ask(*START)) == (403, "42501")


def _acting(actor: Actor, **headers: str) -> Any:
    """As whom the database runs an actor's request."""
    return parsed(actor.ask("POST", f"/rpc/{ACTING_ROLE}", {}, **headers))


def test_the_token_decides_whatever_the_key(scene: Scene) -> None:
    """A user's token beside the service key acts as that user, the anon key beside it as anon."""
    service, manager = scene["service"], scene["manager"]
    assert _acting(service) == "service_role"
    assert _acting(manager) == "authenticated"
    assert _acting(scene["anon"]) == "anon"
    assert _acting(service, Authorization=f"Bearer {manager.token}") == "authenticated"
    assert _acting(service, Authorization=f"Bearer {scene.stack.anon_key}") == "anon"
    new_form = Actor(scene.stack, "secret", scene.stack.secret_key)
    assert _acting(new_form) == "service_role"
    swapped = new_form.ask("GET", READ[1], Authorization=f"Bearer {scene.stack.publishable_key}")
    assert (swapped.status_code, swapped.json()["code"]) == BAD_TOKEN
    new_form.http.close()


def test_a_service_client_that_signs_in_is_that_user(scene: Scene) -> None:
    """The official client of the service key, once it signs a user in, is that user: keep two objects."""
    assert _acting(scene["service"]) == "service_role"
    with httpx.Client(timeout=30) as http:
        client = create_client(
            scene.stack.url, scene.stack.service_role_key, ClientOptions(httpx_client=http)
        )
        assert client.rpc(ACTING_ROLE, {}).execute().data == "service_role"
        client.auth.sign_up({"email": "mixed@example.org", "password": "a-long-password-9"})
        assert client.rpc(ACTING_ROLE, {}).execute().data == "authenticated"
        assert client.table("training_conversations").select("*").execute().data == []
        fresh = create_client(scene.stack.url, scene.stack.service_role_key, ClientOptions(httpx_client=http))
        assert fresh.rpc(ACTING_ROLE, {}).execute().data == "service_role"
