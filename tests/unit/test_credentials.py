"""worker/credentials.py: each wrong key people paste is named for what it is, and none is repeated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.pasted import (
    CLAUDE,
    EXPIRED,
    NOW,
    OTHER_REF,
    PASSWORD,
    PROJECT,
    PUBLISHABLE,
    REF,
    SECRET,
    legacy,
)
from worker.addresses import address_fault, claude_address_fault
from worker.credentials import claude_key_fault, kind_of_key, service_key_fault

KEY = "SUPABASE_SERVICE_ROLE_KEY"
LOCAL = "http://127.0.0.1:54321"
CONNECTION = f"postgresql://postgres:{PASSWORD}@db.{REF}.supabase.co:5432/postgres"
WHOLE = legacy()
BEGINNINGS = (
    "eyJ",
    "eyJ.eyJ.",
    "sb_secret_",
    "sk-ant-",
    "https://",
    "http://[",
    "postgres://",
    "https://db.",
    PROJECT,
)


def repeated(fault: str, value: str) -> str:
    """The longest run of the value that the fault holds, names of kinds of keys aside."""
    for known in ("SUPABASE_SERVICE_ROLE_KEY", "sb_secret_", "sb_publishable_", "sk-ant-", REF, OTHER_REF):
        fault, value = fault.replace(known, "\0"), value.replace(known, "\1")
    runs = (value[start:end] for start in range(len(value)) for end in range(start + 1, len(value) + 1))
    return max((run for run in runs if run in fault), key=len, default="")


@pytest.mark.parametrize(
    ("key", "address", "words"),
    [
        (PUBLISHABLE, PROJECT, "public (publishable) key"),
        (legacy("anon"), PROJECT, "public (anon) key"),
        (legacy("authenticated"), PROJECT, "signed-in user's token"),
        (legacy("supabase_admin"), PROJECT, "no key of a Supabase project"),
        (legacy(ref=OTHER_REF), PROJECT, f"is of project {OTHER_REF}, and the address is of project {REF}"),
        (legacy(), LOCAL, f"of the hosted project {REF}, and the address is on this machine"),
        (legacy(ref="rapport-local"), PROJECT, "a local stack's key"),
        (legacy(ref=None, iss="supabase-demo"), PROJECT, "a local stack's key"),
        (legacy(expires=EXPIRED), PROJECT, "expired on 2024-02-29"),
        (WHOLE[:-7], PROJECT, "not whole (36 characters after its last point instead of 43)"),
        (WHOLE + "=", PROJECT, "not whole (44 characters"),
        (WHOLE.rpartition(".")[0], PROJECT, "cut short or run into another (2 of 3 parts)"),
        (WHOLE.partition(".")[0], PROJECT, "cut short or run into another (1 of 3 parts)"),
        (WHOLE + WHOLE, PROJECT, "cut short or run into another (5 of 3 parts)"),
        (WHOLE.replace(".ey", ".fy", 1), PROJECT, "damaged in copying"),
        (f'"{SECRET}"', PROJECT, "quotes around it"),
        (f"\u201c{SECRET}\u201d", PROJECT, "quotes around it"),
        (f" {SECRET}", PROJECT, "before or after it"),
        (f"{SECRET}\n", PROJECT, "before or after it"),
        (WHOLE[:90] + "\n" + WHOLE[90:], PROJECT, "line break in it"),
        (WHOLE[:90] + " " + WHOLE[90:], PROJECT, "line break in it"),
        (f"{KEY}={SECRET}", PROJECT, "its own name"),
        (f"Bearer {WHOLE}", PROJECT, "begins with Bearer"),
        ("sb_secret_Zk3vQ\u2022\u2022\u2022\u2022\u2022\u2022", PROJECT, "shortened or hidden form"),
        ("sb_secret_Zk3vQ***", PROJECT, "shortened or hidden form"),
        ("sb_secret_...", PROJECT, "shortened or hidden form"),
        ("sb_secret_", PROJECT, "placeholder"),
        ("your-service-role-key", PROJECT, "placeholder"),
        ("<service_role key>", PROJECT, "placeholder"),
        ("${SUPABASE_SECRET_KEY}", PROJECT, "placeholder"),
        ("sb_secret_Zk3vQ9pL\u00e4m2Rt", PROJECT, "no key and no address has"),
        ("sbp_" + "0123456789abcdef" * 2, PROJECT, "personal access token"),
        (CLAUDE, PROJECT, "belongs in ANTHROPIC_API_KEY"),
        ("sk-proj-Q9pLm2Rt7Xw5", PROJECT, "key of another provider"),
        (CONNECTION, PROJECT, "database's connection string"),
        (PROJECT, PROJECT, "belongs in SUPABASE_URL"),
        (PASSWORD, PROJECT, "a database password or a JWT secret is no API key"),
    ],
)
def test_a_wrong_service_key_is_named_and_not_repeated(key: str, address: str, words: str) -> None:
    """What it is and what belongs there instead; at most six characters of it in a row."""
    fault = service_key_fault(key, name=KEY, address=address, local=address == LOCAL, now=NOW)
    assert fault is not None
    assert words in fault
    assert len(repeated(fault, key)) <= 6 or key == PROJECT


@pytest.mark.parametrize(
    ("key", "address"),
    [
        (SECRET, PROJECT),
        (SECRET, LOCAL),
        (legacy(), PROJECT),
        (legacy(), "https://api.example-bank.com"),
        (legacy(), "https://rapport.supabase.co"),
        (legacy(ref=None), PROJECT),
        (legacy(ref="rapport-local"), LOCAL),
        (legacy(ref=None, iss="supabase-demo"), LOCAL),
    ],
)
def test_a_right_service_key_passes(key: str, address: str) -> None:
    """Both forms, at the project, at a custom or vanity domain (which names no project), at local stacks."""
    assert service_key_fault(key, name=KEY, address=address, local=address == LOCAL, now=NOW) is None


def test_without_the_time_an_expired_key_is_the_servers_to_refuse() -> None:
    """Nothing is guessed about a clock that was not given."""
    key = legacy(expires=EXPIRED)
    assert service_key_fault(key, name=KEY, address=PROJECT, local=False) is None


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("sk-ant-admin01-Q9pLm2Rt7Xw5", "Admin API key"),
        ("sk-ant-oat01-Q9pLm2Rt7Xw5", "OAuth token"),
        ("sk-ant-ort01-Q9pLm2Rt7Xw5", "OAuth token"),
        ("sk-ant-sid01-Q9pLm2Rt7Xw5", "cookie"),
        ("sk-proj-Q9pLm2Rt7Xw5", "key of another provider"),
        (SECRET, "belongs in SUPABASE_SECRET_KEY"),
        (PUBLISHABLE, "belongs in SUPABASE_SECRET_KEY"),
        (WHOLE, "belongs in SUPABASE_SERVICE_ROLE_KEY"),
        ("sbp_0123456789abcdef", "personal access token"),
        (CONNECTION, "connection string"),
        (PROJECT, "an address"),
        ("sk-ant-api03-Q9p...igAA", "shortened or hidden form"),
        ("sk-ant-...", "shortened or hidden form"),
        ("sk-ant-api03-your-key", "placeholder"),
        ("your_api_key_here", "placeholder"),
        (f"'{CLAUDE}'", "quotes around it"),
        (f"{CLAUDE} ", "before or after it"),
        (f"{CLAUDE[:40]}\n{CLAUDE[40:]}", "line break in it"),
        (f"ANTHROPIC_API_KEY={CLAUDE}", "its own name"),
    ],
)
def test_a_wrong_key_for_claude_is_named_and_not_repeated(key: str, words: str) -> None:
    """An Admin key, a subscription's token, Supabase's keys: each by its name."""
    fault = claude_key_fault(key, name="ANTHROPIC_API_KEY")
    assert fault is not None
    assert words in fault
    assert len(repeated(fault, key)) <= 6


@pytest.mark.parametrize("key", [CLAUDE, "sk-ant-mine", "k"])
def test_what_may_be_a_key_for_claude_passes(key: str) -> None:
    """Forms nobody knows yet are the API's to judge."""
    assert claude_key_fault(key, name="ANTHROPIC_API_KEY") is None


