"""The sign-in service in the hands of supabase-js (gateway/auth.py)."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.node import NODE, environment, node_modules
from tests.stack import Stack

SUPABASE_JS = "@supabase/supabase-js@2.109.0"
SCRIPT = Path(__file__).with_name("auth_session.mjs")


@pytest.mark.long
def test_supabase_js_signs_in_and_reads_every_answer(platform_stack: Stack, tmp_path: Path) -> None:
    """The JavaScript client reads sessions, users and each error's class, status and code."""
    (tmp_path / "node_modules").symlink_to(node_modules(SUPABASE_JS))
    (tmp_path / SCRIPT.name).write_text(SCRIPT.read_text())
    done = subprocess.run(
        [str(NODE), SCRIPT.name],
        cwd=tmp_path,
        env=environment(
            SUPABASE_URL=platform_stack.url,
            SUPABASE_ANON_KEY=platform_stack.publishable_key,
            SUPABASE_SERVICE_ROLE_KEY=platform_stack.secret_key,
            EMAIL="ann@example.com",
        ),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout) == {
        "signUp": ["ann@example.com", "Ann", 1, True],
        "taken": ["AuthApiError", 422, "user_already_exists"],
        "weak": ["AuthWeakPasswordError", 422, "weak_password"],
        "wrong": ["AuthApiError", 400, "invalid_credentials"],
        "missing": ["AuthRetryableFetchError", 501, None],  # this client reads no body of a 5xx
        "role": "authenticated",
        "refreshed": True,
        "sameUser": True,
        "claims": True,
        "changed": {"name": "Bo"},
        "listed": [1, True],
        "notAdmin": ["AuthApiError", 403, "not_admin"],
        "signedOut": [None, None, None],
        "ended": ["AuthSessionMissingError", 400, None],
        "removed": [None, None, None],
        "gone": ["AuthApiError", 404, "user_not_found"],
        "anonymous": True,
    }
