"""Commands that follow a job or ask for models: what Ctrl-C leaves behind, what a wrong preset is told."""

import asyncio

import pytest

from worker.cli import starting
from worker.jobs.desk import Desk, NotFoundError


class Waiting:
    """A desk whose answer never comes."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.closed = False

    async def job(self, _number: int) -> None:
        """See Desk."""
        self.asked.set()
        await asyncio.Event().wait()

    async def close(self) -> None:
        """See Desk."""
        self.closed = True


async def test_ctrl_c_says_that_the_job_goes_on(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who stops watching stops nothing: the job's number and how to watch it again, on stderr."""
    desk = Waiting()

    async def open_desk() -> Waiting:
        return desk

    monkeypatch.setattr(starting, "open_desk", open_desk)
    following = asyncio.create_task(starting.follow_job(12, as_json=True))
    async with asyncio.timeout(10):
        await desk.asked.wait()
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
    assert following.cancelled()
    assert desk.closed
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "No longer followed; job #12 goes on. Again: rapport jobs watch 12\n")


async def test_a_preset_that_is_none_is_named() -> None:
    """The database answers null for it; the presets there are stand in the hint."""

    class Answer:
        data = None

    class Client:
        def rpc(self, *_asked: object) -> "Client":
            return self

        async def execute(self) -> Answer:
            return Answer()

    desk = Desk("http://127.0.0.1", Client())  # type: ignore[arg-type] # the client's part it needs
    with pytest.raises(NotFoundError, match="No preset is called fast") as refused:
        await desk.models({"preset": "fast"})
    assert "balanced" in refused.value.hint
