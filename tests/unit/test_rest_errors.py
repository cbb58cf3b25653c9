"""PostgREST's error shape and its map from SQLSTATE to status."""

import json

import psycopg
import pytest

from worker.local.gateway.rest.errors import (
    PostgresFault,
    RestError,
    from_postgres,
    not_singular,
    status_of,
    unsupported,
)


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("08006", 503),
        ("21000", 500),
        ("22001", 400),
        ("22023", 400),
        ("22P02", 400),
        ("22P05", 400),
        ("23502", 400),
        ("23503", 409),
        ("23505", 409),
        ("23514", 400),
        ("25006", 405),
        ("25P02", 500),
        ("28000", 403),
        ("40001", 500),
        ("40P01", 500),
        ("42501", 403),
        ("42601", 400),
        ("42703", 400),
        ("42883", 404),
        ("42P01", 404),
        ("42P17", 500),
        ("53300", 503),
        ("53400", 500),
        ("54001", 500),
        ("55P03", 500),
        ("57014", 500),
        ("57P01", 503),
        ("58000", 500),
        ("P0001", 400),
        ("P0002", 500),
        ("PT200", 200),
        ("PT409", 409),
        ("PT999", 500),
        ("PTabc", 500),
        ("XX000", 500),
        ("ZZ000", 400),
    ],
)
def test_each_sqlstate_has_postgrests_status(state: str, status: int) -> None:
    """The map of docs.postgrest.org/en/stable/references/errors.html, for a signed-in role."""
    assert status_of(PostgresFault(state, "words"), authenticated=True) == status


def test_no_privilege_is_401_for_who_is_not_signed_in() -> None:
    """42501 asks anon to sign in."""
    assert status_of(PostgresFault("42501", "words"), authenticated=False) == 401


@pytest.mark.parametrize(
    ("state", "message", "status"),
    [
        ("21000", "UPDATE requires a WHERE clause", 400),
        ("22023", 'role "nobody" does not exist', 401),
    ],
)
def test_some_statuses_hang_on_the_message(state: str, message: str, status: int) -> None:
    """Safeupdate's refusal is the caller's fault; a role that does not exist is a bad token."""
    assert status_of(PostgresFault(state, message), authenticated=True) == status


def test_nul_in_a_text_is_the_callers_fault() -> None:
    """Psycopg refuses before Postgres can: 22021 as Postgres would say."""
    error = psycopg.DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes")
    found = from_postgres(error, authenticated=True)
    assert (found.status, found.code) == (400, "22021")


def test_a_lost_connection_is_503() -> None:
    """Clients try reads again on 503."""
    found = from_postgres(psycopg.OperationalError("server closed the connection"), authenticated=True)
    assert (found.status, found.code) == (503, "PGRST001")


def test_the_body_has_four_keys() -> None:
    """code, message, details, hint; null where there is nothing to say."""
    assert json.loads(not_singular(2).body()) == {
        "code": "PGRST116",
        "message": "Cannot coerce the result to a single JSON object",
        "details": "The result contains 2 rows",
        "hint": None,
    }


def test_what_the_stack_lacks_is_501_by_name() -> None:
    """The message names the feature."""
    refused = unsupported("time travel")
    assert (refused.status, refused.message) == (501, "The local stack does not support time travel")


def test_401_names_its_scheme() -> None:
    """RFC 9110 asks for WWW-Authenticate."""
    assert RestError(401, "42501", "no").headers == {"WWW-Authenticate": "Bearer"}