@pytest.mark.parametrize("key", ["", "a.b", "a.b.c", "e30.bm90anNvbg.x", "e30.W10.x"])
def test_garbage_is_no_known_key(key: str) -> None:
    """Whatever is pasted, reading the kind of key never fails."""
    assert kind_of_key(key) == "unknown"


@given(
    st.text(min_size=1) | st.builds(lambda head, tail: head + tail, st.sampled_from(BEGINNINGS), st.text())
)
def test_whatever_is_pasted_is_judged_without_an_error(value: str) -> None:
    """No text makes a judgement fail, as key or as address; what it says never ends a line."""
    faults = (
        service_key_fault(value, name=KEY, address=PROJECT, local=False, now=NOW),
        claude_key_fault(value, name="ANTHROPIC_API_KEY"),
        address_fault(value, name="SUPABASE_URL"),
        claude_address_fault(value, name="ANTHROPIC_BASE_URL"),
    )
    assert all(fault is None or "\n" not in fault for fault in faults)


@pytest.mark.parametrize("expires", [-(10**300), 10**300, "2024"])
def test_a_date_that_is_none_expires_nothing(expires: object) -> None:
    """An odd claim is the server's to refuse."""
    key = legacy(expires=None, exp=expires)
    assert service_key_fault(key, name=KEY, address=PROJECT, local=False, now=NOW) is None
