"""`rapport members`: the service key adds and removes people who have signed up."""

import pytest

from tests.stack import Stack
from worker.jobs.connection import DatabaseRefusedError
from worker.jobs.desk import Desk, NotFoundError

EMAIL = "ana@example.org"


async def test_a_signed_up_user_becomes_a_member_and_stops_being_one(stack: Stack) -> None:
    """The address is found whatever its case; the role can be changed; removing leaves the sign-up."""
    async with stack.async_client() as visitor:
        await visitor.auth.sign_up({"email": EMAIL, "password": "correct-horse-battery"})
    desk = await Desk.open(stack.url, stack.service_role_key)
    try:
        assert (await desk.add_member("Ana@Example.org", "viewer"))["role"] == "viewer"
        assert (await desk.add_member(EMAIL, "manager"))["role"] == "manager"
        assert [(row["email"], row["role"]) for row in await desk.members()] == [(EMAIL, "manager")]
        await desk.remove_member("ANA@example.org")
        assert await desk.members() == []
        assert (await desk.add_member(EMAIL, "reviewer"))["role"] == "reviewer"
    finally:
        await desk.close()


async def test_who_never_signed_up_is_named(stack: Stack) -> None:
    """Adding and removing a stranger says what to do, and changes nothing."""
    desk = await Desk.open(stack.url, stack.service_role_key)
    try:
        with pytest.raises(NotFoundError, match="Nobody has signed up"):
            await desk.add_member("bob@example.org", "viewer")
        with pytest.raises(NotFoundError, match="is not a member"):
            await desk.remove_member("bob@example.org")
        assert await desk.members() == []
    finally:
        await desk.close()


async def test_the_public_key_adds_nobody(stack: Stack) -> None:
    """Members are the service key's to change."""
    desk = await Desk.open(stack.url, stack.anon_key)
    try:
        with pytest.raises(DatabaseRefusedError) as caught:
            await desk.members()
        assert caught.value.sqlstate == "42501"
    finally:
        await desk.close()
