"""tests/loopback.py: the suite cannot reach another machine, so it cannot pay."""

import os
import socket

import anthropic
import pytest

from tests.loopback import FORGOTTEN, NotLoopbackError


@pytest.mark.parametrize("host", ["api.anthropic.com", "10.0.0.1", "::2"])
def test_another_machine_is_refused(host: str) -> None:
    """By name or by number, before a packet leaves."""
    with pytest.raises(NotLoopbackError, match=host):
        socket.create_connection((host, 443), timeout=1)


async def test_the_real_sdk_cannot_call_the_real_api() -> None:
    """A client with the SDK's own default address and a key gets no further than the look-up."""
    async with anthropic.AsyncAnthropic(api_key="sk-ant-not-a-key", max_retries=0) as client:
        with pytest.raises((NotLoopbackError, anthropic.APIConnectionError)) as caught:
            await client.models.list()
    cause: BaseException | None = caught.value
    while cause is not None and not isinstance(cause, NotLoopbackError):
        cause = cause.__cause__ or cause.__context__
    assert cause is not None


def test_the_users_settings_are_forgotten() -> None:
    """Nothing in the environment leads a client elsewhere."""
    assert not set(FORGOTTEN) & set(os.environ)
